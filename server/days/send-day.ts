import { v7 as newId } from 'uuid'
import type { DaySending, MyDay } from '../../shared/contracts/days.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { NewPost } from '../posts/enqueue.ts'
import { enqueueTogether } from '../posts/enqueue-together.ts'
import { lookedThrough } from '../posts/time-entry/look-through.ts'
import { wakePosts } from '../posts/worker/worker.ts'
import { closedBoard, openBoards } from '../tickets/board-rights.ts'
import { type AtPsa, psaOf, readBooked } from './booked-time.ts'
import { type Entry, overlapsOf } from './compose.ts'
import { noteOf } from './day-view.ts'
import { type Day, dayOf, instantsOf, type LoadedDay, loadDay } from './load-day.ts'
import { putEntries, type TicketWords, takeDay, ticketWords } from './queries.ts'
import { viewOf } from './read-day.ts'

type Ready = Entry & { ticket_id: string; work_type_id: string }

/**
 * Sends entries of a day, each as a post of its own that exists once: all of them in one transaction. Asked for again,
 * by a lost answer or another tab, what was sent stays as it is.
 */
export async function sendDay(ctx: Ctx, request: DaySending): Promise<MyDay> {
  const day = await dayOf(ctx, request)
  const psa = await psaOf(ctx)
  if (!psa) throw new Problem('no_connection')
  if (psa.member === null) throw new Problem('member_not_mapped', whyNoMember)
  const before = await loaded(ctx, day, psa)
  if (!wanted(before, request).every(({ state }) => state === 'sent')) {
    // what somebody booked there a moment ago is not booked twice
    await readBooked(ctx, day.of, psa, instantsOf(day))
    await send(ctx, day, psa, request)
  }
  wakePosts(ctx.world)
  return viewOf(ctx, day, psa)
}

const whyNoMember =
  'Nobody has said which ConnectWise member you are. An admin can map you in Settings; your day is kept until then.'

const loaded = (ctx: Ctx, day: Day, { connection }: AtPsa) =>
  tx(ctx, (sql) => loadDay(ctx, sql, day, connection.id))

function wanted({ entries }: LoadedDay, request: DaySending): Entry[] {
  return request.entries.map((id) => {
    const entry = entries.find((each) => each.id === id)
    if (!entry) throw new Problem('revision_stale')
    return entry
  })
}

async function send(ctx: Ctx, day: Day, psa: AtPsa, request: DaySending): Promise<void> {
  const seen = await loaded(ctx, day, psa)
  const ready = readyOf(seen, request)
  const words = await openTickets(ctx, psa, ready)
  const texts = await notesOf(ctx, ready, seen, words)
  await tx(ctx, async (sql) => {
    const taken = await takeDay(sql, day.of, { id: newId(), revision: request.revision })
    if (!taken) throw new Problem('revision_stale')
    const now = await loadDay(ctx, sql, day, psa.connection.id)
    const entries = readyOf(now, request)
    const beside = { day_id: taken.id, places: now.places, words, texts }
    const posts = await enqueueTogether(
      ctx,
      sql,
      entries.map((entry) => orderOf(psa, entry, beside)),
    )
    const rows = entries.map(({ isProposed: _, ...row }, n) => ({
      ...row,
      state: 'sent' as const,
      post_id: posts[n]?.id ?? null,
    }))
    await putEntries(sql, { account_id: ctx.account_id, day_id: taken.id }, rows)
  })
}

/** Those that are not sent yet, if each of them can be. */
function readyOf(day: LoadedDay, request: DaySending): Ready[] {
  const open = wanted(day, request).filter(({ state }) => state === 'kept')
  const ids = (entries: readonly Entry[]) => ({ extra: { entries: entries.map(({ id }) => id) } })
  const over = open.filter((entry) => overlapsOf(entry, day.entries, day.booked).length > 0)
  if (over.length > 0) throw new Problem('day_overlaps', undefined, ids(over))
  const unready = open.filter((entry) => !isReady(entry))
  if (unready.length > 0) throw new Problem('day_entry_unready', undefined, ids(unready))
  return open.filter(isReady)
}

const isReady = (entry: Entry): entry is Ready => entry.ticket_id !== null && entry.work_type_id !== null

/** What is known of the tickets, all of them on boards that this person opens today. */
async function openTickets(
  ctx: Ctx,
  { connection }: AtPsa,
  ready: readonly Ready[],
): Promise<Map<string, TicketWords>> {
  const ids = [...new Set(ready.map(({ ticket_id }) => ticket_id))]
  const words = await tx(ctx, (sql) => ticketWords(sql, connection.id, ids))
  const boards = await openBoards(ctx)
  const known = new Map(words.map((each) => [each.ticket_id, each]))
  // whose board nobody knows is open to who works its case
  const isOpen = ({ ticket_id, session_id }: Ready) => {
    const board = known.get(ticket_id)?.board_id ?? null
    return board === null ? session_id !== null : boards?.includes(board)
  }
  if (boards && !ready.every(isOpen)) throw new Problem('not_your_ticket', closedBoard)
  return known
}

/** The internal note of each, what looks like a secret named instead of told. */
async function notesOf(
  ctx: Ctx,
  ready: readonly Ready[],
  { acts }: LoadedDay,
  words: ReadonlyMap<string, TicketWords>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const entry of ready) {
    const act = acts.find(({ session_id }) => session_id !== null && session_id === entry.session_id)
    const internal_notes = noteOf(entry, words.get(entry.ticket_id)?.title ?? act?.title ?? null)
    const looked = await lookedThrough(ctx, { notes: '', internal_notes }, [])
    texts.set(entry.id, looked.texts.internal_notes)
  }
  return texts
}

type Beside = {
  day_id: string
  places: LoadedDay['places']
  words: ReadonlyMap<string, TicketWords>
  texts: ReadonlyMap<string, string>
}

/** The entry itself is what exists once, whatever it says. */
function orderOf(
  psa: AtPsa,
  entry: Ready,
  { day_id, places, words, texts }: Beside,
): Exclude<NewPost, { kind: 'note' }> {
  const { id, ticket_id, session_id, work_type_id } = entry
  const place = places.get(id)
  if (!place) throw new Problem('revision_stale')
  const { from, minutes } = place
  const ticket = words.get(ticket_id)
  return {
    kind: 'time_entry',
    intent_key: newId(),
    connection_id: psa.connection.id,
    ticket_id,
    ticket_url: ticket?.url ?? psa.provider.ticketUrl(ticket_id),
    company_id: ticket?.company_id ?? null,
    session_id,
    source: { kind: 'time_sheet', id: day_id },
    part: id,
    confirmed: true,
    order: {
      ...startAndEnd(from, minutes),
      minutes,
      work_type_id,
      notes: '',
      internal_notes: texts.get(id) ?? '',
      member_identifier: psa.member,
      // its place was chosen among all that was booked; what ConnectWise itself rounds up may reach into the next one
      overlap_accepted: true,
    },
  }
}

const startAndEnd = (from: number, minutes: number) => ({
  started_at: new Date(from).toISOString(),
  ended_at: new Date(from + minutes * 60_000).toISOString(),
})
