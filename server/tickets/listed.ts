import { Problem } from '../../shared/problems.ts'
import type { Offered } from '../connections/kept-lists.ts'
import type { Ctx } from '../ctx.ts'

export type Listed<T> = { items: T[]; next_cursor: null; remark: string | null }

/** A right that is lacking in the PSA makes an empty list with a word; every other trouble stays one. */
export const listed = <T>(work: Promise<T[]>): Promise<Listed<T>> =>
  work.then(
    (items) => ({ items, next_cursor: null, remark: null }),
    (error: unknown) => ({ items: [], next_cursor: null, remark: refusalIn(error) }),
  )

/** The same of what can be chosen from, which is known as well while the PSA is away. */
export const offered = <T>(work: Promise<Offered<T>>): Promise<Listed<T> & Pick<Offered<T>, 'as_of'>> =>
  work.then(
    (found) => ({ ...found, next_cursor: null, remark: null }),
    (error: unknown) => ({ items: [], as_of: null, next_cursor: null, remark: refusalIn(error) }),
  )

function refusalIn(error: unknown): string {
  if (error instanceof Problem && error.code === 'psa_refused') return error.message
  throw error
}

/** A pod's member was checked for one ticket; lists show what the account's API member sees. */
export function notInPod(ctx: Ctx): void {
  if (ctx.surface === 'pod')
    throw new Problem('not_allowed', 'Lists of the PSA open in the full page, not inside the ticket screen.')
}
