import type * as v from 'valibot'
import type { Post } from '../../shared/contracts/posts.ts'
import type { postRequest } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { enqueue, type NewPost, replayed } from '../posts/enqueue.ts'
import { workNow } from '../posts/send-now.ts'
import { postView } from '../posts/view.ts'
import { redact } from '../redact/redact.ts'
import { ticketPart } from '../sessions/turn-queries.ts'
import { loadUpdate } from './load-update.ts'
import { placementOf, visibilityFor } from './placement.ts'
import { updateView } from './write-update.ts'

/** One click: the text as it stands now goes to the ticket, once. Answers within seconds, whatever the PSA does. */
export async function postUpdate(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  request: v.InferOutput<typeof postRequest>,
): Promise<Post> {
  may(ctx, 'work')
  const { update, connection_id, ticket_id, company_id } = await tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(sql, ctx, sessionId, updateId)
    if (!session.psa_ticket_id) throw new Problem('no_ticket')
    if (!session.psa_connection_id) throw new Problem('no_connection')
    const place = { connection_id: session.psa_connection_id, ticket_id: session.psa_ticket_id }
    const part = await ticketPart(sql, place.connection_id, place.ticket_id)
    return { update, ...place, company_id: update.ticket_company_id ?? part?.ticket.company?.id ?? null }
  })
  if (update.state === 'partial')
    throw new Problem('invalid', 'This text was cut short. Edit it or make it anew, then post it.')
  const placement = placementOf(visibilityFor(update.audience, request.visibility))
  const { provider } = await providerFor(ctx, connection_id)
  const seen = request.content ?? update.content
  const order: NewPost = {
    intent_key: request.intent_key,
    placement,
    connection_id,
    ticket_id,
    ticket_url: provider.ticketUrl(ticket_id),
    company_id,
    session_id: sessionId,
    update_id: updateId,
    text: await redact(seen),
  }
  // Nobody posts under their name what they did not read. The same click again is still the same post.
  if (seen !== update.content) {
    const known = await replayed(ctx, order)
    if (known) return postView(known)
    throw new Problem('update_changed', undefined, { extra: { current: updateView(update) } })
  }
  return postView(await workNow(ctx.world, await enqueue(ctx, order)))
}
