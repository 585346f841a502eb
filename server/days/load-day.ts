import type { DayQuery } from '../../shared/contracts/days.ts'
import type { TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import type { WriteRight } from '../../shared/contracts/write-rights.ts'
import { Problem } from '../../shared/problems.ts'
import { findWriteRights } from '../accounts/preference-queries.ts'
import { readPreferences } from '../accounts/preferences.ts'
import { rightFrom } from '../accounts/write-rights.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { StoredPost } from '../posts/queries.ts'
import type { TimeOrder } from '../posts/time-entry/find.ts'
import { bookedNow } from './booked-time.ts'
import { type Booked, type Entry, entriesNow } from './compose.ts'
import { layOut, type Placed } from './lay-out.ts'
import { localDay } from './local-day.ts'
import { breakMs } from './propose.ts'
import {
  type ActRow,
  actsBetween,
  type DayOf,
  type DayRow,
  entriesOf,
  findDay,
  postsById,
  timePostsBetween,
} from './queries.ts'

/** Which day of whose calendar, as instants. */
export type Day = { of: DayOf; date: string; time_zone: string; from: number; to: number }

/** All that a day is made of. Nobody reads another person's: every statement names the asker. */
export type LoadedDay = {
  row: DayRow | undefined
  entries: Entry[]
  acts: ActRow[]
  /** The day as far as it has come. */
  past: { from: number; to: number }
  booked: Booked[]
  posts: Map<string, StoredPost>
  /** Of each entry: from when and for how long it is booked, or would be. */
  places: ReadonlyMap<string, Placed>
  rounding: TimeRounding
  right: WriteRight
}

/** A pod shows one ticket, and this is of all of them. */
export async function dayOf(ctx: Ctx, { date, time_zone }: DayQuery): Promise<Day> {
  may(ctx, 'work')
  if (ctx.surface === 'pod') throw new Problem('not_your_ticket')
  const zone = time_zone ?? (await readPreferences(ctx)).time_zone ?? 'UTC'
  const of = { account_id: ctx.account_id, user_id: ctx.user.id, day: date }
  return { of, date, time_zone: zone, ...localDay(date, zone) }
}

export const instantsOf = ({ from, to }: { from: number; to: number }) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
})

/** `connectionId`: where the account is connected. */
export async function loadDay(
  ctx: Ctx,
  sql: TransactionSql,
  { of, from, to }: Day,
  connectionId: string | null,
): Promise<LoadedDay> {
  const row = await findDay(sql, of)
  // what is done shortly before and after midnight says when work at midnight was
  const acts = await actsBetween(sql, ctx, instantsOf({ from: from - breakMs, to: to + breakMs }))
  const timePosts = await timePostsBetween(sql, of.user_id, instantsOf({ from, to }))
  const rows = row ? await entriesOf(sql, row.id) : []
  const sentPosts = await postsById(
    sql,
    rows.flatMap(({ post_id }) => post_id ?? []),
  )
  const posts = new Map(sentPosts.map((post) => [post.id, post]))
  const { time_rounding: rounding } = await settingsOf(sql, connectionId)
  const past = { from, to: soFar({ from, to }, acts) }
  const booked = bookedNow(row?.booked ?? [], timePosts, posts)
  const entries = entriesNow({
    user_id: of.user_id,
    day: past,
    // an account that wants no proposals has none; what was kept stays
    acts: rounding === 'none' ? [] : acts,
    rows: rows.map((entry) =>
      // what was discarded may be sent anew
      posts.get(entry.post_id ?? '')?.state === 'cancelled'
        ? { ...entry, state: 'kept' as const, post_id: null }
        : entry,
    ),
    booked,
  })
  const sent = new Map(
    entries.flatMap(({ id, post_id }) => {
      const post = posts.get(post_id ?? '')
      return post ? [[id, sentAs(post)] as const] : []
    }),
  )
  return {
    row,
    acts,
    past,
    booked,
    posts,
    rounding,
    right: rightFrom(await findWriteRights(sql, 'read'), 'time_entry', ctx.user.role),
    entries,
    places: layOut({ entries, sent, booked, rounding, span: { from, to }, now: past.to }),
  }
}

/** Until when a day has come: whole minutes, and its last act, whoever's clock that was. */
function soFar({ from, to }: { from: number; to: number }, acts: readonly ActRow[]): number {
  const last = acts.findLast(({ at }) => Date.parse(at) < to)
  const now = Math.max(Date.now(), last ? Date.parse(last.at) : 0)
  return Math.min(to, Math.max(from, Math.floor(now / 60_000) * 60_000))
}

/** As its post books it. */
const sentAs = ({ order }: StoredPost): Placed => {
  const { started_at, minutes } = order as TimeOrder
  return { from: Date.parse(started_at), minutes }
}
