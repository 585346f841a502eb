import type { BookedTime, DayEntry, MyDay } from '../../shared/contracts/days.ts'
import type { TimeRounding } from '../../shared/contracts/flowpilot-settings.ts'
import { clockTime, plural } from '../ui/when.ts'

const minute = 60_000

/** 45 → "0:45". */
export const hoursOf = (minutes: number): string =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`

/** As the clock times beside it say: seconds are not shown. */
export const minutesBetween = ({ from, to }: { from: string; to: string }): number =>
  Math.floor(Date.parse(to) / minute) - Math.floor(Date.parse(from) / minute)

export const spanWords = ({ from, to }: { from: string; to: string }): string =>
  `${clockTime(from)} to ${clockTime(to)}`

export const spanOf = ({ started_at, ended_at }: Pick<DayEntry, 'started_at' | 'ended_at'>) => ({
  from: started_at,
  to: ended_at,
})

export const roundingWords = {
  15: 'Nearest 15 min',
  30: 'Nearest 30 min',
  exact: 'To the minute',
  none: 'Nothing is proposed',
} as const satisfies Record<TimeRounding, string>

/** Where an entry comes from. */
export const originWords = {
  proposed: 'from case',
  changed: 'changed',
  hand: 'by hand',
} as const satisfies Record<DayEntry['origin'], string>

/** What stands in the PSA: what was booked elsewhere, and of this day's entries those that arrived there. */
export function inPsa({ booked, entries }: Pick<MyDay, 'booked' | 'entries'>): BookedTime[] {
  const arrived = entries.flatMap(({ post, ticket_id, booked_from, minutes: long, note }) => {
    const ended_at = new Date(Date.parse(booked_from) + long * minute).toISOString()
    return post?.psa_id
      ? [{ psa_id: post.psa_id, ticket_id, started_at: booked_from, ended_at, minutes: long, note }]
      : []
  })
  return [...(booked ?? []), ...arrived]
}

/** What a day amounts to, in minutes. */
export function totalsOf({ activity, entries, booked, gaps }: MyDay) {
  const sum = (minutes: readonly number[]) => minutes.reduce((total, each) => total + each, 0)
  // one that waits or was refused is not there
  const isThere = ({ post }: DayEntry) => Boolean(post?.psa_id)
  return {
    active: sum(activity.map(minutesBetween)),
    proposed: sum(entries.filter((entry) => !isThere(entry)).map(({ minutes }) => minutes)),
    sent: sum(inPsa({ booked, entries }).map(({ minutes }) => minutes)),
    without: sum(gaps.map(minutesBetween)),
  }
}

/** Why an entry cannot be sent as it stands; null where it can. */
export function whyNotSend(entry: DayEntry, { right, member_known, psa }: MyDay): string | null {
  if (psa === null) return 'No PSA is connected.'
  if (!member_known) return `Nobody has said which ${psa} member you are.`
  if (right === 'off') return 'Your account does not let your role book time.'
  if (!entry.ticket_id) return 'It has no ticket yet.'
  if (entry.overlaps.length > 0) return 'It lies over other time.'
  return entry.work_type_id ? null : 'It has no work type yet.'
}

/** "5 entries, 2:45 h, to ConnectWise" */
export function sendWords(entries: readonly DayEntry[], psa: string): string {
  if (entries.length === 0) return 'Nothing is ticked'
  const hours = hoursOf(entries.reduce((sum, { minutes }) => sum + minutes, 0))
  return `${plural(entries.length, '1 entry', `${entries.length} entries`)}, ${hours} h, to ${psa}`
}

/** What stays here, and why. */
export function staysWords(entries: readonly DayEntry[], day: MyDay): string {
  const open = entries.filter(({ post }) => !post)
  const count = (words: string, is: (entry: DayEntry) => boolean) => {
    const n = open.filter(is).length
    return n > 0 ? [`${n} ${words}`] : []
  }
  const parts = [
    ...count('until an overlap is decided', ({ overlaps }) => overlaps.length > 0),
    ...count('without a ticket', ({ ticket_id }) => !ticket_id),
    ...count('without a work type', ({ ticket_id, work_type_id }) => Boolean(ticket_id) && !work_type_id),
  ]
  const sends = open.some((entry) => whyNotSend(entry, day) === null)
  const first = sends ? 'Each once. Nobody is e-mailed.' : ''
  return [first, parts.length > 0 ? `Stays here: ${parts.join(', ')}.` : ''].filter(Boolean).join(' ')
}

export const numberOf = ({ ticket_id }: Pick<DayEntry | BookedTime, 'ticket_id'>): string =>
  ticket_id ? `#${ticket_id}` : 'No ticket'

/** Tuesday's date and the days beside it, on the calendar of this browser. */
export const dateOf = (at: Date): string =>
  `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`

export function dayBeside(date: string, by: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  return dateOf(new Date(year, month - 1, day + by, 12))
}
