import type { DayEntry, MyDay } from '../../shared/contracts/days.ts'
import type { Ctx } from '../ctx.ts'
import { postView } from '../posts/view.ts'
import { activityOf, type Entry, gapsBetween, overlapsOf, spanOf } from './compose.ts'
import { activeMinutes } from './lay-out.ts'
import { type Day, instantsOf, type LoadedDay } from './load-day.ts'
import type { TicketWords } from './queries.ts'

type AtPsa = Pick<MyDay, 'psa' | 'member_known' | 'work_types'>

/** A day as its person sees it. */
export function dayView(
  ctx: Ctx,
  day: Day,
  loaded: LoadedDay,
  { words, ...atPsa }: AtPsa & { words: readonly TicketWords[] },
): MyDay {
  const { row, entries, acts, past, booked, rounding, right } = loaded
  const tickets = new Map(words.map((each) => [each.ticket_id, each]))
  const spans = [...entries.map(spanOf), ...booked.map(spanOf)]
  return {
    date: day.date,
    time_zone: day.time_zone,
    ...instantsOf(day),
    now: new Date().toISOString(),
    revision: row?.revision ?? 0,
    ...atPsa,
    right,
    rounding,
    entries: entries.map((entry) => entryView(ctx, entry, loaded, tickets)),
    activity: activityOf(acts, past).map(instantsOf),
    gaps: gapsBetween(spans).map(instantsOf),
    booked: row?.booked || booked.length > 0 ? booked.map(({ holds: _, ours: __, ...each }) => each) : null,
    booked_at: row?.booked_at ?? null,
  }
}

function entryView(
  ctx: Ctx,
  entry: Entry,
  { entries, acts, booked, posts, places }: LoadedDay,
  tickets: ReadonlyMap<string, TicketWords>,
): DayEntry {
  const ticket = tickets.get(entry.ticket_id ?? '')
  const act = acts.find(({ session_id }) => session_id !== null && session_id === entry.session_id)
  const title = ticket?.title ?? act?.title ?? null
  const post = posts.get(entry.post_id ?? '')
  const active = activeMinutes(entry)
  const place = places.get(entry.id)
  const isOpen = entry.state === 'kept'
  return {
    id: entry.id,
    origin: entry.isProposed ? 'proposed' : entry.by_hand ? 'hand' : 'changed',
    started_at: entry.started_at,
    ended_at: entry.ended_at,
    active_minutes: active,
    minutes: place?.minutes ?? entry.minutes ?? active,
    booked_from: place ? new Date(place.from).toISOString() : entry.started_at,
    session_id: entry.session_id,
    ticket_id: entry.ticket_id,
    title,
    client: ticket?.client ?? act?.client ?? null,
    work_type_id: entry.work_type_id,
    note: noteOf(entry, title),
    overlaps: isOpen
      ? overlapsOf(entry, entries, booked).map(({ entry_id, psa_id, ...span }) => ({
          ...instantsOf(span),
          entry_id,
          psa_id,
        }))
      : [],
    post: post ? postView(ctx, post) : null,
  }
}

export const noteOf = ({ note }: Pick<Entry, 'note'>, title: string | null) => note ?? title ?? ''
