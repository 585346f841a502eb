import type { Context } from 'hono'
import { Problem } from '../../shared/problems.ts'
import { isDirectFromHere } from '../http/client-address.ts'
import { answerProblem, onError } from '../http/errors.ts'
import { requestLog } from '../http/request-log.ts'
import { type AppEnv, describe, routes } from '../http/routes.ts'
import type { World } from '../world.ts'
import { metricsText } from './collect.ts'

const textFormat = 'text/plain; version=0.0.4; charset=utf-8'

const description = describe({
  summary:
    'What this process counts, for Prometheus: on METRICS_PORT, or without one for callers of this machine.',
  answers: { 200: 'text/plain' },
  problems: ['not_found'],
  open: true,
})

/** On the port of everybody: it names no account, person or ticket, and still is nobody's business. */
export const metricsRoutes = routes().get('/metrics', description, async (c) => {
  const isOurs = c.get('world').config.METRICS_PORT === undefined && isDirectFromHere(c)
  if (!isOurs) throw new Problem('not_found')
  return answer(c)
})

/** On a port of its own, for machines of the same network. */
export function createMetricsApp(world: World) {
  const app = routes().use(requestLog(world)).get('/metrics', answer)
  app.onError(onError)
  app.notFound((c) => answerProblem(c, new Problem('not_found')))
  return app
}

async function answer(c: Context<AppEnv>) {
  const headers = {
    'content-type': textFormat,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  }
  return c.body(await metricsText(c.get('world')), 200, headers)
}
