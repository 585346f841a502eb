import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** Why this person cannot close it now; null where nothing is in the way. */
export function whyNotClose(detail: SessionDetail | null): string | null {
  if (!detail || detail.may.includes('close')) return null
  if (detail.status === 'resolved') return 'This case is closed already.'
  if (detail.status === 'paused') return 'This case is paused. Resume it, then close it.'
  return `${detail.handler_name} handles this case: it is closed by them, or by whoever began it.`
}
