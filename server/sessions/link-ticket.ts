import type * as v from 'valibot'
import type { linkedTicket, SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Ticket, TicketContext } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { learnLists } from '../connections/kept-lists.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, mayOpenTicket, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { ticketLanguage } from '../tickets/language.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { mayInCase } from './case-rights.ts'
import { readWords } from './create-session.ts'
import { locked, readable } from './load-session.ts'
import {
  findOpenCase,
  type HeaderFields,
  hasPostsUnderWay,
  markTicketNews,
  type SessionRow,
  updateHeader,
} from './queries.ts'
import { detailOf } from './session-detail.ts'
import { stepRow, touchSession } from './timeline.ts'
import { ticketPart } from './turn-queries.ts'

type Wanted = v.InferOutput<typeof linkedTicket>
/** `context`: null while the PSA is away. */
type Found = { connection_id: string; ticket_id: string; context: TicketContext | null }

/** Ties a case to a ticket, to another one of the same client, or to none; the next turn knows what the ticket says. */
export async function linkTicket(ctx: Ctx, sessionId: string, wanted: Wanted): Promise<SessionDetail> {
  await tx(ctx, async (sql) => mayInCase(ctx, 'link_ticket', await readable(ctx, sql, sessionId)))
  mayOpenTicket(ctx, wanted.psa_ticket_id)
  const found = wanted.psa_ticket_id ? await find(ctx, wanted.psa_ticket_id, wanted.psa_connection_id) : null
  try {
    return await tx(ctx, (sql) => write(ctx, sql, sessionId, found))
  } catch (error) {
    throw (await namingOther(ctx, error, found)) ?? error
  }
}

async function find(ctx: Ctx, ticketId: string, connectionId: string | undefined): Promise<Found> {
  const { connection } = await providerFor(ctx, connectionId)
  const found = { connection_id: connection.id, ticket_id: ticketId }
  try {
    const context = await readTicket(ctx, ticketId, { whole: true, connectionId: connection.id })
    learnLists(ctx, connection.id, context.ticket.board?.id ?? null)
    return { ...found, context }
  } catch (error) {
    if (error instanceof Problem && error.code.startsWith('psa_')) return { ...found, context: null }
    throw error
  }
}

async function write(ctx: Ctx, sql: TransactionSql, sessionId: string, found: Found | null) {
  const session = await locked(ctx, sql, sessionId, 'link_ticket')
  const { psa_ticket_id: before, psa_connection_id } = session
  const isSame = before === (found?.ticket_id ?? null) && psa_connection_id === (found?.connection_id ?? null)
  if (isSame) return detailOf(ctx, sql, sessionId)
  const old = before && psa_connection_id ? await ticketPart(sql, psa_connection_id, before) : undefined
  if (before && (await hasPostsUnderWay(sql, sessionId))) throw new Problem('posts_under_way')
  if (found) {
    refuseOtherClient(old?.ticket, found.context?.ticket)
    const other = await findOpenCase(sql, found.connection_id, found.ticket_id)
    if (other) throw new Problem('case_already_open', undefined, { extra: { session_id: other } })
  }
  await updateHeader(sql, sessionId, fieldsOf(session, old?.ticket, found))
  await markTicketNews(sql, sessionId, found?.context != null)
  const step = stepRow({ kind: 'system', user_id: ctx.user.id, content: wordsOf(ctx, before, found) })
  await touchSession(sql, sessionId, { steps: [step] })
  return detailOf(ctx, sql, sessionId)
}

/** What is known in a case is its client's: it does not go to another one's ticket. */
function refuseOtherClient(old: Ticket | undefined, next: Ticket | undefined): void {
  const [ours, theirs] = [old?.company, next?.company]
  if (!ours || !theirs || ours.id === theirs.id) return
  throw new Problem('ticket_of_other_client', undefined, {
    extra: { client_name: ours.name, other_client_name: theirs.name },
  })
}

function fieldsOf(session: SessionRow, old: Ticket | undefined, found: Found | null): HeaderFields {
  const { context = null } = found ?? {}
  const place: HeaderFields = {
    psa_ticket_id: found?.ticket_id ?? null,
    psa_connection_id: found?.connection_id ?? null,
    psa_context_status: !found ? 'none' : context ? 'loaded' : 'unavailable',
    psa_board_id: context?.ticket.board?.id ?? null,
  }
  if (!context) return place
  const { ticket } = context
  const isOfTicket = session.title === old?.summary || session.title === `Ticket #${session.psa_ticket_id}`
  const onlyDevice = ticket.configurations.length === 1 ? ticket.configurations[0] : undefined
  return {
    ...place,
    title: isOfTicket && ticket.summary ? ticket.summary : session.title,
    client_name: session.client_name ?? ticket.company?.name ?? null,
    asset_name: session.asset_name ?? onlyDevice?.name ?? null,
    language: session.language ?? ticketLanguage(context),
  }
}

function wordsOf({ user }: Ctx, before: string | null, found: Found | null): string {
  if (!found) return `Ticket #${before} unlinked by ${user.name}`
  const instead = before ? ` in place of #${before}` : ''
  const read = found.context
    ? readWords(found.context)
    : 'couldn’t reach ConnectWise, the rest is fetched later'
  return `Ticket #${found.ticket_id} linked${instead} by ${user.name}; ${read}`
}

/** Of two that link at once the second hears it from the database, without the case that has the ticket. */
async function namingOther(ctx: Ctx, error: unknown, found: Found | null): Promise<Problem | undefined> {
  if (!found || !(error instanceof Problem) || error.code !== 'case_already_open' || error.extra) return
  const session_id = await tx(ctx, (sql) => findOpenCase(sql, found.connection_id, found.ticket_id))
  return new Problem('case_already_open', undefined, { extra: { session_id }, cause: error })
}
