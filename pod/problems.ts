import { type ProblemCode, problems } from '../shared/problems.ts'

/** Failures that never reach the server or come back from it in no form of ours. */
const ownSentences = {
  unreachable: "FlowPilot can't be reached. Your text is kept; we keep trying.",
  timeout: 'FlowPilot took too long to answer. Your text is kept; try again.',
  stream_cut: 'The answer broke off on its way. What came is kept; try again.',
  unreadable: 'FlowPilot answered in a form this page cannot read. Reload the page.',
} as const
export type OwnCode = keyof typeof ownSentences
export type AnyCode = ProblemCode | OwnCode

export type WayForward = 'retry' | 'sign_in' | 'settings' | 'reload' | 'mend' | 'none'

/** What a person can do about each; the compiler asks for a row per code. */
export const wayForward: Record<AnyCode, WayForward> = {
  malformed: 'mend',
  not_signed_in: 'sign_in',
  wrong_credentials: 'mend',
  member_not_confirmed: 'retry',
  refresh_reused: 'sign_in',
  sso_refused: 'sign_in',
  sso_unavailable: 'retry',
  not_allowed: 'none',
  not_your_ticket: 'none',
  fact_from_answer: 'none',
  not_found: 'none',
  ticket_not_found: 'none',
  turn_in_progress: 'retry',
  revision_stale: 'mend',
  conflict: 'retry',
  case_already_open: 'none',
  connection_exists: 'settings',
  connection_in_use: 'none',
  intent_key_reused: 'reload',
  update_changed: 'mend',
  post_not_cancellable: 'none',
  post_not_waiting_for_decision: 'none',
  post_is_in_ticket: 'reload',
  too_large: 'mend',
  media_type_not_taken: 'mend',
  invalid: 'mend',
  flow_invalid: 'mend',
  flow_always_on: 'none',
  too_many_flows: 'none',
  case_closed: 'none',
  no_ticket: 'none',
  no_connection: 'settings',
  site_not_allowed: 'mend',
  session_too_young: 'none',
  nothing_to_promote: 'none',
  too_often: 'retry',
  psa_refused: 'none',
  psa_keys_refused: 'settings',
  psa_lied: 'none',
  psa_unavailable: 'retry',
  psa_busy: 'retry',
  model_unavailable: 'retry',
  model_refused: 'mend',
  model_invalid: 'retry',
  model_budget_spent: 'none',
  database_unavailable: 'retry',
  draining: 'retry',
  internal: 'retry',
  unreachable: 'retry',
  timeout: 'retry',
  stream_cut: 'retry',
  unreadable: 'reload',
}

export function isKnownCode(code: string): code is AnyCode {
  return code in wayForward
}

export function sentenceOf(code: AnyCode): string {
  return code in ownSentences ? ownSentences[code as OwnCode] : problems[code as ProblemCode].sentence
}
