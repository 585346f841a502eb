import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Flow } from '../../shared/contracts/flows.ts'
import { packageRoot } from '../db/package-root.ts'
import { parseFlow } from './parse.ts'

let read: readonly Flow[] | undefined

/**
 * Every flow file that comes with the product, in the order of their keys; a file with a fault throws. Read once, when
 * it is first asked for: the files take most of a second, and not every process leads cases.
 */
export function shippedFlows(): readonly Flow[] {
  read ??= readFlows(join(packageRoot(), 'server', 'flows', 'shipped'))
  return read
}

function readFlows(folder: string): Flow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'))
  return files.toSorted().map((name) => {
    const parsed = parseFlow(readFileSync(join(folder, name), 'utf8'))
    if ('errors' in parsed) {
      const lines = parsed.errors.map(({ line, column, says }) => `${name}:${line}:${column} ${says}`)
      throw new Error(`A shipped flow is not valid.\n${lines.join('\n')}`)
    }
    if (`${parsed.flow.key}.yaml` !== name) throw new Error(`${name} holds the flow ${parsed.flow.key}.`)
    return parsed.flow
  })
}
