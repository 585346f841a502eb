import type { ModelStatus } from '../../shared/contracts/model.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { spendingThisMonth } from './queries.ts'

const microsPerDollar = 1_000_000

/** Who answers, whether it works, and what it has cost this account. */
export async function readModelStatus(ctx: Ctx): Promise<ModelStatus> {
  may(ctx, 'administer')
  const { model, config } = ctx.world
  const spent = await tx(ctx, spendingThisMonth)
  const { prompt_tokens, cache_read_tokens } = spent
  return {
    ...model.label,
    ...model.state(),
    today: { calls: spent.calls_today, dollars: spent.micros_today / microsPerDollar },
    month: { calls: spent.calls_month, dollars: spent.micros_month / microsPerDollar },
    budget_dollars: config.MODEL_DOLLARS_PER_DAY || null,
    unpriced_calls: spent.unpriced_calls,
    cache_read_share: prompt_tokens === 0 ? null : cache_read_tokens / prompt_tokens,
  }
}
