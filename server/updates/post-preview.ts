import type { TicketContext } from '../../shared/contracts/tickets.ts'
import type { NoteReaders, PostObstacle, PostPreview } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { providerFor } from '../connections/provider-for.ts'
import { type Ctx, hasRight, tx } from '../ctx.ts'
import { isOrder } from '../language/post-order.ts'
import { type ReadTicketOptions, readTicket } from '../tickets/read-ticket.ts'
import { leaksFor } from './leaks-of-update.ts'
import { loadUpdate } from './load-update.ts'
import { type Visibility, visibilityFor } from './placement.ts'
import { type SinceWritten, sinceWritten } from './queries.ts'
import { staleness } from './stale.ts'
import { toldAlready } from './told-already.ts'

const freshSeconds = 60
/** Who has a draft open asks every so often; an older reading is then made anew beside the answer. */
const freshenSeconds = 20

/** What the click will do, from a reading of the ticket that is at most a minute old. */
export async function postPreview(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  named: Visibility | undefined,
): Promise<PostPreview> {
  const known = await tx(ctx, async (sql) => {
    const { session, update } = await loadUpdate(ctx, sql, sessionId, updateId)
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
      told: await toldAlready(sql, update, { visibility, intent_key: null }),
      ...(await sinceWritten(sql, update, { ...place, visibility })),
    }
  })
  const { update, ticket_id, visibility } = known
  const { connection, psa } = await providerFor(ctx, known.connection_id)
  const [read, member] = await Promise.all([
    lookAt(ctx, ticket_id, {
      connectionId: connection.id,
      againAfterSeconds: hasRight(ctx, 'work') ? freshenSeconds : undefined,
    }),
    hasRight(ctx, 'work') ? mapMemberByEmail(ctx) : null,
  ])
  // after the ticket: what stands in it is compared with the text
  const leaks = await leaksFor(ctx, sessionId, update, visibility)
  const read_by = readBy(visibility, read, known.client_name)
  return {
    ticket_id,
    visibility,
    readers: readersSentence(read_by, psa),
    emails: mailedNames(read_by),
    read_by,
    author: {
      name: ctx.user.name,
      member: connection.member_refused_at === null ? (member?.member_identifier ?? null) : null,
    },
    status_change: null,
    stale: staleness(update, withoutOrders(known), read.context),
    leaks,
    said_before: known.said_before,
    obstacle:
      known.told ?? obstacleOf(read, { health: connection.health, written_for: update.ticket_company_id }),
  }
}

/** What was ordered of the screen is no news of the case. */
const withoutOrders = ({ moved, short_messages }: SinceWritten): SinceWritten['moved'] => ({
  ...moved,
  messages: moved.messages - short_messages.filter(isOrder).length,
})

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

/** The PSA mails by the ticket's own flags. */
function readBy(visibility: Visibility, { context }: Read, clientName: string | null): NoteReaders {
  if (visibility === 'internal') return { who: 'engineers' }
  if (!context) return { who: 'client', client_name: clientName, mailed: null }
  const { emails, resources, company } = context.ticket
  return {
    who: 'client',
    client_name: company?.name ?? clientName,
    mailed: [
      ...(emails.contact ? [{ as: 'contact' as const, name: emails.contact }] : []),
      ...emails.cc.map((name) => ({ as: 'copy' as const, name })),
      ...(emails.resources ? resources.map((name) => ({ as: 'resource' as const, name })) : []),
    ],
  }
}

function readersSentence(readers: NoteReaders, psa: string): string {
  if (readers.who === 'engineers') return 'Engineers only.'
  const reads = `${readers.client_name ?? 'The client'} can read this.`
  return readers.mailed
    ? reads
    : `${reads} ${psa} cannot be read right now, so it is unknown who gets an e-mail.`
}

function mailedNames(readers: NoteReaders): string[] {
  if (readers.who === 'engineers') return []
  return (readers.mailed ?? []).map(({ as, name }) => (as === 'resource' ? `${name} (assigned)` : name))
}

function obstacleOf(
  { context, problem }: Read,
  { health, written_for }: { health: string; written_for: string | null },
): PostObstacle | null {
  const company = context?.ticket.company
  if (context && written_for !== null && company?.id !== written_for)
    return { code: 'ticket_moved', company: company?.name ?? null }
  if (context?.ticket.closed) return { code: 'ticket_closed' }
  if (problem?.code === 'ticket_not_found') return { code: 'ticket_not_there' }
  if (problem?.code === 'secret_key_missing') return { code: 'keys_locked' }
  if (health === 'on_hold' || problem?.code === 'psa_keys_refused') return { code: 'keys_refused' }
  return null
}
