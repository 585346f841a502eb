import { type Right, type Role, rights } from '../../shared/contracts/accounts.ts'
import type { EventKind } from '../../shared/contracts/events.ts'
import type { Ctx } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { whoHolds } from '../http/sign-in.ts'
import { eventStream } from '../http/sse.ts'
import type { PassingEvent } from './subscription.ts'

const heartbeatMs = 25_000

/** Whoever lacks the right is not sent the event. */
const readers: Record<EventKind, Right> = {
  'session.changed': 'read',
  'post.changed': 'read',
  'delivery.changed': 'read',
  'ticket.changed': 'read',
  'person.changed': 'administer',
  'preferences.changed': 'read',
  'notification.created': 'read',
  'notification.read': 'read',
  'reminder.due': 'read',
  'presence.changed': 'read',
  'handoff.created': 'work',
  'handoff.claimed': 'work',
  'handoff.brief_ready': 'work',
  'handoff.withdrawn': 'work',
}
/** Of no ticket, and every pod shows it. */
const ofAll: readonly string[] = [
  'delivery.changed',
  'preferences.changed',
  'notification.created',
  'notification.read',
  'reminder.due',
]
const isOfAll = ({ kind }: PassingEvent) => ofAll.includes(kind)

const mayHear = (role: Role, kind: string) =>
  kind in readers && (rights[readers[kind as EventKind]] as readonly Role[]).includes(role)

const isAbout = (ctx: Ctx, event: PassingEvent) =>
  event.kind === 'person.changed' && event.payload.user_id === ctx.user.id

function mayBeSent(ctx: Ctx, event: PassingEvent): boolean {
  if (isAbout(ctx, event)) return true
  return (
    mayHear(ctx.user.role, event.kind) &&
    (ctx.surface !== 'pod' ||
      isOfAll(event) ||
      (ctx.pod_ticket_id !== null && ctx.pod_ticket_id === event.ticket_id))
  )
}

export const eventRoutes = routes().get(
  '/events',
  describe({
    summary: 'What changed in the account, as an event stream of ids and revisions. Last-Event-ID replays.',
    answers: { 200: 'text/event-stream' },
    problems: ['database_unavailable'],
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const access = c.get('access')
    const endsAt = access.exp * 1000
    const last = c.req.header('last-event-id')
    const afterSeq = last && /^\d{1,15}$/.test(last) ? Number(last) : null
    const who = {
      account_id: ctx.account_id,
      user_id: ctx.user.id,
      may: (event: PassingEvent) => mayBeSent(ctx, event),
    }
    const subscription = await ctx.world.hub.subscribe(who, afterSeq)
    // between the sign-in of this request and its place in the stream somebody may have ended it
    if (!(await whoHolds(ctx.world, access))) subscription.close('signed_out')

    return eventStream(c, async (send, gone) => {
      gone.addEventListener('abort', () => subscription.close('left'), { once: true })
      try {
        for (;;) {
          const leftMs = endsAt - Date.now()
          if (leftMs <= 0) return await send({ event: 'auth_expired', data: {} })
          const frame = await subscription.next(Math.min(heartbeatMs, leftMs))
          if (frame === null) await send('heartbeat')
          else if ('ended' in frame) {
            if (frame.ended === 'signed_out') await send({ event: 'auth_expired', data: {} })
            return
          } else if (frame.frame === 'event') {
            if (isAbout(ctx, frame.event)) {
              const user = await whoHolds(ctx.world, access)
              if (!user) return await send({ event: 'auth_expired', data: {} })
              // what may be sent goes by the role: the reader comes back with the new one
              if (user.role !== ctx.user.role) return
            }
            await send({ id: frame.event.seq, event: frame.event.kind, data: frame.event.payload })
          } else if (frame.frame === 'passing')
            await send({ event: frame.event.kind, data: frame.event.payload })
          else
            await send({
              ...(frame.resume_at === null ? {} : { id: frame.resume_at }),
              event: frame.frame,
              data: { seq: frame.seq },
            })
        }
      } finally {
        subscription.close('left')
      }
    })
  },
)
