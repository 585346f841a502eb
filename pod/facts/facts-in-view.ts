/** More than this at once hides what stands below them. */
export const factsAtOnce = 12

/** The newest facts, or all of them: when asked for, and when something points at an older one. */
export function factsInView<Row extends { id: string }>(
  facts: readonly Row[],
  { isWhole, pointed }: { isWhole: boolean; pointed: string | null },
): readonly Row[] {
  const older = facts.slice(0, -factsAtOnce)
  return isWhole || older.some(({ id }) => id === pointed) ? facts : facts.slice(-factsAtOnce)
}
