import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Simulator } from '../../simulator/app.ts'
import { type Ctx, tx } from '../ctx.ts'
import { inAccount } from '../db/tx.ts'
import type { ClearedText } from '../leaks/client-leaks.ts'
import { type AskedNote, enqueue, enqueueIn, type NewNote, type NewPost } from '../posts/enqueue.ts'
import { findPost, type StoredPost } from '../posts/queries.ts'
import { workNow } from '../posts/send-now.ts'
import { workUnderWay } from '../posts/worker/worker.ts'
import type { World } from '../world.ts'
import type { People, PersonName } from './people.ts'

const patienceMs = 15_000
let closings = 0

/** Words nobody else writes, so that no two notes of a test are alike. */
export function ownWords(count = 12): string {
  return Array.from({ length: count }, () => randomBytes(4).toString('hex')).join(' ')
}

/** Each held until the one before it is at its end; all in one transaction, as a closing writes them. */
export function enqueueChain(ctx: Ctx, orders: NewPost[]): Promise<StoredPost[]> {
  return tx(ctx, async (sql) => {
    const posts: StoredPost[] = []
    for (const order of orders) {
      const after_post_id = posts.at(-1)?.id ?? null
      posts.push(await enqueueIn(ctx, sql, { ...order, after_post_id }))
    }
    return posts
  })
}

/** What tests of the outbox do again and again. */
export function outbox(world: World, who: People, simulator: Simulator) {
  const inAcme = <T>(work: Parameters<typeof inAccount<T>>[2]) => inAccount(world.db, who.accounts.acme, work)

  const order = (more: Partial<AskedNote> = {}): NewNote =>
    ({
      kind: 'note',
      intent_key: randomUUID(),
      placement: 'internal',
      connection_id: who.connection_id,
      ticket_id: '48291',
      ticket_url: null,
      company_id: null,
      session_id: null,
      source: { kind: 'person', id: who.of.ben.id },
      text: ownWords(),
      ...(more as Partial<NewNote>),
    }) as NewNote

  /** What a closing writes into its ticket, in this order: two notes, hours, the status that closes it. */
  const closing = (ticket_id: string, status_id: string): NewPost[] => {
    const source = { kind: 'closing' as const, id: newId() }
    const { text: _, placement: __, kind: ___, ...common } = order({ ticket_id, source, confirmed: true })
    const each = (part: string) => ({ ...common, intent_key: randomUUID(), part })
    const day = `2026-05-${String(1 + (closings++ % 28)).padStart(2, '0')}`
    return [
      { ...each('note'), kind: 'note', placement: 'internal', text: ownWords() },
      { ...each('client_note'), kind: 'note', placement: 'discussion', text: ownWords() as ClearedText },
      {
        ...each('time'),
        kind: 'time_entry',
        order: {
          started_at: `${day}T${String(Math.floor(closings / 28) % 24).padStart(2, '0')}:00:00.000Z`,
          ended_at: `${day}T23:59:00.000Z`,
          minutes: 30,
          work_type_id: '3',
          notes: '',
          internal_notes: ownWords(),
          member_identifier: 'ben',
          overlap_accepted: true,
        },
      },
      {
        ...each('status'),
        kind: 'status',
        order: { status_id, status_name: null, from: null, board_id: null },
      },
    ]
  }

  /** One click of a person, and the post when the work that it began is over, however long a busy machine takes. */
  const click = async (more: Partial<AskedNote> = {}, name: PersonName = 'ben'): Promise<StoredPost> => {
    const post = await workNow(world, await enqueue(who.ctxFor(name), order(more)))
    const work = workUnderWay(world, post.id)
    return work === undefined ? post : ((await work) ?? read(post.id))
  }

  const read = async (postId: string): Promise<StoredPost> => {
    const post = await inAcme((sql) => findPost(sql, postId))
    if (!post) throw new Error('no such post')
    return post
  }

  const until = async (postId: string, ...states: PostState[]): Promise<StoredPost> => {
    const begun = Date.now()
    for (;;) {
      const post = await read(postId)
      if (states.includes(post.state)) return post
      if (Date.now() - begun > patienceMs)
        throw new Error(`still ${post.state} instead of ${states.join(' or ')}: ${post.reason}`)
      await pause(20)
    }
  }

  /** The notes of a ticket that hold a text, as the PSA has them. */
  const notesWith = (text: string | null) =>
    (simulator.state.tenants.acme?.notes ?? []).filter((note) => text !== null && note.text.includes(text))

  /** A case with an update of this text, as sharing leaves them. */
  const makeUpdate = async (text: string, ticketId = '48291') => {
    const [session_id, update_id] = [newId(), newId()]
    const account_id = who.accounts.acme
    await inAcme(async (sql) => {
      await sql`
        insert into ai_sessions (account_id, id, title, intake_type, psa_connection_id, psa_ticket_id, user_id,
          current_handler_id, status, resolved_at)
        values (${account_id}, ${session_id}, 'Mail', 'psa_ticket', ${who.connection_id}, ${ticketId}, ${who.of.ben.id},
          ${who.of.ben.id}, 'resolved', now())`
      await sql`
        insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
          steps_completed, time_spent_minutes, state, model_kind, state_version, created_by)
        values (${account_id}, ${session_id}, ${update_id}, 'ticket_notes', 'quick', 'status', ${text}, 'investigating',
          0, 1, 'complete', 'offline', 1, ${who.of.ben.id})`
    })
    return { session_id, update_id, source: { kind: 'update' as const, id: update_id } }
  }

  /** Whatever the connection went through, it takes notes again. */
  const closeBreaker = () =>
    inAcme(
      (sql) => sql`
        insert into breakers (account_id, connection_id, since)
        values (${who.accounts.acme}, ${who.connection_id}, now())
        on conflict (account_id, connection_id) do update set state = 'closed', cause = null, since = now(),
          probe_at = null, probe_count = 0, unreadable_count = 0, trial_post_id = null, trial_until = null,
          paused_until = null, busy_count = 0`,
    )

  const auditOf = (postId: string) =>
    inAcme<{ action: string; user_id: string | null; detail: Record<string, unknown> }[]>(
      (sql) =>
        sql`select action, user_id, detail from audit_log where subject_id = ${postId} order by at, id`,
    )

  return { inAcme, order, closing, click, read, until, notesWith, makeUpdate, auditOf, closeBreaker }
}
export type Outbox = ReturnType<typeof outbox>
