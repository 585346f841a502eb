import { movePods } from './connections/register-pod.ts'
import type { TransactionSql } from './db/connect.ts'
import { pruneCounts } from './db/counting-queries.ts'
import { pruneAccount } from './db/prune.ts'
import { allAccounts } from './db/system.ts'
import { pruneUnknownSignIns } from './db/system-providers.ts'
import { inAccount } from './db/tx.ts'
import { installFlows } from './flows/install.ts'
import type { Job } from './job-loop.ts'
import { deliverDue, deliveryWays } from './notifications/deliver.ts'
import { heartbeat } from './posts/worker/heartbeat.ts'
import { fireDue } from './reminders/fire-due.ts'
import { readSaidWords } from './sessions/search/read-said.ts'
import { sweepTurns } from './sessions/sweep-turns.ts'
import type { World } from './world.ts'

/** All recurring work of the product, but for the post worker: it sleeps until the next post is due. */
export const jobs: readonly Job[] = [
  { name: 'heartbeat', everyMs: 30_000, scope: 'process', run: heartbeat },
  { name: 'refresh signing keys', everyMs: 60_000, scope: 'process', run: (world) => world.keys.refresh() },
  {
    name: 'free cases of dead processes',
    everyMs: 10_000,
    scope: 'process',
    run: async (world) => void (await sweepTurns(world)),
  },
  {
    name: 'read what was said in cases',
    everyMs: 5_000,
    scope: 'cluster',
    run: async (world, signal) => void (await readSaidWords(world, signal)),
  },
  { name: 'install shipped flows', everyMs: 3_600_000, scope: 'cluster', run: forEachAccount(installFlows) },
  {
    name: 'move pods',
    everyMs: 3_600_000,
    scope: 'cluster',
    run: async (world, signal) => {
      for (const { account_id } of await allAccounts(world.db.system))
        if (!signal.aborted) await movePods(world, account_id)
    },
  },
  ...deliveryWays.map(
    (via): Job => ({
      name: `send notifications by ${via}`,
      everyMs: 3_000,
      scope: 'cluster',
      run: (world, signal) => deliverDue(world, via, signal),
    }),
  ),
  {
    name: 'remind of updates',
    everyMs: 2_000,
    // each process: one that dies in it must not keep the others from it for the length of a lease
    scope: 'process',
    run: async (world, signal) => void (await fireDue(world, signal)),
  },
  { name: 'prune', everyMs: 3_600_000, scope: 'cluster', run: prune },
]

async function prune(world: World, signal: AbortSignal): Promise<void> {
  await pruneCounts(world.db.system)
  await pruneUnknownSignIns(world.db.system)
  await forEachAccount(pruneAccount)(world, signal)
}

/** One account after the other, each in its own transaction. */
function forEachAccount(work: (sql: TransactionSql, accountId: string) => Promise<unknown>): Job['run'] {
  return async (world, signal) => {
    for (const { account_id } of await allAccounts(world.db.system)) {
      if (signal.aborted) return
      await inAccount(world.db, account_id, (sql) => work(sql, account_id))
    }
  }
}
