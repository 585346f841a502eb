import { Problem } from '../../shared/problems.ts'
import { within } from '../within.ts'

/** What the PSA says, or null while it is away, refuses or cannot be opened: nothing of a closing waits for it. */
export async function unlessTrouble<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'not_your_ticket') throw error
    return null
  }
}

/** The same, and null as well where it takes longer than somebody would wait. */
export const unlessSlow = <T>(reading: Promise<T>, limitMs: number): Promise<T | null> =>
  within(unlessTrouble(reading), limitMs)
