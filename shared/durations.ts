/** Gaps longer than this between two acts of people are breaks and do not count as work. */
export const breakMinutes = 10

/** From when to when (ISO) a case was paused; `to` is null while it is. */
export type Pause = { from: string; to: string | null }

/**
 * Whole minutes of work in a row of instants (ISO): the sum of gaps up to `breakMinutes` without what lies in a pause,
 * at least 1 once begun.
 */
export function activeMinutes(actsAt: readonly string[], pauses: readonly Pause[] = []): number {
  const times = actsAt.map((at) => Date.parse(at)).sort((a, b) => a - b)
  const rests = pauses.map(({ from, to }) => ({
    fromMs: Date.parse(from),
    toMs: to === null ? Number.POSITIVE_INFINITY : Date.parse(to),
  }))
  let spentMs = 0
  for (let i = 1; i < times.length; i++) {
    const [begin = 0, end = 0] = [times[i - 1], times[i]]
    if (end - begin > breakMinutes * 60_000) continue
    const restedMs = rests.map(({ fromMs, toMs }) => Math.min(end, toMs) - Math.max(begin, fromMs))
    spentMs += end - begin - restedMs.reduce((sum, ms) => sum + Math.max(0, ms), 0)
  }
  return times.length === 0 ? 0 : Math.max(1, Math.round(spentMs / 60_000))
}

/** 22 → "22 min", 90 → "1 h 30 min". */
export function spellMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}
