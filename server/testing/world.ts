import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { createSimulator, type Simulator } from '../../simulator/app.ts'
import { readConfig } from '../config.ts'
import { createWorld } from '../create-world.ts'
import type { Database, Sql } from '../db/connect.ts'
import type { World } from '../world.ts'
import { createTestDatabase } from './database.ts'

export type TestWorld = World & {
  db: Database & { admin: Sql }
  simulator: Simulator
  /** Begins the drain, as SIGTERM does. */
  drain(): void
  stop(): Promise<void>
}

export type TestWorldInput = {
  /** Several worlds on one database are several server processes. Whoever gives it stops it. */
  database?: Database & { admin: Sql }
  simulator?: Simulator
  /** A Messages API in the same process; without it the offline model answers. */
  model?: typeof fetch
  /** Settings as in the environment. */
  settings?: Record<string, string>
  /** Between us and the simulator, for faults that it cannot make. */
  psaFetch?: typeof fetch
  /** What identity providers and name servers answer. */
  outside?: Partial<World['outside']>
}

const secretKeys = `test:${randomBytes(32).toString('base64')}`
const testSettings = {
  NODE_ENV: 'test',
  SECRET_KEYS: secretKeys,
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '3',
  POST_UNDO_SECONDS: '1',
  POST_AUDIT_SECONDS: '1',
}

/** A whole server without its port: real database, simulator and offline model in this process. */
export async function createTestWorld(input: TestWorldInput = {}): Promise<TestWorld> {
  const database = input.database ?? (await createTestDatabase())
  const simulator = input.simulator ?? createSimulator()
  const draining = new AbortController()
  const model = input.model ? { ANTHROPIC_API_KEY: 'test-key' } : {}
  const world = await createWorld({
    config: readConfig({ ...testSettings, ...model, ...input.settings }),
    db: database,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    draining: draining.signal,
    psaFetch: input.psaFetch ?? simulator.fetch,
    modelFetch: input.model,
    outside: input.outside,
  })
  return {
    ...world,
    db: database,
    simulator,
    drain: () => draining.abort(),
    stop: async () => {
      draining.abort()
      await world.hub.stop()
      await world.presence.stop()
      await world.background.settled()
      if (!input.simulator) simulator.close()
      if (!input.database) await database.stop()
    },
  }
}
