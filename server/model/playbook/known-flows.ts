import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import * as v from 'valibot'
import { type Flow, flow as flowSchema } from '../../../shared/contracts/flows.ts'

/** About forty of the largest shipped flow; what is worked out about a flow is some times its size. */
const charactersAtMost = 8_000_000

/** The flows that requests brought, read once each: all that is worked out about a flow hangs on its object. */
export type KnownFlows = {
  /** The flow of this content; null for what is no flow. */
  read(given: unknown): Flow | null
}

export function createKnownFlows(most = charactersAtMost): KnownFlows {
  const flows = new LRUCache<string, { flow: Flow; characters: number }>({
    maxSize: most,
    sizeCalculation: ({ characters }) => characters,
  })
  return {
    read: (given) => {
      if (given === undefined) return null
      const text = JSON.stringify(given)
      const hash = createHash('sha256').update(text).digest('base64')
      const known = flows.get(hash)
      if (known) return known.flow
      const parsed = v.safeParse(flowSchema, given)
      if (!parsed.success) return null
      flows.set(hash, { flow: parsed.output, characters: text.length })
      return parsed.output
    },
  }
}
