export function later(at: string, seconds: number): string {
  return new Date(Date.parse(at) + seconds * 1000).toISOString()
}

export function secondsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 1000
}

/** The time of day in a sentence: `14:02 UTC`. */
export function timeOfDay(at: string): string {
  return `${at.slice(11, 16)} UTC`
}

/** The next of the looks at settle/18, /6, /2 and the whole settle time that is still ahead, counted from `begin`. */
export function nextLook(begin: string, now: string, settleS: number): string | null {
  for (const part of [1 / 18, 1 / 6, 1 / 2, 1]) {
    const at = later(begin, settleS * part)
    if (Date.parse(at) > Date.parse(now)) return at
  }
  return null
}
