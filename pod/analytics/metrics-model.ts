import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { EscalationMetrics, Period } from '../../shared/contracts/analytics.ts'
import { bodyOf } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import { mayWork, type Pod } from '../pod.ts'

/** How cases were handed over within a period. */
export type MetricsModel = {
  /** Null until they were read. */
  metrics: ReadonlySignal<EscalationMetrics | null>
  /** Why they could not be read; what was read before stays. */
  problem: ReadonlySignal<ApiProblem | null>
  load(): Promise<void>
  watch(): () => void
}

const kinds = ['handoff.created', 'handoff.claimed', 'handoff.withdrawn'] as const
/** Numbers of weeks are no hurry. */
const settleMs = 10_000

export function createMetricsModel(
  { api, live, me }: Pick<Pod, 'api' | 'live' | 'me'>,
  period: Period,
): MetricsModel {
  const metrics = signal<EscalationMetrics | null>(null)
  const problem = signal<ApiProblem | null>(null)
  const load = oneAtATime(async () => {
    try {
      metrics.value = await bodyOf(api.client.analytics.flowpilot.escalations.$get({ query: { period } }))
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error)
    }
  })
  return {
    metrics,
    problem,
    load,
    watch: () => {
      if (!mayWork(me.peek())) return () => {}
      void load()
      const unfollow = live.follow(kinds, load, { settleMs })
      // the line stands again
      const unwait = effect(() => {
        if (live.state.value.status === 'live' && problem.peek()) void load()
      })
      return () => {
        unfollow()
        unwait()
      }
    },
  }
}
