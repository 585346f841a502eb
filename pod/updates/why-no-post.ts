import type { Me } from '../../shared/contracts/accounts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** Why a case has no place to post to, whatever its text says; null where it has one. */
export function whyNoPost(
  session: Pick<SessionDetail, 'psa_ticket_id' | 'psa_connection_id'> | null,
  me: Me | null,
): string | null {
  if (session && !session.psa_ticket_id) return 'This case has no ticket to post to.'
  if (me?.psa.connected === false) return 'No PSA is connected to post to.'
  // begun while none was connected: reading the ticket finds the connection
  if (session && !session.psa_connection_id)
    return 'The ticket of this case was never read. Read it again, then post.'
  return null
}
