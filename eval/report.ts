type Sum = { right: number; of: number } & Record<string, number>

/** What came of a subject: a line a case, the sums, and those of its parts where it has some. */
export type Report = { lines: readonly object[]; sum: Sum; parts?: Record<string, Sum> }
