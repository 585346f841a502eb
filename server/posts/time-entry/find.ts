import type * as v from 'valibot'
import type { PostDifference } from '../../../shared/contracts/post-reasons.ts'
import type { Candidate, timeOrder } from '../../../shared/contracts/posts.ts'
import type { TimeEntry, TimeReading } from '../../psa/provider.ts'
import type { Finding, Found, Match } from '../machine/finding.ts'
import type { PostRow } from '../machine/row.ts'
import { normalised } from '../same-text.ts'
import { endsWithTag, taggedText, tagsIn } from '../tag.ts'

export type TimeOrder = v.InferOutput<typeof timeOrder>

/** The PSA keeps whole minutes. */
const startSlackMs = 60_000
const candidateLimit = 10
const excerptLength = 200

/** The internal note as it is sent. What is invoiced never carries the reference. */
export function internalNotes(order: Pick<TimeOrder, 'internal_notes'>, tag: string): string {
  return order.internal_notes === '' ? `ref FP-${tag}` : taggedText(order.internal_notes, tag)
}

/** Our reference at the end of the internal note decides, then member, start and minutes. */
export function findEntry(post: PostRow, order: TimeOrder, { entries, complete }: TimeReading): Finding {
  const tag = post.tag ?? ''
  const tagged = entries.filter((entry) => endsWithTag(entry.internal_notes, tag))
  if (tagged.length > 1) return { kind: 'several', candidates: asCandidates(tagged, 'tag') }
  if (tagged[0]) return foundEntry(order, tag, tagged[0], 'tag')
  const same = entries.filter(
    (entry) => isSameWork(order, entry) && tagsIn(entry.internal_notes).length === 0,
  )
  if (same.length > 1) return { kind: 'several', candidates: asCandidates(same, 'text') }
  if (same[0]) return foundEntry(order, tag, same[0], 'text')
  const near = entries.filter((entry) =>
    [entry.notes, entry.internal_notes].some((text) => tagsIn(text).includes(tag)),
  )
  if (near.length > 0) return { kind: 'near', candidates: asCandidates(near, 'near') }
  return complete ? { kind: 'absent' } : { kind: 'unreadable', why: null }
}

export function foundEntry(order: TimeOrder, tag: string, entry: TimeEntry, by: Found['by']): Found {
  const candidates = asCandidates([entry], by)
  return { kind: 'found', psa_id: entry.id, by, match: compareEntry(order, tag, entry), candidates }
}

/** What is billed already cannot be mended by us or by the engineer: somebody who may is told. */
function compareEntry(order: TimeOrder, tag: string, entry: TimeEntry): Match {
  const differences = differencesOf(order, tag, entry)
  if (differences.length === 0) return { kind: 'as_asked' }
  if (!entry.billed) return { kind: 'differs', differences }
  return { kind: 'alarm', reason: { code: 'time_billed_otherwise', found: entry.id, differences } }
}

function differencesOf(order: TimeOrder, tag: string, entry: TimeEntry): PostDifference[] {
  const isSame = (a: string, b: string) => normalised(a) === normalised(b)
  const same: [PostDifference, boolean][] = [
    [{ part: 'member', found: entry.member_identifier }, isMember(order, entry)],
    [{ part: 'start' }, isStart(order, entry)],
    [{ part: 'minutes', found: String(entry.minutes) }, entry.minutes === order.minutes],
    [{ part: 'work_type' }, entry.work_type_id === order.work_type_id],
    [{ part: 'notes' }, isSame(entry.notes, order.notes)],
    [{ part: 'internal_notes' }, isSame(entry.internal_notes, internalNotes(order, tag))],
  ]
  return same.flatMap(([difference, isAsSent]) => (isAsSent ? [] : [difference]))
}

const isMember = (order: TimeOrder, entry: TimeEntry) =>
  entry.member_identifier?.toLowerCase() === order.member_identifier.toLowerCase()

const isStart = (order: TimeOrder, entry: TimeEntry) =>
  Math.abs(Date.parse(entry.started_at) - Date.parse(order.started_at)) <= startSlackMs

/** Whether an entry without our reference may be this one, its length changed since. */
export const isSameStart = (order: TimeOrder, entry: TimeEntry) =>
  isMember(order, entry) && isStart(order, entry)

const isSameWork = (order: TimeOrder, entry: TimeEntry) =>
  isSameStart(order, entry) && entry.minutes === order.minutes

/** An entry of the same member that lies over this one, the very same hours booked by hand among them. */
export function overlapping(order: TimeOrder, { entries }: TimeReading): TimeEntry | undefined {
  const [start, end] = spanOf(order.started_at, order.minutes)
  return entries.find((entry) => {
    const [itsStart, itsEnd] = spanOf(entry.started_at, entry.minutes)
    return isMember(order, entry) && start < itsEnd && itsStart < end
  })
}

function spanOf(startedAt: string, minutes: number): [number, number] {
  const start = Date.parse(startedAt)
  return [start, start + minutes * 60_000]
}

function asCandidates(entries: TimeEntry[], match: Candidate['match']): Candidate[] {
  return entries.slice(0, candidateLimit).map((entry) => ({
    psa_id: entry.id,
    author: entry.member_identifier ?? '',
    created_at: entry.started_at,
    excerpt: `${entry.minutes} min. ${entry.internal_notes}`.slice(0, excerptLength).toWellFormed(),
    match,
    visibility: 'internal',
  }))
}
