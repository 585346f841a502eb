import type * as v from 'valibot'
import type { timeRequest } from '../../../shared/contracts/posts.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Ctx } from '../../ctx.ts'
import { type FoundLeak, leaksOf } from '../../redact/leaks.ts'
import { replaceFound } from '../../redact/redact.ts'

type Texts = Pick<v.InferOutput<typeof timeRequest>, 'notes' | 'internal_notes'>
export type AcceptedLeak = Pick<FoundLeak, 'kind' | 'what' | 'start' | 'end'> & { field: keyof Texts }

/**
 * Both texts of hours as they may go. The notes may stand on an invoice, so a secret in them stops the click as in a note
 * to the client; in the internal notes it is named instead of told. What the person accepted stays.
 */
export async function lookedThrough(ctx: Ctx, { notes, internal_notes }: Texts, accepted: readonly string[]) {
  const isAccepted = ({ id }: FoundLeak) => accepted.includes(id)
  const invoiced = await leaksOf(ctx, notes)
  const open = invoiced.filter((leak) => !isAccepted(leak))
  if (open.length > 0)
    throw new Problem('leaks_open', undefined, {
      extra: { leaks: open.map((leak) => ({ ...leak, field: 'notes' })) },
    })
  const internal = await leaksOf(ctx, internal_notes)
  const named = internal.filter((leak) => !isAccepted(leak))
  const kept = (field: keyof Texts, leaks: FoundLeak[]): AcceptedLeak[] =>
    leaks.filter(isAccepted).map(({ kind, what, start, end }) => ({ field, kind, what, start, end }))
  return {
    texts: {
      notes,
      internal_notes: replaceFound(
        internal_notes,
        named.map(({ start, end, what }) => ({ start, end, kind: what })),
      ),
    },
    accepted_leaks: [...kept('notes', invoiced), ...kept('internal_notes', internal)],
  }
}
