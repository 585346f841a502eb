/** One case and what came of it. `is_wrong`: something was taken that is none of the wanted ones. */
export type Tally = {
  words: string
  want: unknown
  got: string | null
  is_right: boolean
  is_wrong: boolean
}

export const sumOf = (tallies: readonly Tally[]) => ({
  right: tallies.filter(({ is_right }) => is_right).length,
  of: tallies.length,
  wrong: tallies.filter(({ is_wrong }) => is_wrong).length,
})
