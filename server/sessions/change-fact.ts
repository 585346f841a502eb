import type * as v from 'valibot'
import type { Fact, factChange } from '../../shared/contracts/facts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import { findFact, updateFact } from './fact-queries.ts'
import { workable } from './load-session.ts'
import { factView } from './session-detail.ts'
import { touchSession } from './timeline.ts'

/** Words and status of a fact. What follows from an answer is corrected there, not here. */
export function changeFact(
  ctx: Ctx,
  sessionId: string,
  factId: string,
  { revision, text, status, known }: v.InferOutput<typeof factChange>,
): Promise<Fact> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId)
    const fact = await findFact(sql, sessionId, factId)
    if (!fact) throw new Problem('not_found')
    if (!fact.editable) throw new Problem('fact_from_answer')
    if (fact.revision !== revision)
      throw new Problem('revision_stale', undefined, { extra: { current: factView(fact) } })
    const fields = {
      ...(text === undefined ? {} : { text }),
      ...(status === undefined ? {} : { status }),
      ...(known === undefined ? {} : { known }),
    }
    if (Object.keys(fields).length === 0) return factView(fact)
    await updateFact(sql, factId, { ...fields, touched_by: ctx.user.id })
    await touchSession(sql, sessionId)
    const after = await findFact(sql, sessionId, factId)
    if (!after) throw new Problem('conflict')
    return factView(after)
  })
}
