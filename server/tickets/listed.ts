import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'

export type Listed<T> = { items: T[]; next_cursor: null; remark: string | null }

/** A right that is lacking in the PSA makes an empty list with a word; every other trouble stays one. */
export async function listed<T>(work: Promise<T[]>): Promise<Listed<T>> {
  try {
    return { items: await work, next_cursor: null, remark: null }
  } catch (error) {
    if (error instanceof Problem && error.code === 'psa_refused')
      return { items: [], next_cursor: null, remark: error.message }
    throw error
  }
}

/** A pod's member was checked for one ticket; lists show what the account's API member sees. */
export function notInPod(ctx: Ctx): void {
  if (ctx.surface === 'pod')
    throw new Problem('not_allowed', 'Lists of the PSA open in the full page, not inside the ticket screen.')
}
