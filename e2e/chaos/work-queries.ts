import { setTimeout as sleep } from 'node:timers/promises'
import type { TransactionSql } from 'postgres'
import { v7 as newId } from 'uuid'
import type { Sql } from '../../server/db/connection-options.ts'
import { type AccountDb, inAccount } from '../../server/db/tx.ts'
import { publish } from '../../server/events/publish.ts'
import type { Random } from '../faults/random.ts'

/** `tx` is one transaction; `said` the account that wrote the row, `account_id` the one whose transaction it was. */
export async function makeMarks(admin: Sql): Promise<void> {
  await admin`
    create table marks (
      account_id uuid not null default current_account(), said uuid not null,
      tx uuid not null, part int not null, parts int not null, primary key (tx, part))`
  await admin`call wall('marks')`
  await admin`grant select, insert on marks to flowpilot_app`
}

export type Deed = {
  account_id: string
  tx: string
  /** The number of its event, once that was answered. */
  seq: number
  /** Everything was written and only the commit was left to do. */
  finished: boolean
  /** Something it read was another account's. */
  strayed: boolean
}

/** Thrown to have a transaction rolled back. */
export class ChangedMind extends Error {}

const shortPauseMs = 4
/** Long enough for the pool to have replaced a connection that died meanwhile. */
const longPauseMs = 150

/** Several rows and an event in one transaction, in one of the ways in which people write them. */
export async function act(db: AccountDb, deed: Deed, random: Random): Promise<void> {
  const { account_id, tx } = deed
  const parts = 2 + random.below(4)
  const write = (sql: TransactionSql, part: number) =>
    sql`insert into marks (said, tx, part, parts) values (${account_id}, ${tx}, ${part}, ${parts})`
  const numbers = Array.from({ length: parts }, (_, index) => index + 1)

  const { newest_event } = await inAccount(db, account_id, async (sql) => {
    const way = random.below(5)
    if (way === 0) await Promise.all(numbers.map((part) => write(sql, part)))
    else if (way === 1) await sql.savepoint((inner) => inOrder(random, numbers, (part) => write(inner, part)))
    else
      await inOrder(
        random,
        numbers,
        (part) => write(sql, part),
        way === 4 ? longPauseMs : shortPauseMs,
        shortPauseMs,
      )

    const rows = await sql<{ account_id: string; said: string; mine: string }[]>`
      select account_id, said, current_account() as mine from marks where tx = ${tx}`
    deed.strayed = rows.some((row) => row.mine !== account_id || row.said !== account_id)
    if (way === 3 && random.below(4) === 0) throw new ChangedMind()
    await publish(sql, account_id, 'ticket.changed', { ticket_id: tx })
    deed.finished = true
    return sql
  })
  deed.seq = newest_event ?? 0
}

export const newDeed = (accountId: string): Deed => ({
  account_id: accountId,
  tx: newId(),
  seq: 0,
  finished: false,
  strayed: false,
})

/** Between two statements nothing is on its way that could tell of the death. */
async function inOrder(
  random: Random,
  numbers: number[],
  write: (part: number) => PromiseLike<unknown>,
  firstPauseMs = 0,
  pauseMs = 0,
): Promise<void> {
  for (const part of numbers) {
    await write(part)
    const longestMs = part === 1 ? firstPauseMs : pauseMs
    if (longestMs > 0) await sleep(random.below(longestMs))
  }
}
