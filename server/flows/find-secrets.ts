import type { FlowFault } from '../../shared/contracts/flows.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { placed, withPlainLines } from './parse.ts'
import { type Path, readYaml } from './read-yaml.ts'

const named = /\[redacted ([a-z ]{1,30})\]/

/** The texts of a readable file that hold a password, a key, a code or a token: a flow is told to everybody who works. */
export async function findSecrets(file: string): Promise<FlowFault[]> {
  const text = withPlainLines(file)
  const { value, offsetOf } = readYaml(text)
  const leaves = leavesOf(value, [])
  const clean = await redactLeaves(leaves.map((leaf) => leaf.text))
  const faults = leaves.flatMap(({ path, text: written }, at) => {
    const kind = written.includes('[redacted ') ? undefined : named.exec(clean[at] ?? '')?.[1]
    if (!kind) return []
    const says = `A secret seems to stand in this text (${kind}). Tell where it is kept instead.`
    return [{ offset: offsetOf({ path, at: 'value', says }), says }]
  })
  return placed(text, faults)
}

function leavesOf(value: unknown, path: Path): { path: Path; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((item, at) => leavesOf(item, [...path, at]))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...path, key]))
}
