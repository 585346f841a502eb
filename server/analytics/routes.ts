import { escalationMetrics, escalationMetricsQuery } from '../../shared/contracts/analytics.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { measureEscalations } from './measure-escalations.ts'

export const analyticsRoutes = routes().get(
  '/escalations',
  describe({
    summary:
      'How cases are handed over, over `7d`, `30d` or `90d`: times from claim to first step, and what is beside them.',
    answers: { 200: escalationMetrics },
    problems: ['not_allowed', 'not_your_ticket', 'invalid'],
  }),
  valid('query', escalationMetricsQuery),
  async (c) => c.json(await measureEscalations(c.get('ctx'), c.req.valid('query').period)),
)
