import type * as v from 'valibot'
import type { Fact, factPromotion } from '../../shared/contracts/facts.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { withoutEnd } from '../language/without-end.ts'
import { writeFact } from './add-fact.ts'
import { lengths, storable } from './caps.ts'
import { workable } from './load-session.ts'
import { findQuestion } from './question-queries.ts'
import { listTasks } from './task-queries.ts'

/** Makes a fact of own words, of a step's result, or of an answer. */
export function promoteFact(
  ctx: Ctx,
  sessionId: string,
  input: v.InferOutput<typeof factPromotion>,
): Promise<Fact> {
  return tx(ctx, async (sql) => {
    await workable(ctx, sql, sessionId, 'add_fact')
    const fact =
      'proposed_text' in input
        ? {
            text: input.proposed_text,
            known: 'told' as const,
            source_kind: 'engineer' as const,
            source_ref: null,
          }
        : await synthesise(sql, sessionId, input.source_ref)
    if (!fact) throw new Problem('nothing_to_promote')
    return writeFact(ctx, sql, sessionId, { ...fact, status: 'confirmed' })
  })
}

async function synthesise(sql: TransactionSql, sessionId: string, sourceRef: string) {
  const task = (await listTasks(sql, sessionId)).find(({ id }) => id === sourceRef)
  if (task?.result)
    return {
      text: resultFact({ text: task.text, result: task.result }),
      known: task.known ?? ('told' as const),
      source_kind: 'diagnostic_check' as const,
      source_ref: sourceRef,
    }
  const question = await findQuestion(sql, sessionId, sourceRef)
  if (question?.answer) {
    const text = storable(`${question.text} ${question.answer}`, lengths.fact) ?? question.answer
    return { text, known: 'told' as const, source_kind: 'question' as const, source_ref: sourceRef }
  }
  return undefined
}

/** "Checked the mail trace: delivered at 09:12" */
export function resultFact({ text, result }: { text: string; result: string }): string {
  return storable(`${withoutEnd(text, '.:')}: ${result}`, lengths.fact) ?? result
}
