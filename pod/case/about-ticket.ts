import type { SessionDetail } from '../../shared/contracts/sessions.ts'

/** What the sheet of the ticket is opened by. */
export const aboutTicket = ({ psa_ticket_id: id }: SessionDetail): string =>
  id ? `About ticket #${id}` : 'Link a ticket'

/** Why there is nothing to show there. */
export const whyNoTicket = ({ psa_ticket_id: id, may }: SessionDetail): string | null =>
  id || may.includes('link_ticket') ? null : 'This case has no ticket.'
