import * as v from 'valibot'
import type { EventKind, EventPayload } from '../../shared/contracts/events.ts'
import type { NotificationKind } from '../../shared/contracts/notifications.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { updateDue } from '../../shared/update-due.ts'

/** What an event is about, read as it stands now, which may be further than the event. Kinds may share one. */
export type Subject<E extends EventKind = EventKind, Found = unknown> = {
  id(data: EventPayload<E>): string
  /** Behind `/api/v1`. */
  address(id: string): string
  schema: v.GenericSchema<unknown, Found>
  /** So long a screen of ours that has the focus has to say that it showed it, before it is read. */
  settleMs?: number
}

/** One kind of news that a person who is not looking is notified of. */
export type NoticeKind<E extends EventKind = EventKind, Found = unknown> = {
  /** Kept with the id of what it is about, so that each notifies once. */
  name: string
  event: E
  /** By the event alone: what concerns nobody is not asked about. */
  mayConcern(data: EventPayload<E>): boolean
  fetch: Subject<E, Found>
  concerns(found: Found, me: { id: string }): boolean
  title(found: Found): string
  message(found: Found): string
  /** Where a click leads. */
  path(found: Found): string
}

/** A write that took longer than this is notified of when it has arrived. */
const lateMs = 2 * 60_000

const foundPost = v.object({
  id: v.string(),
  kind: v.string(),
  user_id: v.string(),
  session_id: v.nullable(v.string()),
  ticket_id: v.string(),
  state: v.string(),
  explanation: v.string(),
  created_at: v.string(),
  posted_at: v.nullable(v.string()),
})
type FoundPost = v.InferOutput<typeof foundPost>

const postOfEvent: Subject<'post.changed', FoundPost> = {
  id: ({ post_id }) => post_id,
  address: (id) => `/posts/${encodeURIComponent(id)}`,
  schema: foundPost,
}

type Words = { name: string; done: string }
const writes: Record<Post['kind'], Words> = {
  note: { name: 'note', done: 'posted' },
  time_entry: { name: 'time entry', done: 'booked' },
  status: { name: 'change of the status', done: 'made' },
  assignment: { name: 'assignment', done: 'made' },
}
/** A server that is newer than this panel may write what it does not know. */
const wordsOf = (kind: string): Words =>
  Object.hasOwn(writes, kind) ? writes[kind as Post['kind']] : { name: 'post', done: 'made' }

function ofPost(row: {
  name: string
  states: readonly Post['state'][]
  applies?: (post: FoundPost) => boolean
  outcome: (done: string) => string
}): NoticeKind<'post.changed', FoundPost> {
  const isIn = (state: string) => (row.states as readonly string[]).includes(state)
  return {
    name: row.name,
    event: 'post.changed',
    mayConcern: ({ state }) => isIn(state),
    fetch: postOfEvent,
    concerns: (post, me) => post.user_id === me.id && isIn(post.state) && (row.applies?.(post) ?? true),
    title: ({ kind, ticket_id }) => {
      const { name, done } = wordsOf(kind)
      return `Your ${name} on #${ticket_id} ${row.outcome(done)}`
    },
    message: ({ explanation }) => explanation,
    path: ({ session_id }) => (session_id ? `/app/cases/${session_id}` : '/app/posts'),
  }
}

const isLate = ({ created_at, posted_at }: FoundPost) =>
  posted_at !== null && Date.parse(posted_at) - Date.parse(created_at) > lateMs

const foundNotification = v.object({
  id: v.string(),
  kind: v.string(),
  session_id: v.nullable(v.string()),
  post_kind: v.nullable(v.string()),
  ticket_id: v.nullable(v.string()),
  client_name: v.nullable(v.string()),
  audience: v.optional(v.nullable(v.string()), null),
  title: v.nullable(v.string()),
  by: v.nullable(v.string()),
  browser: v.boolean(),
  seen_at: v.nullable(v.string()),
  read_at: v.nullable(v.string()),
})
type Told = v.InferOutput<typeof foundNotification>

const subjectOf = ({ ticket_id }: Told) => (ticket_id ? `#${ticket_id}` : 'a case')
const titles: Record<NotificationKind, (told: Told) => string> = {
  escalation: (told) => `${told.by ?? 'Somebody'} escalated ${subjectOf(told)}`,
  handoff_claimed: (told) => `${told.by ?? 'Somebody'} picked up ${subjectOf(told)}`,
  post_needs_you: ({ post_kind, ticket_id }) =>
    `Your ${wordsOf(post_kind ?? 'note').name} on #${ticket_id} needs you`,
  reminder: updateDue,
}
const titleOf = (told: Told): string =>
  Object.hasOwn(titles, told.kind)
    ? titles[told.kind as NotificationKind](told)
    : 'FlowPilot has something new for you'

/** What the bell tells, of the kinds that this person wants to hear of from the browser. */
const ofBell: NoticeKind<'notification.created', Told> = {
  name: 'told',
  event: 'notification.created',
  mayConcern: () => true,
  fetch: {
    id: ({ notification_id }) => notification_id,
    address: (id) => `/notifications/${encodeURIComponent(id)}`,
    schema: foundNotification,
    settleMs: 3_000,
  },
  concerns: ({ browser, seen_at, read_at }) => browser && seen_at === null && read_at === null,
  title: titleOf,
  message: ({ kind, client_name, title }) =>
    (kind !== 'reminder' && [client_name, title].filter(Boolean).join(': ')) || 'A click opens it.',
  path: ({ kind, session_id, audience }) => {
    if (!session_id) return '/app/posts'
    const asked = kind === 'escalation' ? '?pickup=true' : audience ? `?share=${audience}` : ''
    return `/app/cases/${session_id}${asked}`
  },
}

/** What concerns a person who is not looking: one row per kind. Of those that share a subject the first one counts. */
export const noticeKinds: readonly NoticeKind[] = [
  ofBell,
  ofPost({
    name: 'post_refused',
    states: ['rejected', 'blocked'],
    outcome: (done) => `was not ${done}`,
  }),
  ofPost({
    name: 'post_late',
    states: ['posted', 'verified'],
    applies: isLate,
    outcome: (done) => `was ${done} late`,
  }),
]

export const noticeEvents: readonly EventKind[] = [...new Set(noticeKinds.map(({ event }) => event))]
