/** What came of a subject: a line a case, and the sums. */
export type Report = { lines: readonly object[]; sum: { right: number; of: number } & Record<string, number> }
