import { openAPIRouteHandler } from 'hono-openapi'
import { Problem } from '../shared/problems.ts'
import { accountRoutes } from './accounts/routes.ts'
import { aiPolicyRoutes } from './ai-policy/routes.ts'
import { analyticsRoutes } from './analytics/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { closingRoutes } from './closings/routes.ts'
import { podRoutes } from './connections/pod-routes.ts'
import { connectionRoutes } from './connections/routes.ts'
import { setupRoutes } from './connections/setup-routes.ts'
import { dayRoutes } from './days/routes.ts'
import { draftRoutes } from './drafts/routes.ts'
import { eventRoutes } from './events/routes.ts'
import { flowRoutes } from './flows/routes.ts'
import { handoffRoutes } from './handoffs/routes.ts'
import { limitBody } from './http/body-limits.ts'
import { countReads } from './http/count-reads.ts'
import { answerProblem, onError } from './http/errors.ts'
import { bearerCors, secureHeaders, tellBuild } from './http/headers.ts'
import { healthRoutes } from './http/health-routes.ts'
import { keepOrigin } from './http/origin.ts'
import { pageRoutes } from './http/page-routes.ts'
import { requestLog } from './http/request-log.ts'
import { describe, routes } from './http/routes.ts'
import { signIn } from './http/sign-in.ts'
import { imageRoutes } from './images/routes.ts'
import { measureRequests } from './metrics/measure.ts'
import { metricsOf } from './metrics/metrics.ts'
import { metricsRoutes } from './metrics/routes.ts'
import { modelRoutes } from './model/routes.ts'
import { channelRoutes } from './notifications/channel-routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { memberRoutes } from './people/member-routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { postRoutes } from './posts/routes.ts'
import { presenceRoutes } from './presence/routes.ts'
import { reminderRoutes } from './reminders/routes.ts'
import { sessionRoutes } from './sessions/routes.ts'
import { oauthRoutes } from './sign-in/oauth-routes.ts'
import { oidcRoutes } from './sign-in/oidc-routes.ts'
import { ownRoutes } from './sign-in/own-routes.ts'
import { signInRulesRoutes } from './sign-in/rules-routes.ts'
import { secondStepRoutes } from './sign-in/second-step-routes.ts'
import { jwksRoutes, signInRoutes } from './sign-in/sign-in-routes.ts'
import { boardRoutes } from './tickets/board-routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { updateRoutes } from './updates/routes.ts'
import { templateRoutes } from './updates/template-routes.ts'
import type { World } from './world.ts'

/** Everything behind the sign-in: one line per noun. */
const signedInRoutes = routes()
  .use(bearerCors)
  .use(tellBuild)
  .use(signIn)
  .use(countReads)
  .route('/', accountRoutes)
  .route('/', aiPolicyRoutes)
  .route('/', ownRoutes)
  .route('/', signInRulesRoutes)
  .route('/', peopleRoutes)
  .route('/', memberRoutes)
  .route('/', eventRoutes)
  .route('/', draftRoutes)
  .route('/', auditRoutes)
  .route('/', connectionRoutes)
  .route('/', setupRoutes)
  .route('/', podRoutes)
  .route('/', boardRoutes)
  .route('/', ticketRoutes)
  // before the routes of a case: its queue stands where a case's id would
  .route('/ai-sessions', handoffRoutes)
  .route('/ai-sessions', sessionRoutes)
  .route('/ai-sessions', imageRoutes)
  .route('/ai-sessions', updateRoutes)
  .route('/', templateRoutes)
  .route('/ai-sessions', presenceRoutes)
  .route('/ai-sessions', reminderRoutes)
  .route('/ai-sessions', closingRoutes)
  .route('/posts', postRoutes)
  .route('/', dayRoutes)
  .route('/', flowRoutes)
  .route('/', modelRoutes)
  .route('/', notificationRoutes)
  .route('/', channelRoutes)
  .route('/analytics/flowpilot', analyticsRoutes)

export function createApp(world: World) {
  const app = routes()
    .use(requestLog(world))
    .use(measureRequests(metricsOf(world)))
    .use(secureHeaders)
    .use(keepOrigin)
    .use(limitBody)
    .route('/', healthRoutes)
    .route('/', metricsRoutes)
    .route('/', jwksRoutes)
    .route('/', pageRoutes)
    .route('/oauth', oauthRoutes)
    .route('/oauth/oidc', oidcRoutes)
    .route('/api/v1/auth', secondStepRoutes)
    .route('/api/v1/auth', signInRoutes)
    .route('/api/v1', signedInRoutes)
  app.onError(onError)
  app.notFound((c) => answerProblem(c, new Problem('not_found')))
  return app.get(
    '/openapi.json',
    describe({ summary: 'This document.', answers: { 200: 'application/json' }, open: true }),
    openAPIRouteHandler(app, { documentation, excludeStaticFile: false }),
  )
}
export type App = ReturnType<typeof createApp>

const documentation = {
  info: {
    title: 'FlowPilot',
    version: '1',
    description:
      'JSON, snake_case, UTC ISO times, UUID ids. Every error: {code, message, request_id, fields?}. Lists: {items, next_cursor}.',
  },
  components: {
    securitySchemes: { bearer: { type: 'http' as const, scheme: 'bearer', bearerFormat: 'JWT' } },
  },
}
