import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** Why this person cannot hand it on or park it now; null where nothing is in the way. */
export function whyNotEscalate(detail: SessionDetail | null): string | null {
  if (!detail || detail.may.includes('escalate')) return null
  if (detail.status === 'active') return `${detail.handler_name} handles this case: only they can hand it on.`
  return `This case is ${detail.status}: only one that is worked on is handed on.`
}
