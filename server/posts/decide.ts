import type * as v from 'valibot'
import type { Post, PostState, postDecision } from '../../shared/contracts/posts.ts'
import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { findOurs } from './look.ts'
import { type Change, type Clock, isClientVisible, type PostRow } from './post-row.ts'
import { lockPost, type StoredPost } from './queries.ts'
import { readBack } from './read-back.ts'
import { loadPost } from './read-posts.ts'
import { workNow } from './send-now.ts'
import { tagsIn } from './tag.ts'
import { later, secondsBetween } from './times.ts'
import { apply, clockOf } from './transition.ts'
import { postView } from './view.ts'

export type Decision = v.InferOutput<typeof postDecision>

/** So far the PSA's clock may be from ours. */
const clocksApartS = 600

/** Which decisions a state waits for. */
const open: Record<Decision['decision'], readonly PostState[]> = {
  it_is_there: ['needs_human'],
  post_again: ['needs_human', 'rejected'],
  discard: ['needs_human', 'rejected', 'blocked'],
}

/** A person's word on a post that cannot go on by itself. What they say is checked against the ticket first. */
export async function decide(ctx: Ctx, postId: string, decision: Decision): Promise<Post> {
  may(ctx, 'work')
  const post = await loadPost(ctx, postId)
  if (!open[decision.decision].includes(post.state)) throw new Problem('post_not_waiting_for_decision')
  if (!post.connection_id && decision.decision !== 'discard') throw new Problem('no_connection')
  const change = await changeFor(ctx, post, decision)
  const decided = await tx(ctx, async (sql) => {
    const row = await lockPost(sql, postId)
    // what was checked holds only for the row that was shown
    if (row?.state !== post.state || row.updated_at !== post.updated_at)
      throw new Problem('post_not_waiting_for_decision')
    const { set, detail } = change(row, clockOf(ctx.world, row))
    return apply(sql, ctx, row, { set, detail: { ...detail, decision: decision.decision } })
  })
  return postView(decision.decision === 'post_again' ? await workNow(ctx.world, decided) : decided)
}

async function changeFor(
  ctx: Ctx,
  post: StoredPost,
  decision: Decision,
): Promise<(row: PostRow, clock: Clock) => Change> {
  if (decision.decision === 'discard') return (row) => discarded(ctx, row)
  if (decision.decision === 'post_again') {
    await refuseWhenThere(ctx, post)
    return (row, clock) => again(ctx, row, clock)
  }
  const psaId = decision.psa_id ?? onlyCandidate(post)
  if (!psaId) throw named('Say which note it is.')
  const note = await namedNote(ctx, post, psaId)
  return (row, clock) => confirmed(ctx, readBack(row, note, clock), note)
}

function discarded(ctx: Ctx, row: PostRow): Change {
  const mayBeThere = row.state === 'needs_human' && row.attempt > 0
  const doubt = mayBeThere
    ? ' It may be in the ticket all the same: look there before the text is posted again.'
    : ''
  return {
    set: { state: 'cancelled', check_at: null, explanation: `Discarded by ${ctx.user.name}.${doubt}` },
  }
}

/** What a client will read can be taken back as at its first click. */
function again(ctx: Ctx, row: PostRow, clock: Clock): Change {
  const undoS = isClientVisible(row.placement) ? ctx.world.config.POST_UNDO_SECONDS : 0
  return {
    set: {
      state: 'ready',
      send_after: later(clock.now, undoS),
      asked_at: clock.now,
      not_sent_count: 0,
      busy_count: 0,
      check_at: null,
      look_count: 0,
      clean_absences: 0,
      last_absence_at: null,
      unreadable_since: null,
      psa_id: null,
      posted_at: null,
      verified_at: null,
      audit_due: null,
      deleted_count: 0,
      candidates: null,
      last_outcome: null,
      explanation: `${ctx.user.name} asked to post it again. Waiting to be sent.`,
    },
  }
}

/** The person has seen it: what differs stays said, but nobody is asked any more. */
function confirmed(ctx: Ctx, { set, detail }: Change, note: TicketNote): Change {
  if (set.state === 'verified') return { set, ...(detail ? { detail } : {}) }
  const reader =
    note.visibility === 'client_visible' ? 'The client can read it' : 'Only engineers can read it'
  const explanation = `${ctx.user.name} said that it is note ${note.id}. ${reader}.`
  return {
    set: { ...set, state: 'posted', candidates: null, check_at: null, audit_due: null, explanation },
    detail: detail ?? {},
  }
}

function onlyCandidate(post: StoredPost): string | null {
  const ids = (post.candidates ?? []).map((candidate) => candidate.psa_id)
  return ids.length === 1 ? (ids[0] ?? null) : ids.length === 0 ? post.psa_id : null
}

async function namedNote(ctx: Ctx, post: StoredPost, psaId: string): Promise<TicketNote> {
  const { provider } = await providerOf(ctx.world, ctx.account_id, post.connection_id)
  const note =
    (await provider.note(post.ticket_id, psaId)) ??
    (await provider.notes(post.ticket_id)).notes.find((candidate) => candidate.id === psaId)
  if (!note) throw named(`Ticket #${post.ticket_id} has no note ${psaId}.`)
  if (note.created_at && secondsBetween(note.created_at, post.created_at) > clocksApartS)
    throw named(`Note ${psaId} was there before this was posted.`)
  const tags = tagsIn(note.text)
  if (tags.length > 0 && !tags.includes(post.tag)) throw named(`Note ${psaId} belongs to another post.`)
  return note
}

function named(sentence: string): Problem {
  return new Problem('invalid', sentence, { fields: { psa_id: sentence } })
}

/** Nobody posts twice by mistake: our tag in the ticket beats the click. Unreadable, the person's word counts. */
async function refuseWhenThere(ctx: Ctx, post: StoredPost): Promise<void> {
  const { provider } = await providerOf(ctx.world, ctx.account_id, post.connection_id)
  const finding = await provider.notes(post.ticket_id).then(
    (reading) => findOurs(post, reading),
    (error: unknown) => {
      if (!(error instanceof Problem)) throw error
      return null
    },
  )
  if (finding?.kind === 'found' && finding.by === 'tag')
    throw new Problem(
      'post_is_in_ticket',
      `It stands in the ticket as note ${finding.note.id}. Say that it is there, or delete that note in ConnectWise first.`,
    )
  if (finding?.kind === 'several' && finding.candidates[0]?.match === 'tag')
    throw new Problem('post_is_in_ticket')
}
