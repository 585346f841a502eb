import { v7 as newId } from 'uuid'
import type {
  DayChange,
  DayMerge,
  DayQuery,
  DayRemoval,
  DaySplit,
  MyDay,
  NewDayEntry,
} from '../../shared/contracts/days.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { readTicket } from '../tickets/read-ticket.ts'
import { psaOf } from './booked-time.ts'
import { type Entry, spanOf } from './compose.ts'
import { type Day, dayOf, loadDay } from './load-day.ts'
import { dropEntry, type EntryRow, putEntries, takeDay } from './queries.ts'
import { viewOf } from './read-day.ts'

/** How old a reading of a ticket may be that somebody names by its number. */
const ticketMaxAgeSeconds = 3600
const mostEntries = 200
/** In one request: each may be a question to the PSA. */
const mostTickets = 20
const longestNote = 4_000

/** Sets of some entries what is given; the rest stays. */
export async function changeEntries(ctx: Ctx, request: DayChange): Promise<MyDay> {
  await mayBookOn(
    ctx,
    request.entries.flatMap(({ ticket_id }) => ticket_id ?? []),
  )
  return changed(ctx, request, (entries, day) => ({
    put: request.entries.map(({ id, ...change }) => {
      const before = openEntry(entries, id)
      const row = { ...before, ...change }
      row.session_id = caseOf(before, row.ticket_id)
      refuseOutside(row, day)
      return row
    }),
  }))
}

/** The work of a case is of its ticket: put on another one, it is no part of the case. */
const caseOf = (before: EntryRow, ticket_id: string | null): string | null =>
  before.ticket_id === null || before.ticket_id === ticket_id ? before.session_id : null

/** A call, or whatever else left no trace. */
export async function addEntry(ctx: Ctx, request: NewDayEntry): Promise<MyDay> {
  const { started_at, ended_at, ticket_id, work_type_id, note } = request
  await mayBookOn(ctx, ticket_id ? [ticket_id] : [])
  const row = { ...byHand, id: newId(), started_at, ended_at, ticket_id, work_type_id, note }
  return changed(ctx, request, (entries, day) => {
    refuseOutside(row, day)
    mustLeaveRoom(entries)
    return { put: [row] }
  })
}

/** At a moment within it; the second part is an entry of its own. */
export function splitEntry(ctx: Ctx, id: string, request: DaySplit): Promise<MyDay> {
  const { at } = request
  return changed(ctx, request, (entries) => {
    mustLeaveRoom(entries)
    const whole = openEntry(entries, id)
    if (at <= whole.started_at || at >= whole.ended_at)
      throw new Problem('invalid', undefined, { fields: { at: 'A moment between its start and its end.' } })
    const { session_id, ticket_id, work_type_id, note, ended_at } = whole
    const rest = { ...byHand, session_id, ticket_id, work_type_id, note, started_at: at, ended_at }
    return {
      put: [
        { ...whole, ended_at: at, minutes: null },
        { ...rest, id: newId(), by_hand: whole.by_hand },
      ],
    }
  })
}

/** Two become one, from the first start to the last end; where they differ, the first one counts. */
export function mergeEntries(ctx: Ctx, id: string, request: DayMerge): Promise<MyDay> {
  return changed(ctx, request, (entries) => {
    if (id === request.with) throw new Problem('invalid')
    const [first, second] = [openEntry(entries, id), openEntry(entries, request.with)]
    const notes = [...new Set([first.note, second.note].filter((note) => note))]
    const merged = {
      ...first,
      started_at: first.started_at < second.started_at ? first.started_at : second.started_at,
      ended_at: first.ended_at > second.ended_at ? first.ended_at : second.ended_at,
      ticket_id: first.ticket_id ?? second.ticket_id,
      session_id: first.session_id ?? second.session_id,
      work_type_id: first.work_type_id ?? second.work_type_id,
      note: notes.length > 0 ? notes.join('\n').slice(0, longestNote).toWellFormed() : null,
      minutes: null,
    }
    return { put: [merged], ...removal(second) }
  })
}

export function removeEntry(ctx: Ctx, id: string, request: DayRemoval): Promise<MyDay> {
  return changed(ctx, request, (entries) => removal(openEntry(entries, id)))
}

type Change = { put?: EntryRow[]; removed?: EntryRow; dropped?: string }

/** What was made from a proposal stays as removed, so that its time is not proposed again. */
const removal = (row: EntryRow): Change =>
  row.covers_from ? { removed: { ...row, state: 'removed' } } : { dropped: row.id }

const byHand = {
  state: 'kept',
  by_hand: true,
  covers_from: null,
  covers_to: null,
  minutes: null,
  session_id: null,
  post_id: null,
} as const

/** One change of a day: by whoever read it last, in one transaction. */
async function changed(
  ctx: Ctx,
  request: DayQuery & { revision: number },
  work: (entries: readonly Entry[], day: Day) => Change,
): Promise<MyDay> {
  const day = await dayOf(ctx, request)
  const psa = await psaOf(ctx)
  await tx(ctx, async (sql) => {
    const taken = await takeDay(sql, day.of, { id: newId(), revision: request.revision })
    if (!taken) throw new Problem('revision_stale')
    const { entries } = await loadDay(ctx, sql, day, psa?.connection.id ?? null)
    const { put = [], removed, dropped } = work(entries, day)
    const place = { account_id: ctx.account_id, day_id: taken.id }
    await putEntries(sql, place, removed ? [...put, removed] : put)
    if (dropped) await dropEntry(sql, taken.id, dropped)
  })
  return viewOf(ctx, day, psa)
}

/** The row behind an entry that was not sent yet, one that is only proposed as well. */
function openEntry(entries: readonly Entry[], id: string): EntryRow {
  const found = entries.find((entry) => entry.id === id)
  if (!found) throw new Problem('not_found')
  if (found.state === 'sent') throw new Problem('day_entry_sent')
  const { isProposed: _, ...row } = found
  return row
}

function mustLeaveRoom(entries: readonly Entry[]): void {
  if (entries.length >= mostEntries) throw new Problem('invalid', `A day has ${mostEntries} entries at most.`)
}

function refuseOutside(row: Pick<EntryRow, 'started_at' | 'ended_at'>, day: Day): void {
  const { from, to } = spanOf(row)
  if (to <= from)
    throw new Problem('invalid', undefined, { fields: { ended_at: 'The end comes after the start.' } })
  if (from < day.from || to > day.to)
    throw new Problem('invalid', undefined, { fields: { started_at: 'Both lie within this day.' } })
}

/** Named by its number: the ticket is there, and on a board that this person opens. */
async function mayBookOn(ctx: Ctx, ticketIds: readonly string[]): Promise<void> {
  const tickets = new Set(ticketIds)
  if (tickets.size > mostTickets)
    throw new Problem('invalid', `At most ${mostTickets} tickets are named at once. Save some first.`)
  for (const ticketId of tickets)
    await readTicket(ctx, ticketId, { maxAgeSeconds: ticketMaxAgeSeconds, allowStale: true })
}
