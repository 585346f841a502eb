import type { NotificationKind } from '../../shared/contracts/notifications.ts'
import type { Audience } from '../../shared/contracts/updates.ts'

/**
 * `rooms`: told in the rooms of Slack and Teams too. `email`, `browser`: for those who chose nothing. `path`: where it
 * leads on the full page.
 */
type KindRow = {
  rooms: boolean
  email: boolean
  browser: boolean
  path(about: { session_id: string | null; audience: Audience | null }): string
}

const caseOr = (otherwise: string, session_id: string | null) =>
  session_id ? `/app/cases/${session_id}` : otherwise

export const kindRows: Record<NotificationKind, KindRow> = {
  escalation: {
    rooms: true,
    email: true,
    browser: true,
    path: ({ session_id }) => `${caseOr('/app', session_id)}?pickup=true`,
  },
  handoff_claimed: {
    rooms: true,
    email: false,
    browser: true,
    path: ({ session_id }) => caseOr('/app', session_id),
  },
  post_needs_you: {
    rooms: false,
    email: false,
    browser: true,
    path: ({ session_id }) => caseOr('/app/posts', session_id),
  },
  reminder: {
    rooms: false,
    email: false,
    browser: true,
    path: ({ session_id, audience }) => `${caseOr('/app', session_id)}?share=${audience ?? 'ticket_notes'}`,
  },
}
