import { type Right, type Role, rights } from '../../shared/contracts/accounts.ts'
import type { EventKind } from '../../shared/contracts/events.ts'
import { describe, routes } from '../http/routes.ts'
import { eventStream } from '../http/sse.ts'

const heartbeatMs = 25_000

/** Whoever lacks the right is not sent the event. */
const readers: Record<EventKind, Right> = {
  'session.changed': 'read',
  'post.changed': 'read',
  'ticket.changed': 'read',
}
const mayHear = (role: Role, kind: string) =>
  kind in readers && (rights[readers[kind as EventKind]] as readonly Role[]).includes(role)

export const eventRoutes = routes().get(
  '/events',
  describe({
    summary: 'What changed in the account, as an event stream of ids and revisions. Last-Event-ID replays.',
    answers: { 200: 'text/event-stream' },
    problems: ['database_unavailable'],
  }),
  async (c) => {
    const ctx = c.get('ctx')
    const endsAt = c.get('token_expires_at_ms')
    const last = c.req.header('last-event-id')
    const afterSeq = last && /^\d{1,15}$/.test(last) ? Number(last) : null
    const who = {
      account_id: ctx.account_id,
      user_id: ctx.user.id,
      may: ({ kind, ticket_id }: { kind: string; ticket_id: string | null }) =>
        mayHear(ctx.user.role, kind) &&
        (ctx.surface !== 'pod' || (ctx.pod_ticket_id !== null && ctx.pod_ticket_id === ticket_id)),
    }
    const subscription = await ctx.world.hub.subscribe(who, afterSeq)

    return eventStream(c, async (send, gone) => {
      gone.addEventListener('abort', () => subscription.close('left'), { once: true })
      try {
        for (;;) {
          const leftMs = endsAt - Date.now()
          if (leftMs <= 0) return await send({ event: 'auth_expired', data: {} })
          const frame = await subscription.next(Math.min(heartbeatMs, leftMs))
          if (frame === null) await send('heartbeat')
          else if ('ended' in frame) return
          else if (frame.frame === 'event')
            await send({ id: frame.event.seq, event: frame.event.kind, data: frame.event.payload })
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
