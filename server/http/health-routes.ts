import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { migrationsFolder, readMigrations } from '../db/migrate.ts'
import { migrationsApplied } from './queries.ts'
import { describe, routes } from './routes.ts'

const databaseLimitMs = 2_000

const health = v.object({ status: v.string() })

/** `/healthz`: the process lives. `/readyz`: it may be sent requests. */
export const healthRoutes = routes()
  .get('/healthz', describe({ summary: 'The process lives.', answers: { 200: health }, open: true }), (c) =>
    c.json({ status: 'ok' }),
  )
  .get(
    '/readyz',
    describe({
      summary: 'The process can serve: database there, migrations applied, not draining.',
      answers: { 200: health, 503: health },
      open: true,
    }),
    async (c) => {
      const { draining, db } = c.get('world')
      if (draining.aborted) return c.json({ status: 'draining' }, 503)
      const applied = await Promise.race([
        migrationsApplied(db.system).catch(() => -1),
        sleep(databaseLimitMs, -1, { ref: false }),
      ])
      if (applied < 0) return c.json({ status: 'database away' }, 503)
      if (applied < (await expectedMigrations())) return c.json({ status: 'migrations missing' }, 503)
      return c.json({ status: 'ready' })
    },
  )

let expected: Promise<number> | undefined
function expectedMigrations(): Promise<number> {
  expected ??= readMigrations(migrationsFolder()).then((files) => files.length)
  return expected
}
