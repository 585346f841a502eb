import * as v from 'valibot'
import type { Flow, FlowFault } from '../../shared/contracts/flows.ts'
import { checkGraph } from './check-graph.ts'
import { flowFile } from './file-schema.ts'
import { hashOf } from './hash.ts'
import { type PathFault, readYaml, type TextFault } from './read-yaml.ts'

export const flowFileBytesAtMost = 200_000
const faultsAtMost = 100
const sentenceAtMost = 300

/** `hash`: of the flow, not of the file: comments and order of the YAML do not count. */
export type ParsedFlow = { flow: Flow; hash: string } | { errors: FlowFault[] }

/** Reads a flow file, or tells everything that is wrong with it, in the order of its lines. */
export function parseFlow(file: string): ParsedFlow {
  if (Buffer.byteLength(file) > flowFileBytesAtMost)
    return { errors: [{ line: 1, column: 1, says: `The file is larger than ${flowFileBytesAtMost} bytes.` }] }
  const text = withPlainLines(file)
  const { value, faults, isReadable, offsetOf } = readYaml(text)
  if (!isReadable) return { errors: placed(text, faults) }
  const parsed = v.safeParse(flowFile, value)
  const inContent = [...(parsed.issues ?? []).map(faultOfIssue), ...checkGraph(value)]
  const all = [...faults, ...inContent.map((fault) => ({ offset: offsetOf(fault), says: fault.says }))]
  if (!parsed.success || all.length > 0) return { errors: placed(text, all) }
  return { flow: parsed.output, hash: hashOf(parsed.output) }
}

/** Lines as an editor on Windows or an old Mac ends them are the same lines. */
export const withPlainLines = (file: string): string => file.replace(/\r\n?/g, '\n')

export function placed(text: string, faults: readonly TextFault[]): FlowFault[] {
  return faults
    .toSorted((a, b) => a.offset - b.offset)
    .slice(0, faultsAtMost)
    .map(({ offset, says }) => {
      const before = text.slice(0, offset)
      const line = before.split('\n').length
      return { line, column: offset - before.lastIndexOf('\n'), says: says.slice(0, sentenceAtMost) }
    })
}

function faultOfIssue(issue: v.BaseIssue<unknown>): PathFault {
  const path = (issue.path ?? []).map(({ key }) => key as string | number)
  const isAtKey = issue.type === 'never' || issue.path?.at(-1)?.origin === 'key'
  return { path, at: isAtKey ? 'key' : 'value', says: sentenceOf(issue, path) }
}

function sentenceOf(issue: v.BaseIssue<unknown>, path: readonly (string | number)[]): string {
  const name = path.findLast((step) => typeof step === 'string') ?? 'The file'
  const { type, requirement } = issue
  if (type === 'never') return `${name} is no key that stands here.`
  if (issue.input === undefined || (issue.input === null && issue.kind === 'schema'))
    return `${name} is missing.`
  if (type === 'string') return `${name} is a text.`
  if (type === 'array') return `${name} is a list.`
  if (type === 'object_with_rest' || type === 'record') return `${name} is a map of keys and values.`
  if (type === 'picklist') return `${name} is one of ${(issue.expected ?? '').replace(/["()]/g, '')}.`
  if (type === 'non_empty' || type === 'min_length' || type === 'min_entries') return `${name} is empty.`
  if (type === 'max_length')
    return typeof issue.input === 'string'
      ? `${name} is longer than ${requirement} characters.`
      : `${name} holds more than ${requirement}.`
  if (type === 'max_entries') return `${name} holds more than ${requirement}.`
  if (type === 'min_value' || type === 'max_value')
    return `${name} is out of bounds; ${type === 'min_value' ? 'at least' : 'at most'} ${requirement}.`
  return issue.message
}
