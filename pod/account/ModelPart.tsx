import { useSignal } from '@preact/signals'
import { TriangleAlert } from 'lucide-preact'
import { useEffect } from 'preact/hooks'
import type { ModelStatus } from '../../shared/contracts/model.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { usePod } from '../pod.ts'
import { Notice } from '../ui/Notice.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { cacheWords, callsAndDollars, modelSentence, stateSentence } from './model-words.ts'

/** For admins: who answers, what is wrong with it, what it costs. */
export function ModelPart() {
  const { api, me, loadMe } = usePod()
  const status = useSignal<ModelStatus | null>(null)
  const trouble = useSignal<string | null>(null)
  useEffect(() => {
    bodyOf(api.client.accounts.me.model.$get())
      .then((found) => {
        status.value = found
        // The band of the other screens is as old as `me`.
        if (found.problem?.code !== me.peek()?.model.problem?.code) return loadMe()
      })
      .catch((error: unknown) => {
        trouble.value = asProblem(error).message
      })
  }, [api, me, loadMe, status, trouble])
  if (trouble.value)
    return (
      <p role="alert" class="text-red">
        {trouble.value}
      </p>
    )
  if (status.value === null) return <Skeleton width="60%" />
  return <ModelFigures status={status.value} />
}

function ModelFigures({ status }: { status: ModelStatus }) {
  const { problem, budget_dollars, today, month, unpriced_calls, cache_read_share } = status
  const state = stateSentence(status)
  return (
    <>
      {problem && (
        <Notice
          card
          icon={TriangleAlert}
          tone="red"
          role="status"
          title={<strong class="font-600">{problem.message}</strong>}
          next={
            <>
              Since <Time at={problem.since} />.
            </>
          }
        />
      )}
      <p class="text-muted max-w-560px">
        {modelSentence(status)}
        {state && ` ${state}`}
      </p>
      {status.kind !== 'offline' && (
        <>
          <dl class="kv">
            <dt class="text-muted">Today</dt>
            <dd>{callsAndDollars(today, budget_dollars)}</dd>
            <dt class="text-muted">Month</dt>
            <dd>{callsAndDollars(month, null)}</dd>
            <dt class="text-muted">Cache</dt>
            <dd>{cacheWords(cache_read_share)}</dd>
          </dl>
          {unpriced_calls > 0 && (
            <p class="meta">
              The price of {unpriced_calls} of this month's calls is not known; they are missing in the sums
              and count against the budget as the dearest model would.
            </p>
          )}
        </>
      )}
    </>
  )
}
