import { randomBytes } from 'node:crypto'
import pino from 'pino'
import { connectDatabase } from '../server/db/connect.ts'
import { withDatabase } from '../server/db/connection-options.ts'
import { openAsOwner } from '../server/testing/database.ts'
import { people } from '../server/testing/people.ts'
import { inServer, startTestServer } from '../server/testing/test-server.ts'
import { createTestWorld } from '../server/testing/world.ts'
import type { Ground } from './injection.ts'
import { createObedientModel } from './obedient-model.ts'

/** What the ground of the attacks is made of: a case with a second update at once, and many turns of one person. */
export const settings = { TURNS_PER_HOUR: '10000' }

/** The ground outside of a test run, on a PostgreSQL of its own. */
export async function withGround<T>(work: (ground: Ground) => Promise<T>): Promise<T> {
  const server = await startTestServer()
  const name = `flowpilot_eval_${randomBytes(6).toString('hex')}`
  await inServer(server.url, (sql) => sql.unsafe(`create database ${name} template ${server.template}`))
  const url = withDatabase(server.url, name)
  const log = pino({ level: 'silent' })
  const opened = await connectDatabase({ databaseUrl: url, dataDir: '', poolSize: 4, log })
  const database = { ...opened, admin: openAsOwner(url) }
  const model = createObedientModel()
  const world = await createTestWorld({ database, model: model.fetch, settings })
  try {
    return await work({ world, who: await people(world), model })
  } finally {
    await world.stop()
    world.simulator.close()
    await Promise.all([opened.stop(), database.admin.end({ timeout: 5 })])
    await server.stop()
  }
}
