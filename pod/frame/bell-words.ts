import { AlarmClock, ChevronsUp, CircleAlert, Handshake, type LucideIcon } from 'lucide-preact'
import type { Notification, NotificationKind } from '../../shared/contracts/notifications.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Audience } from '../../shared/contracts/updates.ts'
import { updateDue } from '../../shared/update-due.ts'
import type { Route } from '../router.ts'

type Row = { icon: LucideIcon; tone: string; says(of: Notification): string; elsewhere: string }

const postNames: Record<Post['kind'], string> = {
  note: 'note',
  time_entry: 'time entry',
  status: 'change of the status',
  assignment: 'assignment',
}

const subjectOf = ({ ticket_id }: Notification) => (ticket_id ? `#${ticket_id}` : 'a case')

/** `elsewhere`: of another ticket than this pod's, of which it knows no more. */
export const bellRows: Record<NotificationKind, Row> = {
  escalation: {
    icon: ChevronsUp,
    tone: 'text-violet',
    says: (of) => `${of.by ?? 'Somebody'} escalated ${subjectOf(of)}`,
    elsewhere: 'An escalation on another ticket',
  },
  handoff_claimed: {
    icon: Handshake,
    tone: 'text-green',
    says: (of) => `${of.by ?? 'Somebody'} picked up ${subjectOf(of)}`,
    elsewhere: 'An escalation on another ticket was picked up',
  },
  post_needs_you: {
    icon: CircleAlert,
    tone: 'text-amber',
    says: (of) => `Your ${postNames[of.post_kind ?? 'note']} on #${of.ticket_id} needs you`,
    elsewhere: 'A post on another ticket needs you',
  },
  reminder: {
    icon: AlarmClock,
    tone: 'text-cyan',
    says: updateDue,
    elsewhere: 'An update on another ticket is due',
  },
}

export const headingOf = (of: Notification): string =>
  of.here ? bellRows[of.kind].says(of) : bellRows[of.kind].elsewhere

const dueFor: Record<Audience, string> = {
  ticket_notes: 'Ticket notes, for your colleagues',
  client_update: 'For the client',
  email_draft: 'An e-mail to the client',
}

/** The client and the case, or for whom an update is due; of another ticket, how to come there. */
export function aboutOf({ here, audience, client_name, title }: Notification): string {
  if (!here) return 'Opens in a tab, where you sign in yourself'
  if (audience) return dueFor[audience]
  return [client_name, title].filter(Boolean).join(': ')
}

/** Where something can be done about it. */
export const routeOf = ({ session_id, audience }: Notification): Route =>
  session_id
    ? { screen: 'case', session_id, ...(audience ? { query: { share: audience } } : {}) }
    : { screen: 'posts', query: { state: 'needing' } }
