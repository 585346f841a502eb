import { v7 as newId } from 'uuid'
import type { AccountAiPolicy, AiPolicy, ClientPolicyOrder } from '../../shared/contracts/ai-policy.ts'
import { Problem } from '../../shared/problems.ts'
import { findPreferences, mergePreferences } from '../accounts/preference-queries.ts'
import { record } from '../audit/record.ts'
import { type Ctx, hasRight, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import {
  countOtherRules,
  listClientPolicies,
  listKnownClients,
  removeClientPolicy,
  setClientPolicy,
} from './queries.ts'
import { usualOf } from './standing-policy.ts'

const mostClientRules = 1_000

export function readPolicies(ctx: Ctx): Promise<AccountAiPolicy> {
  may(ctx, 'read')
  return tx(ctx, (sql) => policies(ctx, sql))
}

/** For clients that none is set for. */
export function setUsualPolicy(ctx: Ctx, usual: AiPolicy): Promise<AccountAiPolicy> {
  return changed(ctx, { usual }, async (sql) => {
    await mergePreferences(sql, { ai_policy: usual })
  })
}

export function setPolicyOfClient(ctx: Ctx, order: ClientPolicyOrder): Promise<AccountAiPolicy> {
  return changed(ctx, order, async (sql) => {
    if ((await countOtherRules(sql, order.client_name)) >= mostClientRules)
      throw new Problem('too_many_client_rules')
    await setClientPolicy(sql, { account_id: ctx.account_id, id: newId(), set_by: ctx.user.id }, order)
  })
}

/** The usual holds for this client from now on. */
export function removePolicyOfClient(ctx: Ctx, id: string): Promise<AccountAiPolicy> {
  return changed(ctx, { removed: id }, async (sql) => {
    if (!(await removeClientPolicy(sql, id))) throw new Problem('not_found')
  })
}

function changed(
  ctx: Ctx,
  detail: Record<string, unknown>,
  change: (sql: TransactionSql) => Promise<void>,
): Promise<AccountAiPolicy> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    await change(sql)
    await publish(sql, ctx.account_id, 'preferences.changed', { user_id: null })
    await record(sql, ctx, {
      action: 'account.ai_policy_changed',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'done',
      detail,
    })
    return policies(ctx, sql)
  })
}

/** Who sets none has no choice of clients: their names stand on boards that may be closed to this person. */
async function policies(ctx: Ctx, sql: TransactionSql): Promise<AccountAiPolicy> {
  const [preferences, clients, known_clients] = await Promise.all([
    findPreferences(sql),
    listClientPolicies(sql),
    hasRight(ctx, 'administer') ? listKnownClients(sql) : [],
  ])
  const { ai_policy = null } = (preferences ?? {}) as { ai_policy?: string | null }
  return { usual: usualOf(ai_policy), clients, known_clients }
}
