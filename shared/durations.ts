/** Gaps longer than this between two acts of people are breaks and do not count as work. */
export const breakMinutes = 10

/** Whole minutes of work in a row of instants (ISO): the sum of gaps up to `breakMinutes`, at least 1 once begun. */
export function activeMinutes(actsAt: readonly string[]): number {
  const times = actsAt.map((at) => Date.parse(at)).sort((a, b) => a - b)
  let spentMs = 0
  for (let i = 1; i < times.length; i++) {
    const gapMs = (times[i] ?? 0) - (times[i - 1] ?? 0)
    if (gapMs <= breakMinutes * 60_000) spentMs += gapMs
  }
  return times.length === 0 ? 0 : Math.max(1, Math.round(spentMs / 60_000))
}

/** 22 → "22 min", 90 → "1 h 30 min". */
export function spellMinutes(minutes: number): string {
  if (minutes < 60) return `${minutes} min`
  const rest = minutes % 60
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`
}
