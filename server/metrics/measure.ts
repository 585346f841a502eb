import type { MiddlewareHandler } from 'hono'
import { routePath } from 'hono/route'
import type { AppEnv } from '../http/routes.ts'
import type { ModelObserver } from '../model/call-model.ts'
import type { ModelGateway } from '../model/gateway.ts'
import type { World } from '../world.ts'
import type { Metrics } from './metrics.ts'

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1000

/** Route patterns, so that no id becomes a label. */
export const measureRequests =
  (metrics: Metrics): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const startedAt = performance.now()
    await next()
    const { method } = c.req
    metrics.requests({ method, route: routePath(c), status: c.res.status })
    metrics.requestSeconds({ method }, secondsSince(startedAt))
  }

export function measureModel(gateway: ModelGateway, metrics: Metrics): ModelGateway {
  return {
    ...gateway,
    ask: async (request, readers, signal) => {
      const answer = await gateway.ask(request, readers, signal)
      const { kind, state } = answer
      metrics.modelCalls({ task: request.task, kind, state })
      if (answer.state === 'answered')
        for (const [what, tokens] of Object.entries(answer.usage))
          metrics.modelTokens({ kind, what }, tokens ?? 0)
      return answer
    },
  }
}

export const observeModel = (metrics: Metrics): ModelObserver => ({
  attempt: ({ kind, outcome }) => metrics.modelAttempts({ kind, outcome }),
  problem: (problem) => {
    metrics.modelProblem.clear()
    metrics.modelProblem.set({ code: problem?.code ?? 'none' }, problem ? 1 : 0)
  },
})

export function measureBackground(background: World['background'], metrics: Metrics): World['background'] {
  return {
    settled: background.settled,
    run: (work, promise) => {
      const startedAt = performance.now()
      const note = () => metrics.workSeconds({ work }, secondsSince(startedAt))
      background.run(work, promise.finally(note))
    },
  }
}
