import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import type { UpdateContext } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { closingWords, waitingBrief } from './end-queries.ts'

/** What a text of an end is written from: what the closing says, or the brief that was handed on. */
export type EndOfCase = { closing: ClosingDraft | null; brief: Brief | null }

/** Throws where the case has no end of this kind. */
export async function endOfCase(
  sql: TransactionSql,
  sessionId: string,
  context: UpdateContext,
): Promise<EndOfCase> {
  if (context === 'status') return { closing: null, brief: null }
  if (context === 'resolution') {
    const closing = await closingWords(sql, sessionId)
    if (!closing) throw notThere('Close the case first.')
    return { closing, brief: null }
  }
  const brief = await waitingBrief(sql, sessionId)
  if (!brief) throw notThere('Escalate the case first.')
  return { closing: null, brief }
}

const notThere = (sentence: string) => new Problem('invalid', sentence, { fields: { context: sentence } })
