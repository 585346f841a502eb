import type { Me } from '../../shared/contracts/accounts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** Why a case has no place to post to, whatever its text says; null where it has one. */
export function whyNoPost(
  session: Pick<SessionDetail, 'psa_ticket_id'> | null,
  me: Me | null,
): string | null {
  if (session && !session.psa_ticket_id) return 'This case has no ticket to post to.'
  return me?.psa.connected === false ? 'No PSA is connected to post to.' : null
}
