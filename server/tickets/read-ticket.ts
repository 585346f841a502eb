import { isDeepStrictEqual } from 'node:util'
import * as v from 'valibot'
import { type TicketContext, ticketContext } from '../../shared/contracts/tickets.ts'
import { Problem } from '../../shared/problems.ts'
import { type Connected, providerFor } from '../connections/provider-for.ts'
import { type Ctx, mayOpenTicket, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { addressesOf } from './addresses-of.ts'
import { mayOpenRead } from './board-rights.ts'
import {
  completeSnapshot,
  type NewSnapshot,
  type Snapshot,
  selectSnapshot,
  upsertSnapshot,
} from './queries.ts'
import { redactTicket } from './redact-ticket.ts'
import { lastWords } from './who-wrote-last.ts'

export type ReadTicketOptions = {
  /** 0 asks the PSA in any case. */
  maxAgeSeconds?: number
  /** A snapshot of any age where the PSA is away; its `fetched_at` says how old it is. */
  allowStale?: boolean
  /** Waits for what the PSA tells in a second round, too. */
  whole?: boolean
  connectionId?: string
  /** Has it read again beside the request where it is older than this, though young enough to be shown. */
  againAfterSeconds?: number | undefined
}

/** What is kept of an earlier read, and what the PSA said now: a newer context, whole in a moment, or its trouble. */
type Look = {
  kept: TicketContext | undefined
  /** What was read with `kept`: its age then, and whose boards were open. */
  snapshot: Pick<Snapshot, 'age_s' | 'board_rights'> | undefined
  context: TicketContext | undefined
  rest: Promise<TicketContext> | null
  trouble: unknown
}

/** Looks under way, so that two surfaces opening a ticket at once ask the PSA once. */
const underWay = new Map<string, Promise<Look>>()

/** A ticket with everything around it, from the snapshot where it is young enough, else from the PSA. */
export async function readTicket(
  ctx: Ctx,
  ticketId: string,
  {
    maxAgeSeconds = 60,
    allowStale = false,
    whole = false,
    connectionId,
    againAfterSeconds,
  }: ReadTicketOptions = {},
): Promise<TicketContext> {
  mayOpenTicket(ctx, ticketId)
  const connected = await providerFor(ctx, connectionId)
  const key = `${ctx.account_id} ${connected.connection.id} ${ticketId} ${maxAgeSeconds}`
  const look =
    underWay.get(key) ?? lookUp(ctx, connected, ticketId, maxAgeSeconds).finally(() => underWay.delete(key))
  underWay.set(key, look)
  const { kept, snapshot, context, rest, trouble } = await look
  const shown = context ?? kept
  // the PSA may have taken long to answer: rights from before count only where it was not asked
  const isKept = context !== undefined && context === kept
  if (shown) await mayOpenRead(ctx, shown, isKept ? snapshot?.board_rights : undefined)
  if (isKept && againAfterSeconds !== undefined && (snapshot?.age_s ?? 0) >= againAfterSeconds)
    readAgain(ctx, ticketId, { maxAgeSeconds: againAfterSeconds, connectionId: connected.connection.id })
  if (context) return whole && rest ? rest : context
  const away =
    trouble instanceof Problem && ['psa_unavailable', 'psa_busy', 'psa_keys_refused'].includes(trouble.code)
  if (allowStale && away && kept) return kept
  throw trouble
}

function readAgain(ctx: Ctx, ticketId: string, options: ReadTicketOptions): void {
  const reading = readTicket(ctx, ticketId, options).catch((error: unknown) => {
    if (!(error instanceof Problem)) throw error
  })
  ctx.world.background.run('ticket again', reading)
}

async function lookUp(
  ctx: Ctx,
  connected: Connected,
  ticketId: string,
  maxAgeSeconds: number,
): Promise<Look> {
  const { id } = connected.connection
  const snapshot = await tx(ctx, (sql) => selectSnapshot(sql, id, ticketId))
  const known = v.safeParse(ticketContext, snapshot?.context)
  const kept = snapshot && known.success ? { ...known.output, fetched_at: snapshot.fetched_at } : undefined
  const found = { kept, snapshot }
  if (kept && snapshot && snapshot.age_s < maxAgeSeconds)
    return { ...found, context: kept, rest: null, trouble: null }
  try {
    return { ...found, ...(await fetchTicket(ctx, connected, ticketId, kept)), trouble: null }
  } catch (trouble) {
    return { ...found, context: undefined, rest: null, trouble }
  }
}

async function fetchTicket(
  ctx: Ctx,
  { connection, provider }: Connected,
  ticketId: string,
  before: TicketContext | undefined,
): Promise<Pick<Look, 'rest'> & { context: TicketContext }> {
  const askedAt = performance.now()
  const reading = await provider.context(ticketId)
  const context = withEarlier(await redactTicket(reading.context), before)
  const keys = { account_id: ctx.account_id, connection_id: connection.id, ticket_id: ticketId }
  const row = { ...keys, context, addresses: addressesOf(context), last_words: lastWords(context) }
  const fetched_at = await tx(ctx, async (sql) => {
    const fetched_at = await upsertSnapshot(sql, row, (performance.now() - askedAt) / 1000)
    if (before && hasMoved(before, context))
      await publish(sql, ctx.account_id, 'ticket.changed', { ticket_id: ticketId })
    return fetched_at
  })
  const rest =
    reading.rest?.then(async (whole) => complete(ctx, row, { ...(await redactTicket(whole)), fetched_at })) ??
    null
  if (rest) ctx.world.background.run('rest of a ticket', rest)
  return { context: { ...context, fetched_at }, rest }
}

/** What came later of a reading, for the snapshot and for whoever looks at it. */
async function complete(ctx: Ctx, row: NewSnapshot, whole: TicketContext): Promise<TicketContext> {
  await tx(ctx, async (sql) => {
    const isNewest = await completeSnapshot(
      sql,
      { ...row, context: whole, addresses: addressesOf(whole), last_words: lastWords(whole) },
      whole.fetched_at,
    )
    if (isNewest && !isDeepStrictEqual(laterParts(row.context), laterParts(whole)))
      await publish(sql, ctx.account_id, 'ticket.changed', { ticket_id: row.ticket_id })
  })
  return whole
}

const laterParts = ({ ticket, related, missing }: TicketContext) => [
  ticket.contact,
  ticket.configurations,
  related,
  missing,
]

/** What is still on its way stands as it was last read. */
function withEarlier(context: TicketContext, before: TicketContext | undefined): TicketContext {
  if (!before || !context.coming) return context
  const { ticket, related } = context
  const isComing = (part: NonNullable<TicketContext['coming']>[number]) => context.coming?.includes(part)
  const isSameContact = ticket.contact?.name === before.ticket.contact?.name
  const asBefore = ticket.configurations.map(
    (known) => before.ticket.configurations.find(({ id }) => id === known.id) ?? known,
  )
  return {
    ...context,
    ticket: {
      ...ticket,
      contact: isComing('contact') && isSameContact ? before.ticket.contact : ticket.contact,
      configurations: isComing('configurations') ? asBefore : ticket.configurations,
    },
    related: isComing('related') ? before.related : related,
  }
}

function hasMoved(before: TicketContext, after: TicketContext): boolean {
  return before.ticket.updated_at !== after.ticket.updated_at || before.notes.length !== after.notes.length
}
