import type * as v from 'valibot'
import type { Post } from '../../shared/contracts/posts.ts'
import type { postRequest } from '../../shared/contracts/updates.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'
import { openConnection } from '../connections/provider-for.ts'
import { selectSealed } from '../connections/queries.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/tx.ts'
import { lookForClient } from '../leaks/client-leaks.ts'
import { type AskedNote, enqueue, enqueueIn, type NewNote, replayed } from '../posts/enqueue.ts'
import { workNow } from '../posts/send-now.ts'
import { postView } from '../posts/view.ts'
import { leaksOf } from '../redact/leaks.ts'
import { replaceFound } from '../redact/redact.ts'
import { settleMet } from '../sessions/settle-reminders.ts'
import { ticketPart } from '../sessions/turn-queries.ts'
import { readUpdate } from './change-update.ts'
import { lockClosing } from './end-queries.ts'
import { loadUpdate } from './load-update.ts'
import { placementOf, visibilityFor } from './placement.ts'
import type { UpdateRow } from './queries.ts'
import { toldAlready } from './told-already.ts'

/** One click: the text as it stands now goes to the ticket, once. Answers within seconds, whatever the PSA does. */
export async function postUpdate(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  request: v.InferOutput<typeof postRequest>,
): Promise<Post> {
  may(ctx, 'work')
  const { update, sealed, connection_id, ticket_id, company_id } = await loadForPost(ctx, sessionId, updateId)
  if (update.state === 'partial')
    throw new Problem('invalid', 'This text was cut short. Edit it or make it anew, then post it.')
  const placement = placementOf(visibilityFor(update.audience, request.visibility), update.context)
  const { provider } = await openConnection(ctx.world, sealed, ctx.user.id)
  const current = stripHidden(update.content)
  const seen = request.content ?? current
  const asked: Omit<AskedNote, 'text' | 'placement'> = {
    kind: 'note',
    intent_key: request.intent_key,
    connection_id,
    ticket_id,
    ticket_url: provider.ticketUrl(ticket_id),
    company_id,
    session_id: sessionId,
    source: { kind: 'update', id: updateId },
    confirmed: request.confirmed === true,
  }
  // Nobody posts under their name what they did not read. The same click again is still the same post.
  if (seen !== current) {
    const text =
      placement === 'internal' ? (await forColleagues(ctx, seen, request.accepted_leaks)).text : seen
    const known = await replayed(ctx, { ...asked, placement, text })
    if (known) return postView(ctx, known)
    const now = await readUpdate(ctx, sessionId, updateId)
    throw new Problem('update_changed', undefined, { extra: { current: now } })
  }
  const order: NewNote =
    placement === 'internal'
      ? { ...asked, placement, ...(await forColleagues(ctx, seen, request.accepted_leaks)) }
      : { ...asked, placement, ...(await forClient(ctx, seen, { session_id: sessionId, ...request })) }
  const stored = await (update.context === 'status' ? enqueueStatus : enqueueOfEnd)(ctx, order, update)
  return postView(ctx, await workNow(ctx.world, stored))
}

/** Whoever was told that this update is due need not be told any more. */
function enqueueStatus(ctx: Ctx, order: NewNote, { session_id, audience }: UpdateRow) {
  return enqueue(ctx, order, (sql) => settleMet(ctx, sql, session_id, audience))
}

/** A closing tells its client once, and its ticket has one documentation. */
async function enqueueOfEnd(ctx: Ctx, order: NewNote, update: UpdateRow) {
  const known = await replayed(ctx, order)
  if (known) return known
  return tx(ctx, async (sql) => {
    await lockClosing(sql, update.session_id)
    const { placement, intent_key } = order
    const visibility = placement === 'internal' ? 'internal' : 'client_visible'
    const told = await toldAlready(sql, update, { visibility, intent_key })
    if (told) throw new Problem(told.code, undefined, { extra: { psa_id: told.psa_id } })
    return enqueueIn(ctx, sql, order)
  })
}

function loadForPost(ctx: Ctx, sessionId: string, updateId: string) {
  return tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(ctx, sql, sessionId, updateId)
    if (!session.psa_ticket_id) throw new Problem('no_ticket')
    if (!session.psa_connection_id) throw new Problem('no_connection')
    const place = { connection_id: session.psa_connection_id, ticket_id: session.psa_ticket_id }
    const sealed = await selectSealed(sql, place.connection_id)
    const company_id = update.ticket_company_id ?? (await companyNow(sql, place))
    return { update, sealed, ...place, company_id }
  })
}

async function companyNow(
  sql: TransactionSql,
  place: { connection_id: string; ticket_id: string },
): Promise<string | null> {
  const part = await ticketPart(sql, place.connection_id, place.ticket_id)
  return part?.ticket.company?.id ?? null
}

/** The note as the preview showed it: to colleagues what nobody accepted is named instead of told. */
async function forColleagues(ctx: Ctx, seen: string, acceptedIds: readonly string[] = []) {
  const leaks = await leaksOf(ctx, seen)
  const isAccepted = ({ id }: { id: string }) => acceptedIds.includes(id)
  const named = leaks.filter((leak) => !isAccepted(leak))
  return {
    text: replaceFound(
      seen,
      named.map(({ start, end, what }) => ({ start, end, kind: what })),
    ),
    accepted_leaks: leaks
      .filter(isAccepted)
      .map(({ kind, what, start, end }) => ({ kind, what, start, end })),
  }
}

/** A client's text stays to the letter; what nobody accepted stops it. */
async function forClient(ctx: Ctx, seen: string, place: Parameters<typeof lookForClient>[2]) {
  const looked = await lookForClient(ctx, seen, place)
  return { text: looked.cleared(), accepted_leaks: looked.accepted }
}
