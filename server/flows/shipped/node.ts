import type { FlowNode } from '../../../shared/contracts/flows.ts'

export type QuestionNode = Extract<FlowNode, { kind: 'question' }>
export type ConclusionNode = Extract<FlowNode, { kind: 'conclusion' }>
export type EndNode = Extract<FlowNode, { kind: 'end' }>
type Option = QuestionNode['options'][number]
type Finding = NonNullable<Option['finding']>
type FlowTask = ConclusionNode['fix'][number]

type QuestionText = Pick<QuestionNode, 'ask' | 'client' | 'confidence' | 'options' | 'otherwise'> &
  Partial<Pick<QuestionNode, 'context' | 'task' | 'hypothesis'>>

/** Words in which flows are written. `match` holds phrases parted by `|`. */
export const question = (key: string, text: QuestionText): QuestionNode => ({
  key,
  kind: 'question',
  context: null,
  task: null,
  hypothesis: null,
  ...text,
})
export const conclusion = (key: string, text: Omit<ConclusionNode, 'key' | 'kind'>): ConclusionNode => ({
  key,
  kind: 'conclusion',
  ...text,
})
export const end = (key: string, text: Omit<EndNode, 'key' | 'kind'>): EndNode => ({
  key,
  kind: 'end',
  ...text,
})

export const option = (
  label: string,
  match: string,
  to: string,
  says: string,
  finding: Finding | null = null,
): Option => ({ label, match: match.split('|').filter(Boolean), finding, says, to })

export const confirmed = (text: string, client: string | null = null): Finding => ({
  text,
  status: 'confirmed',
  client,
})
export const ruledOut = (text: string, client: string | null = null): Finding => ({
  text,
  status: 'ruled_out',
  client,
})
export const unsure = (text: string): Finding => ({ text, status: 'pending', client: null })

export const check = (
  text: string,
  detail: string | null = null,
  command: string | null = null,
): FlowTask => ({
  text,
  detail,
  command,
})
