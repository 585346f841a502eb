import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Ticket, TicketContext } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { learnLists } from '../connections/kept-lists.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { readWords } from './create-session.ts'
import { locked, readable } from './load-session.ts'
import { findOpenCase, type HeaderFields, markTicketNews, type SessionRow, updateHeader } from './queries.ts'
import { detailOf } from './session-detail.ts'
import { stepRow, touchSession } from './timeline.ts'
import { ticketPart } from './turn-queries.ts'

/** Reads the ticket from the PSA anew; the next turn tells the model what stands in it. */
export async function refreshTicket(ctx: Ctx, sessionId: string): Promise<SessionDetail> {
  may(ctx, 'work')
  const {
    psa_ticket_id: ticketId,
    psa_connection_id,
    old,
  } = await tx(ctx, async (sql) => {
    const session = await readable(ctx, sql, sessionId)
    const { psa_connection_id: place, psa_ticket_id: number } = session
    return { ...session, old: place && number ? (await ticketPart(sql, place, number))?.ticket : undefined }
  })
  if (!ticketId) throw new Problem('no_ticket', 'This case has no ticket.')
  const { connection } = await providerFor(ctx, psa_connection_id ?? undefined)
  const context = await readUnlessGone(ctx, ticketId, old)
  if (context) learnLists(ctx, connection.id, context.ticket.board?.id ?? null)

  return tx(ctx, async (sql) => {
    const session = await locked(ctx, sql, sessionId, 'work')
    if (session.psa_ticket_id !== ticketId) throw new Problem('conflict')
    if (!context) return say(ctx, sql, sessionId, `Ticket #${ticketId} is not in ConnectWise any more`)
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
    const words = [
      `Ticket #${ticketId} read again; ${readWords(context)}`,
      ...movedWords(context.ticket, old),
    ]
    return say(ctx, sql, sessionId, words.join('. '))
  })
}

async function say(
  ctx: Ctx,
  sql: TransactionSql,
  sessionId: string,
  content: string,
): Promise<SessionDetail> {
  const step = stepRow({ kind: 'system', user_id: ctx.user.id, content })
  await touchSession(sql, sessionId, { steps: [step] })
  return detailOf(ctx, sql, sessionId)
}

/** Null where the PSA had it and has it no more. */
async function readUnlessGone(
  ctx: Ctx,
  ticketId: string,
  old: Ticket | undefined,
): Promise<TicketContext | null> {
  try {
    return await readTicket(ctx, ticketId, { maxAgeSeconds: 0, whole: true })
  } catch (error) {
    if (old && error instanceof Problem && error.code === 'ticket_not_found') return null
    throw error
  }
}

/** What keeps posts away from a ticket that is not what it was. */
function movedWords({ merged_into, company }: Ticket, old: Ticket | undefined): string[] {
  if (merged_into) return [`It was merged into #${merged_into}: nothing is posted here unasked`]
  if (!old?.company || !company || old.company.id === company.id) return []
  return [`It is of ${company.name} now, before of ${old.company.name}: nothing is posted unasked`]
}

/** What the intake would have taken from the ticket, had it been there; what stands stays. */
function firstReading(session: SessionRow, ticket: Ticket): HeaderFields {
  const onlyDevice = ticket.configurations.length === 1 ? ticket.configurations[0] : undefined
  return {
    title: ticket.summary || session.title,
    client_name: session.client_name ?? ticket.company?.name ?? null,
    asset_name: session.asset_name ?? onlyDevice?.name ?? null,
  }
}
