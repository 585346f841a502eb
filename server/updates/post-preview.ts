import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { PostPreview } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, canWork, tx } from '../ctx.ts'
import { leaksOf } from '../redact/leaks.ts'
import { type ReadTicketOptions, readTicket } from '../tickets/read-ticket.ts'
import { loadUpdate } from './load-update.ts'
import { type Visibility, visibilityFor } from './placement.ts'
import { sinceWritten } from './queries.ts'
import { staleness } from './stale.ts'

const freshSeconds = 60
/** An internal note goes at once onto a ticket that was read within a minute: leaves most of it to the reader. */
const freshenSeconds = 20

/** What the click will do, from a reading of the ticket that is at most a minute old. */
export async function postPreview(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  named: Visibility | undefined,
): Promise<PostPreview> {
  const known = await tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(sql, ctx, sessionId, updateId)
    if (!session.psa_ticket_id) throw new Problem('no_ticket')
    if (!session.psa_connection_id) throw new Problem('no_connection')
    const place = { connection_id: session.psa_connection_id, ticket_id: session.psa_ticket_id }
    const visibility = visibilityFor(
      update.audience,
      named ?? (update.audience === 'email_draft' ? 'client_visible' : undefined),
    )
    return {
      ...place,
      update,
      visibility,
      client_name: session.client_name,
      ...(await sinceWritten(sql, update, { ...place, visibility })),
    }
  })
  const { update, ticket_id, visibility } = known
  const { connection, psa } = await providerFor(ctx, known.connection_id)
  const [read, member, leaks] = await Promise.all([
    lookAt(ctx, ticket_id, {
      connectionId: connection.id,
      againAfterSeconds: visibility === 'internal' && canWork(ctx) ? freshenSeconds : undefined,
    }),
    canWork(ctx) ? mapMemberByEmail(ctx) : null,
    leaksOf(ctx, update.content),
  ])
  return {
    ticket_id,
    visibility,
    readers: readers(visibility, read, { psa, client_name: known.client_name }),
    emails: visibility === 'internal' ? [] : emails(read.context),
    author: {
      name: ctx.user.name,
      member: connection.member_refused_at === null ? (member?.member_identifier ?? null) : null,
    },
    status_change: null,
    stale: staleness(update, known.moved, read.context),
    leaks,
    said_before: known.said_before,
    blocked: blocked(read, {
      psa,
      ticket_id,
      health: connection.health,
      written_for: update.ticket_company_id,
    }),
  }
}

type Read = { context: TicketContext | null; problem: Problem | null }

async function lookAt(ctx: Ctx, ticketId: string, options: ReadTicketOptions): Promise<Read> {
  try {
    return {
      context: await readTicket(ctx, ticketId, { ...options, maxAgeSeconds: freshSeconds }),
      problem: null,
    }
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'not_your_ticket') throw error
    return { context: null, problem: error }
  }
}

function readers(
  visibility: Visibility,
  { context }: Read,
  { psa, client_name }: { psa: string; client_name: string | null },
): string {
  if (visibility === 'internal') return 'Engineers only.'
  const client = context?.ticket.company?.name ?? client_name ?? 'The client'
  if (context) return `${client} can read this.`
  return `${client} can read this. ${psa} cannot be read right now, so it is unknown who gets an e-mail.`
}

/** The PSA mails by the ticket's own flags. */
function emails(context: TicketContext | null): string[] {
  if (!context) return []
  const { contact, cc, resources } = context.ticket.emails
  const assigned = resources ? context.ticket.resources.map((name) => `${name} (assigned)`) : []
  return [...(contact ? [contact] : []), ...cc, ...assigned]
}

type Place = { psa: string; ticket_id: string; health: string; written_for: string | null }

function blocked({ context, problem }: Read, place: Place): string | null {
  const { psa, ticket_id, health, written_for } = place
  const company = context?.ticket.company
  if (context && written_for !== null && company?.id !== written_for)
    return `Ticket #${ticket_id} belongs to ${company?.name ?? 'another company'} now. Write a new update for it.`
  if (context?.ticket.closed)
    return `Ticket #${ticket_id} is closed in ${psa}. Reopen it there, or copy the text.`
  if (problem?.code === 'ticket_not_found')
    return `Ticket #${ticket_id} does not exist in ${psa} any more. Copy the text.`
  if (problem?.code === 'secret_key_missing') return `${problem.message} A post waits until then.`
  if (health === 'on_hold' || problem?.code === 'psa_keys_refused')
    return `${psa} refuses the keys of this connection. A post waits until an admin has renewed them.`
  return null
}
