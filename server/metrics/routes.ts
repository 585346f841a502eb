import { describe, routes } from '../http/routes.ts'
import { metricsText } from './collect.ts'

const textFormat = 'text/plain; version=0.0.4; charset=utf-8'

/** For machines of the same network; it names no account, person or ticket. */
export const metricsRoutes = routes().get(
  '/metrics',
  describe({
    summary: 'What this process counts, for Prometheus.',
    answers: { 200: 'text/plain' },
    open: true,
  }),
  async (c) => c.body(await metricsText(c.get('world')), 200, { 'content-type': textFormat }),
)
