import * as v from 'valibot'
import { type TicketContext, ticketContext } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { type Connected, providerFor } from '../connections/provider-for.ts'
import { type Ctx, mayOpenTicket, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { selectSnapshot, upsertSnapshot } from './queries.ts'

export type ReadTicketOptions = {
  /** 0 asks the PSA in any case. */
  maxAgeSeconds?: number
  /** A snapshot of any age where the PSA is away; its `fetched_at` says how old it is. */
  allowStale?: boolean
  connectionId?: string
}

/** What is kept of an earlier read, and what the PSA said now: a newer context or its trouble. */
type Look = { kept: TicketContext | undefined; context: TicketContext | undefined; trouble: unknown }

/** Looks under way, so that two surfaces opening a ticket at once ask the PSA once. */
const underWay = new Map<string, Promise<Look>>()

/** A ticket with everything around it, from the snapshot where it is young enough, else from the PSA. */
export async function readTicket(
  ctx: Ctx,
  ticketId: string,
  { maxAgeSeconds = 60, allowStale = false, connectionId }: ReadTicketOptions = {},
): Promise<TicketContext> {
  mayOpenTicket(ctx, ticketId)
  const connected = await providerFor(ctx, connectionId)
  const key = `${ctx.account_id} ${connected.connection.id} ${ticketId} ${maxAgeSeconds}`
  const look =
    underWay.get(key) ?? lookUp(ctx, connected, ticketId, maxAgeSeconds).finally(() => underWay.delete(key))
  underWay.set(key, look)
  const { kept, context, trouble } = await look
  if (context) return context
  const away =
    trouble instanceof Problem && ['psa_unavailable', 'psa_busy', 'psa_keys_refused'].includes(trouble.code)
  if (allowStale && away && kept) return kept
  throw trouble
}

async function lookUp(
  ctx: Ctx,
  connected: Connected,
  ticketId: string,
  maxAgeSeconds: number,
): Promise<Look> {
  const { id } = connected.connection
  const snapshot = await tx(ctx, (sql) => selectSnapshot(sql, id, ticketId, maxAgeSeconds))
  const known = v.safeParse(ticketContext, snapshot?.context)
  const kept = snapshot && known.success ? { ...known.output, fetched_at: snapshot.fetched_at } : undefined
  if (kept && snapshot?.fresh) return { kept, context: kept, trouble: null }
  try {
    return { kept, context: await fetchTicket(ctx, connected, ticketId, kept), trouble: null }
  } catch (trouble) {
    return { kept, context: undefined, trouble }
  }
}

async function fetchTicket(
  ctx: Ctx,
  { connection, provider }: Connected,
  ticketId: string,
  before: TicketContext | undefined,
): Promise<TicketContext> {
  const context = await provider.context(ticketId)
  const row = { account_id: ctx.account_id, connection_id: connection.id, ticket_id: ticketId, context }
  return tx(ctx, async (sql) => {
    const fetched_at = await upsertSnapshot(sql, row)
    if (before && hasMoved(before, context))
      await publish(sql, ctx.account_id, 'ticket.changed', { ticket_id: ticketId })
    return { ...context, fetched_at }
  })
}

function hasMoved(before: TicketContext, after: TicketContext): boolean {
  return before.ticket.updated_at !== after.ticket.updated_at || before.notes.length !== after.notes.length
}
