import { LRUCache } from 'lru-cache'
import type { Sql } from 'postgres'
import { v7 as uuidv7 } from 'uuid'
import type * as v from 'valibot'
import { inAccount } from '../db/tx.ts'
import type { ModelKind, ModelRequest } from './gateway.ts'
import { budgetUsedToday, insertLedgerRow } from './queries.ts'
import type { CallReport } from './stream-call.ts'

export type LedgerEntry = CallReport & {
  kind: ModelKind
  model: string
  /** `answered` or the class of the failure. */
  outcome: string
  latency_ms: number
  prompt_hash: string
  /** Null: the price of the model is not known. */
  price_micros: number | null
  budget_micros: number
}

/** Where calls are entered and the day's budget is read; without a database it can be anything. */
export type ModelLedger = {
  /** One row per attempt: what it cost whom. */
  enter(request: ModelRequest<v.GenericSchema>, entry: LedgerEntry): Promise<void>
  /** Micro-dollars that the account's calls of this UTC day take from its budget. */
  usedToday(accountId: string): Promise<number>
}

export function createLedger(app: Sql): ModelLedger {
  return {
    enter: ({ account_id, session_id, user_id, task }, { usage, ...rest }) =>
      inAccount(app, account_id, (sql) =>
        insertLedgerRow(sql, { id: uuidv7(), account_id, session_id, user_id, task, ...rest, ...usage }),
      ),
    usedToday: (accountId) => inAccount(app, accountId, budgetUsedToday),
  }
}

/** The day's sum grows with every call; so long it is believed, and may be overdrawn. */
const believedMs = 5_000
const accountsRemembered = 1_000
const microsPerDollar = 1_000_000

/** Whether an account has spent `dollarsPerDay`; 0 is no budget. A ledger that cannot be read stops nobody. */
export function createBudget(
  ledger: ModelLedger,
  dollarsPerDay: number,
): (accountId: string) => Promise<boolean> {
  const looks = new LRUCache<string, Promise<boolean>>({ max: accountsRemembered, ttl: believedMs })
  return async (accountId) => {
    if (dollarsPerDay === 0) return false
    const known = looks.get(accountId)
    if (known) return known
    const spent = ledger.usedToday(accountId).then(
      (micros) => micros >= dollarsPerDay * microsPerDollar,
      () => false,
    )
    looks.set(accountId, spent)
    return spent
  }
}
