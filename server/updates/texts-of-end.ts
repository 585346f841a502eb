import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import type { UpdateContext } from '../../shared/contracts/updates.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { closingWords, waitingBrief } from './end-queries.ts'

/**
 * What a text of an end is written from: what the closing says, or the brief that was handed on. `client_draft`: what the
 * client was to read, written before it was closed.
 */
export type EndOfCase = { closing: ClosingDraft | null; client_draft: string | null; brief: Brief | null }
const none: EndOfCase = { closing: null, client_draft: null, brief: null }

/** Throws where the case has no end of this kind. */
export async function endOfCase(
  sql: TransactionSql,
  sessionId: string,
  context: UpdateContext,
): Promise<EndOfCase> {
  if (context === 'status') return none
  if (context === 'resolution') {
    const closing = await closingWords(sql, sessionId)
    if (!closing) throw notThere('Close the case first.')
    return { ...none, closing: closing.words, client_draft: closing.client_draft }
  }
  const brief = await waitingBrief(sql, sessionId)
  if (!brief) throw notThere('Escalate the case first.')
  return { ...none, brief }
}

const notThere = (sentence: string) => new Problem('invalid', sentence, { fields: { context: sentence } })
