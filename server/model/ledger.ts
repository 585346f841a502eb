import { LRUCache } from 'lru-cache'
import { v7 as uuidv7 } from 'uuid'
import type * as v from 'valibot'
import { type AccountDb, inAccount } from '../db/tx.ts'
import type { ModelKind, ModelRequest } from './gateway.ts'
import { budgetUsedToday, insertLedgerRows, type LedgerRow } from './queries.ts'
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
  /** One row per attempt; handed to `take`, where there is one, instead of being written in a transaction of its own. */
  enter(
    request: ModelRequest<v.GenericSchema>,
    entry: LedgerEntry,
    take?: (row: LedgerRow) => void,
  ): Promise<void>
  /** Micro-dollars that the account's calls of this UTC day take from its budget. */
  usedToday(accountId: string): Promise<number>
}

export function createLedger(db: AccountDb): ModelLedger {
  return {
    enter: async ({ account_id, session_id, user_id, task }, { usage, ...rest }, take) => {
      const row = { id: uuidv7(), account_id, session_id, user_id, task, ...rest, ...usage }
      if (take) take(row)
      else await inAccount(db, account_id, (sql) => insertLedgerRows(sql, [row]))
    },
    usedToday: (accountId) => inAccount(db, accountId, budgetUsedToday),
  }
}

/** So long the day's sum is believed; what this process enters meanwhile is added to it. */
const believedMs = 5_000
const accountsRemembered = 1_000
const microsPerDollar = 1_000_000

export type Budget = {
  /** Holds `micros` while a call runs; null when the day's budget is spent or held by others. */
  hold(accountId: string, micros: number): Promise<(() => void) | null>
  /** A call has been entered at its price. */
  entered(accountId: string, micros: number): void
}

/** What an account may spend a day; 0 is no budget. A ledger that cannot be read stops nobody. */
export function createBudget(ledger: Pick<ModelLedger, 'usedToday'>, dollarsPerDay: number): Budget {
  const most = dollarsPerDay * microsPerDollar
  const looks = new LRUCache<string, Promise<{ micros: number }>>({
    max: accountsRemembered,
    ttl: believedMs,
  })
  const running = new Map<string, number>()
  const look = (accountId: string) => {
    const known = looks.get(accountId)
    if (known !== undefined) return known
    const spent = ledger.usedToday(accountId).then(
      (micros) => ({ micros }),
      () => ({ micros: Number.NEGATIVE_INFINITY }),
    )
    looks.set(accountId, spent)
    return spent
  }
  const hold = (accountId: string, micros: number) => {
    running.set(accountId, (running.get(accountId) ?? 0) + micros)
    return once(() => {
      const left = (running.get(accountId) ?? 0) - micros
      if (left > 0) running.set(accountId, left)
      else running.delete(accountId)
    })
  }
  return {
    hold: async (accountId, micros) => {
      if (most === 0) return () => {}
      const { micros: spent } = await look(accountId)
      return spent + (running.get(accountId) ?? 0) >= most ? null : hold(accountId, micros)
    },
    entered: (accountId, micros) => {
      looks.peek(accountId)?.then((spent) => {
        spent.micros += micros
      })
    },
  }
}

function once(act: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) act()
    isDone = true
  }
}
