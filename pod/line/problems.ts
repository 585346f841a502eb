import { clientProblems } from '../../shared/client-problems.ts'
import type { ProblemCode } from '../../shared/problems.ts'

/** Failures that never reach the server or come back from it in no form of ours. */
const ownSentences = {
  unreachable: "FlowPilot can't be reached. Your text is kept; we keep trying.",
  timeout: 'FlowPilot took too long to answer. Your text is kept; try again.',
  stream_cut: 'The answer broke off on its way. What came is kept; try again.',
  unreadable: 'FlowPilot answered in a form this page cannot read. Reload the page.',
} as const
export type OwnCode = keyof typeof ownSentences
export type AnyCode = ProblemCode | OwnCode

/** The same again may go well: what was away, busy or in the way passes. */
const passing: ReadonlySet<AnyCode> = new Set<AnyCode>([
  'member_not_confirmed',
  'domain_not_proved',
  'sso_unavailable',
  'sign_ins_busy',
  'turn_in_progress',
  'conflict',
  'too_often',
  'psa_unavailable',
  'psa_busy',
  'model_unavailable',
  'model_invalid',
  'database_unavailable',
  'draining',
  'internal',
  'unreachable',
  'timeout',
  'stream_cut',
])

export const mayPass = (code: AnyCode): boolean => passing.has(code)

export function sentenceOf(code: AnyCode): string {
  if (code in ownSentences) return ownSentences[code as OwnCode]
  return (
    code in clientProblems ? clientProblems[code as keyof typeof clientProblems] : clientProblems.internal
  ).sentence
}
