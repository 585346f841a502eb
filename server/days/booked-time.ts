import { v7 as newId } from 'uuid'
import type { BookedTime } from '../../shared/contracts/days.ts'
import { Problem } from '../../shared/problems.ts'
import { workTypesOf } from '../connections/kept-lists.ts'
import { mapMemberByEmail } from '../connections/member-mapping.ts'
import { type Connected, providerFor } from '../connections/provider-for.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { StoredPost } from '../posts/queries.ts'
import type { TimeOrder } from '../posts/time-entry/find.ts'
import type { Booked } from './compose.ts'
import { breakMs, leadMs, tailMs } from './propose.ts'
import { type DayOf, keepBooked } from './queries.ts'

export type AtPsa = Connected & { member: string | null }

/** The PSA of the account and who this person is there; null where none is connected. */
export async function psaOf(ctx: Ctx): Promise<AtPsa | null> {
  try {
    const connected = await providerFor(ctx)
    const member = await mapMemberByEmail(ctx)
    return { ...connected, member: member?.member_identifier ?? null }
  } catch (error) {
    if (error instanceof Problem && error.code === 'no_connection') return null
    throw error
  }
}

/** Reads what the PSA has of this member's day, and keeps it. A reading that may lack some is a refusal. */
export async function readBooked(
  ctx: Ctx,
  of: DayOf,
  psa: AtPsa,
  span: { from: string; to: string },
): Promise<void> {
  const { provider, member } = psa
  const nothing = { entries: [], complete: true }
  const [{ entries, complete }, { items: work_types }] = await Promise.all([
    member === null ? nothing : provider.memberTime(member, span),
    workTypesOf(ctx, psa),
  ])
  if (!complete) throw new Problem('psa_refused', unreadDay)
  const booked = entries.map(({ id, ticket_id, started_at, minutes, notes, internal_notes }) => ({
    psa_id: id,
    ticket_id,
    started_at,
    ended_at: new Date(Date.parse(started_at) + minutes * 60_000).toISOString(),
    minutes,
    note: notes || internal_notes,
  }))
  await tx(ctx, (sql) => keepBooked(sql, of, { id: newId(), booked, work_types }))
}

const unreadDay =
  'ConnectWise did not show all that is booked on this day, so nothing was sent. Try again; if it stays so, an admin can test the connection in Settings.'

/**
 * Both together: what the PSA has, and what is on its way there by a click elsewhere. Entries that were sent from this day
 * stand among its entries; those of another day, as another time zone divides it, stand here.
 */
export function bookedNow(
  read: readonly BookedTime[],
  posts: readonly StoredPost[],
  ofDay: ReadonlyMap<string, StoredPost>,
): Booked[] {
  const byPsaId = new Map(posts.flatMap((post) => (post.psa_id ? [[post.psa_id, post] as const] : [])))
  const found = read.flatMap((entry): Booked[] => {
    const post = byPsaId.get(entry.psa_id ?? '')
    if (post && ofDay.has(post.id)) return []
    return [{ ...entry, holds: holdsOf(entry, post), ours: post !== undefined }]
  })
  const known = new Set(read.map(({ psa_id }) => psa_id))
  const underWay = posts
    .filter(({ id, psa_id }) => !ofDay.has(id) && !known.has(psa_id))
    .map((post): Booked => {
      const { started_at, minutes, internal_notes: note } = post.order as TimeOrder
      const ended_at = new Date(Date.parse(started_at) + minutes * 60_000).toISOString()
      const { psa_id, ticket_id } = post
      const entry = { psa_id, ticket_id, started_at, ended_at, minutes, note }
      return { ...entry, holds: holdsOf(entry, post), ours: true }
    })
  return [...found, ...underWay].sort((a, b) => a.started_at.localeCompare(b.started_at))
}

/**
 * A click in a case books hours from its first act to the last, less what lay between: what is proposed before the first
 * and until the click is of the same work.
 */
function holdsOf(entry: BookedTime, post: StoredPost | undefined) {
  const [from, to] = [Date.parse(entry.started_at), Date.parse(entry.ended_at)]
  if (!post) return { from, to }
  const end = Math.max(to, Date.parse((post.order as TimeOrder).ended_at))
  const click = Math.min(Date.parse(post.created_at), end + breakMs)
  const isOfEnding = post.source_kind === 'closing' || post.source_kind === 'handoff'
  return { from: from - leadMs, to: Math.max(end, isOfEnding ? click : 0) + tailMs }
}
