import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { readConfig } from '../../server/config.ts'
import { createWorld } from '../../server/create-world.ts'
import { connectDatabase } from '../../server/db/connect.ts'
import { eventChannel } from '../../server/db/event-notices.ts'
import { listen } from '../../server/db/listen.ts'
import type { World } from '../../server/world.ts'
import { type ChaosServer, startChaosServer } from '../chaos/server.ts'
import { type FaultPsa, startFaultPsa } from './fault-psa.ts'
import { type Random, seeded } from './random.ts'
import { makeTickets } from './seed.ts'

export type Ground = {
  random: Random
  psa: FaultPsa
  database: ChaosServer
  /** Our own view of the same database: seeds, judges, heals. */
  world: World
  settings: Record<string, string>
  stop(): Promise<void>
}

/** Short, so that thousands of posts settle within minutes. */
export const leaseS = 2

/** The machine's patience, and how far the PSA tries it. */
export type Lateness = { settle_s: number; latest_commit_ms: number }

/** A PostgreSQL that may be crashed, the PSA, and the settings of every server. */
export async function layGround(seed: number, { settle_s, latest_commit_ms }: Lateness): Promise<Ground> {
  const random = seeded(seed)
  const psa = await startFaultPsa(seeded(seed + 1), makeTickets(), latest_commit_ms)
  const database = await startChaosServer()
  const settings = {
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
    ALLOW_LOOPBACK_PSA: 'true',
    POST_SETTLE_SECONDS: String(settle_s),
    POST_LEASE_SECONDS: String(leaseS),
    POST_UNDO_SECONDS: '1',
    POST_AUDIT_SECONDS: '600',
    POSTS_PER_MINUTE: '100000',
    CASES_PER_HOUR: '100000',
    READS_PER_MINUTE: '1000000',
    LOG_LEVEL: 'info',
  }
  const log = pino({ level: 'silent' })
  const db = await connectDatabase({ databaseUrl: database.url, dataDir: '', poolSize: 3, log })
  const draining = new AbortController()
  const world = await createWorld({ config: readConfig(settings), db, log, draining: draining.signal })
  const moments = psa.truth.moments
  await listen(db.listener, eventChannel, { onNotify: () => moments.emit('row_changed'), onListen: () => {} })
  return {
    random,
    psa,
    database,
    world,
    settings,
    stop: async () => {
      draining.abort()
      await world.hub.stop()
      await db.stop()
      await psa.stop()
      await database.stop()
    },
  }
}
