/** Somebody did something in a ticket or case. `rests`: and then put it aside. */
export type Act = { at: number; place: string; rests?: boolean }
/** Work in one place, from when to when (ms). */
export type Interval = { place: string; from: number; to: number }

const minute = 60_000
/** Longer than this without an act anywhere is a break: lunch, a call, something else. */
export const breakMs = 20 * minute
/** What comes before a first act, and after a last one, where nothing else is known: reading, writing, trying out. */
export const leadMs = 3 * minute
export const tailMs = 2 * minute
/** Within its day, shorter work is not booked by itself. */
const shortestMs = minute

/**
 * Work as it follows from acts alone. Time between two acts belongs to their place; between two places it is halved, so
 * that no two intervals overlap. A break longer than `breakMs` ends an interval, and so does putting the case aside. What
 * lies outside of `day` is cut off. A place that was left within its first minute has one minute of its neighbours'.
 */
export function propose(acts: readonly Act[], day: { from: number; to: number }): Interval[] {
  const sorted = [...acts].sort((a, b) => a.at - b.at)
  const intervals: Interval[] = []
  sorted.forEach((act, n) => {
    const before = sorted[n - 1]
    const after = sorted[n + 1]
    const from = before && isOneStretch(before, act) ? middle(before, act) : act.at - lead(before, act)
    const to = after && isOneStretch(act, after) ? middle(act, after) : act.at + tail(act, after)
    const last = intervals.at(-1)
    if (last && last.place === act.place && last.to === from) last.to = to
    else intervals.push({ place: act.place, from, to })
  })
  const whole = intervals.map(({ place, from, to }) => ({
    place,
    from: Math.max(wholeMinute(from), day.from),
    to: Math.min(wholeMinute(to), day.to),
  }))
  const lasting = whole.filter(({ from, to }) => to - from >= shortestMs)
  const places = new Set(lasting.map(({ place }) => place))
  const short = whole.filter(({ place }, n) => {
    const act = intervals[n]
    const isOfDay = act !== undefined && act.to > day.from && act.from < day.to
    if (!isOfDay || places.has(place)) return false
    places.add(place)
    return true
  })
  return short.reduce((found, { place, from }) => withMinute(found, { place, from }, day), lasting)
}

/** Beside a moment between two intervals: the last minute of the one before, or else the first of the one after. */
function withMinute(
  intervals: readonly Interval[],
  { place, from: at }: Pick<Interval, 'place' | 'from'>,
  day: { from: number; to: number },
): Interval[] {
  for (const from of [at - minute, at]) {
    const to = from + minute
    if (from < day.from || to > day.to) continue
    const inTheWay = intervals.filter((other) => other.from < to && other.to > from)
    const isSpared = ({ from: begin, to: end }: Interval) =>
      end - begin > shortestMs && (begin === from || end === to)
    if (!inTheWay.every(isSpared)) continue
    const shorter = intervals.map((other) => {
      if (!inTheWay.includes(other)) return other
      return other.to === to ? { ...other, to: from } : { ...other, from: to }
    })
    return [...shorter, { place, from, to }].toSorted((a, b) => a.from - b.from)
  }
  return [...intervals]
}

const wholeMinute = (at: number) => Math.round(at / minute) * minute
const isOneStretch = (a: Act, b: Act) => !a.rests && b.at - a.at <= breakMs
const middle = (a: Act, b: Act) => Math.floor((a.at + b.at) / 2)

/** Never more than half of what lies between. */
const lead = (before: Act | undefined, act: Act) =>
  before ? Math.min(leadMs, Math.ceil((act.at - before.at) / 2)) : leadMs
function tail(act: Act, after: Act | undefined): number {
  if (act.rests) return 0
  return after ? Math.min(tailMs, Math.floor((after.at - act.at) / 2)) : tailMs
}
