import { inAccount } from '../db/tx.ts'
import type { TestWorld } from './world.ts'

const longestWaitMs = 5_000
const lookEveryMs = 10
const gate = 7_246_100

type Work = Parameters<typeof inAccount<unknown>>[2]

/**
 * `first` in a transaction of the account, `second` begun while that is open, and the commit once `second` waits for it
 * or is done.
 */
export async function whileOpen<T>(
  { db }: Pick<TestWorld, 'db'>,
  accountId: string,
  first: Work,
  second: () => Promise<T>,
): Promise<T> {
  let begun: Promise<T> | undefined
  await inAccount(db, accountId, async (sql) => {
    await first(sql)
    const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
    begun = second()
    await settledOr(begun, () => isWaitedFor(db, own?.pid ?? 0))
  })
  return begun as Promise<T>
}

/**
 * Holds `first` in the middle of its transaction, where it writes to `table`; begins `second`, and lets `first` go on
 * once `second` waits for it or is done.
 */
export async function whileHeld<A, B>(
  { db }: Pick<TestWorld, 'db'>,
  at: { table: string; when: 'insert' | 'update' },
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<[A, B]> {
  const { admin } = db
  await admin.unsafe(`
    create or replace function held_in_test() returns trigger language plpgsql as $$
      begin perform pg_advisory_xact_lock(${gate}); return null; end $$;
    create trigger held_in_test after ${at.when} on ${at.table} for each statement execute function held_in_test()`)
  try {
    let both: [Promise<A>, Promise<B>] | undefined
    await admin.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(${gate})`
      const [own] = await sql<{ pid: number }[]>`select pg_backend_pid() as pid`
      const held = first()
      await settledOr(held, () => isWaitedFor(db, own?.pid ?? 0))
      const [holder] = await sql<{ pid: number }[]>`
        select pid from pg_stat_activity where ${own?.pid ?? 0} = any (pg_blocking_pids(pid)) limit 1`
      const then = second()
      both = [held, then]
      await settledOr(then, () => isWaitedFor(db, holder?.pid ?? 0))
    })
    return (await Promise.all(both ?? [])) as [A, B]
  } finally {
    await admin.unsafe(`drop trigger held_in_test on ${at.table}`)
  }
}

async function isWaitedFor({ admin }: TestWorld['db'], pid: number): Promise<boolean> {
  const waiting = await admin`select from pg_stat_activity where ${pid} = any (pg_blocking_pids(pid))`
  return waiting.count > 0
}

async function settledOr(work: Promise<unknown>, isSo: () => Promise<boolean>): Promise<void> {
  let isSettled = false
  const end = () => {
    isSettled = true
  }
  work.then(end, end)
  const until = Date.now() + longestWaitMs
  while (!isSettled && !(await isSo())) {
    if (Date.now() > until) throw new Error('neither done nor waiting')
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
  }
}
