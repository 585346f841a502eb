import type { Flow, FlowOption } from '../../shared/contracts/flows.ts'
import { sameText } from '../language/same-text.ts'
import { nodeOf } from './find.ts'

/** A finding that the flow has words for which a client understands: its own, or those of the cause that it settles. */
export const isForClient = (flow: Flow, { finding, to }: FlowOption): boolean =>
  finding !== null && (finding.client !== null || nodeOf(flow, to)?.kind === 'conclusion')

const known = new WeakMap<Flow, ReadonlySet<string>>()

/** The texts of all such findings, as `sameText` has them. */
export function findingsForClients(flow: Flow): ReadonlySet<string> {
  const texts = known.get(flow) ?? new Set(findingsOf(flow))
  known.set(flow, texts)
  return texts
}

const findingsOf = (flow: Flow): string[] =>
  flow.nodes.flatMap((node) =>
    node.kind === 'question'
      ? node.options.flatMap((option) =>
          option.finding && isForClient(flow, option) ? [sameText(option.finding.text)] : [],
        )
      : [],
  )
