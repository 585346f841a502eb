import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { readWords } from './create-session.ts'
import { locked, readable } from './load-session.ts'
import { findOpenCase, type HeaderFields, markTicketNews, updateHeader } from './queries.ts'
import { detailOf } from './session-detail.ts'
import { addStep, touchSession } from './timeline.ts'

/** Reads the ticket from the PSA anew; the next turn tells the model what stands in it. */
export async function refreshTicket(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  may(ctx, 'work')
  const before = await tx(ctx, (sql) => readable(ctx, sql, sessionId))
  if (!before.psa_ticket_id) throw new Problem('no_ticket', 'This case has no ticket.')
  const { connection } = await providerFor(ctx, before.psa_connection_id ?? undefined)
  const context = await readTicket(ctx, before.psa_ticket_id, { maxAgeSeconds: 0, whole: true })

  return tx(ctx, async (sql) => {
    const session = await locked(ctx, sql, sessionId, 'work')
    const fields: HeaderFields = {
      psa_context_status: 'loaded',
      psa_board_id: context.ticket.board?.id ?? null,
    }
    if (!session.psa_connection_id) {
      const other = await findOpenCase(sql, connection.id, context.ticket.id)
      if (other) throw new Problem('case_already_open', undefined, { extra: { session_id: other } })
      fields.psa_connection_id = connection.id
    }
    if (session.psa_context_status !== 'loaded') Object.assign(fields, firstReading(session, context.ticket))
    await updateHeader(sql, sessionId, fields)
    await markTicketNews(sql, sessionId)
    await addStep(sql, {
      account_id: ctx.account_id,
      session_id: sessionId,
      user_id: ctx.user.id,
      kind: 'system',
      content: `Ticket #${context.ticket.id} read again; ${readWords(context)}`,
    })
    await touchSession(sql, sessionId)
    return detailOf(ctx, sql, sessionId)
  })
}

type Read = Awaited<ReturnType<typeof readTicket>>['ticket']

/** What the intake would have taken from the ticket, had it been there; what stands stays. */
function firstReading(session: Awaited<ReturnType<typeof locked>>, ticket: Read): HeaderFields {
  const onlyDevice = ticket.configurations.length === 1 ? ticket.configurations[0] : undefined
  return {
    title: ticket.summary || session.title,
    client_name: session.client_name ?? ticket.company?.name ?? null,
    asset_name: session.asset_name ?? onlyDevice?.name ?? null,
  }
}
