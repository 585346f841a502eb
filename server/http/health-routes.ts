import { setTimeout as sleep } from 'node:timers/promises'
import * as v from 'valibot'
import { migrationsAhead } from '../db/migrations-ahead.ts'
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
      summary: 'The process can serve: database there, its migrations those of this version, not draining.',
      answers: { 200: health, 503: health },
      open: true,
    }),
    async (c) => {
      const { draining, db } = c.get('world')
      if (draining.aborted) return c.json({ status: 'draining' }, 503)
      const ahead = await Promise.race([
        migrationsAhead(db.system).catch(() => null),
        sleep(databaseLimitMs, null, { ref: false }),
      ])
      if (ahead === null) return c.json({ status: 'database away' }, 503)
      if (ahead < 0) return c.json({ status: 'migrations missing' }, 503)
      if (ahead > 0) return c.json({ status: 'database newer' }, 503)
      return c.json({ status: 'ready' })
    },
  )
