import type * as v from 'valibot'
import type { Fact, factChange } from '../../shared/contracts/facts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findFact, updateFact } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { factView } from './session-detail.ts'
import { touchSession } from './timeline.ts'

/** Words and status of a fact. What follows from an answer is corrected there, not here; who may know it is said here. */
export function changeFact(
  ctx: Ctx,
  sessionId: string,
  factId: string,
  { revision, text, status, known, label }: v.InferOutput<typeof factChange>,
): Promise<Fact> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const fact = await findFact(sql, sessionId, factId)
    if (!fact) throw new Problem('not_found')
    const isReworded = text !== undefined || status !== undefined || known !== undefined
    if (!fact.editable && isReworded) throw new Problem('fact_from_answer')
    if (fact.revision !== revision)
      throw new Problem('revision_stale', undefined, { extra: { current: factView(fact) } })
    const fields = {
      ...(text === undefined ? {} : { text }),
      ...(status === undefined ? {} : { status }),
      ...(known === undefined ? {} : { known }),
      ...(label === undefined ? {} : { label, label_by: 'person' as const }),
      // a label alone leaves the words to whoever they are of
      ...(isReworded ? { touched_by: ctx.user.id } : {}),
    }
    if (Object.keys(fields).length === 0) return factView(fact)
    await updateFact(sql, factId, fields)
    await touchSession(sql, sessionId)
    const after = await findFact(sql, sessionId, factId)
    if (!after) throw new Problem('conflict')
    return factView(after)
  })
}
