import { type Random, seeded } from '../../e2e/faults/random.ts'

/** Real work: from when to when (ms), and for which ticket; a call that left no trace has its ticket too. */
export type Worked = { ticket: string; from: number; to: number; call: boolean }
/** What can be seen of it afterwards: somebody did something in a ticket. */
export type Seen = { ticket: string; at: number }
/** `from` and `to`: the whole local day. */
export type WorkDay = { zone: string; date: string; from: number; to: number; worked: Worked[]; seen: Seen[] }

const minute = 60_000
const mostTickets = 14
const fewestTickets = 2

/** Days on which a zone has 23, 24 and 25 hours: midnight as UTC offset in minutes, at its start and at its end. */
const calendar = [
  { zone: 'Europe/Berlin', date: '2026-11-17', starts: 60, ends: 60 },
  { zone: 'Europe/Berlin', date: '2026-10-25', starts: 120, ends: 60 },
  { zone: 'Europe/Berlin', date: '2026-03-29', starts: 60, ends: 120 },
  { zone: 'America/New_York', date: '2026-11-01', starts: -240, ends: -300 },
  { zone: 'America/New_York', date: '2026-03-08', starts: -300, ends: -240 },
  { zone: 'Asia/Kolkata', date: '2026-11-18', starts: 330, ends: 330 },
  { zone: 'UTC', date: '2026-11-19', starts: 0, ends: 0 },
]

/**
 * A day of one engineer, the truth first: two to fourteen tickets in turn, some of them to and fro, lunch, coffee, calls,
 * and on some days work over midnight. Then what is seen of it: acts 1 to 25 minutes apart, and one interval in five
 * without any.
 */
export function makeDay(seed: number): WorkDay {
  const random = seeded(seed)
  const { zone, date, starts, ends } = random.chance(0.6)
    ? random.pick(calendar)
    : (calendar[0] as (typeof calendar)[0])
  const from = Date.parse(`${date}T00:00:00Z`) - starts * minute
  const to = Date.parse(`${date}T00:00:00Z`) + (24 * 60 - ends) * minute
  const worked = workOf(random, from, to)
  return { zone, date, from, to, worked, seen: worked.flatMap((each) => seenOf(random, each)) }
}

function workOf(random: Random, from: number, to: number): Worked[] {
  const tickets = Array.from(
    { length: fewestTickets + random.below(mostTickets - fewestTickets + 1) },
    (_, n) => String(48_200 + n),
  )
  const begin = from + random.between(7.5 * 60, 10 * 60) * minute
  const end = begin + random.between(7.5 * 60, 9.5 * 60) * minute
  const lunch = begin + random.between(3 * 60, 4.5 * 60) * minute
  const worked: Worked[] = []
  stretch(random, tickets, begin, lunch, worked)
  stretch(random, tickets, lunch + random.between(25, 60) * minute, end, worked)
  if (random.chance(0.15)) {
    const late = to - random.between(20, 90) * minute
    worked.push({
      ticket: random.pick(tickets),
      from: late,
      to: to + random.between(5, 60) * minute,
      call: false,
    })
  }
  if (random.chance(0.1))
    worked.unshift({
      ticket: random.pick(tickets),
      from: from - random.between(5, 60) * minute,
      to: from + random.between(5, 60) * minute,
      call: false,
    })
  return worked
}

/** Work without a longer rest: one ticket after the other, two at once, a call, a coffee. */
function stretch(random: Random, tickets: string[], from: number, until: number, worked: Worked[]): void {
  let at = from
  let ticket = random.pick(tickets)
  const other = () => random.pick(tickets.filter((each) => each !== ticket))
  const work = (minutes: number, call = false) => {
    const to = Math.min(until, at + minutes * minute)
    if (to - at >= minute) worked.push({ ticket, from: at, to, call })
    at = to
  }
  while (at < until) {
    const what = random.next()
    const before = ticket
    ticket = other()
    if (what < 0.08) work(random.between(4, 30), true)
    else if (what < 0.2)
      // two at once, while one of them waits for something
      for (let turns = 3 + random.below(5); turns > 0; turns--) {
        work(random.between(2, 8))
        ticket = ticket === before ? other() : before
      }
    else work(Math.min(90, 4 - Math.log(1 - random.next()) * 20))
    if (random.chance(0.15)) at += random.between(2, 15) * minute
  }
}

function seenOf(random: Random, { ticket, from, to, call }: Worked): Seen[] {
  if (call || random.chance(0.2)) return []
  const seen: Seen[] = []
  const gap = () => Math.min(25, 1 - Math.log(1 - random.next()) * 5) * minute
  let at = from + random.between(0, 1) * gap()
  while (at < to) {
    seen.push({ ticket, at: Math.round(at) })
    at += gap()
  }
  return seen
}
