import { ChartNoAxesColumn } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import type { EscalationMetrics } from '../../shared/contracts/analytics.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { mayWork, usePod, useQuery } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { createMetricsModel, type MetricsModel } from './metrics-model.ts'
import { metricsQuery, shownPeriods } from './metrics-query.ts'
import { type Figure, figuresOf, isEmpty, periodWords, postCounts, spellSeconds } from './metrics-words.ts'
import { TimesPlot, TimesTable } from './TimesPlot.tsx'

/** How cases are handed over, in numbers that say what they do not claim. */
export function MetricsPage() {
  const pod = usePod()
  const [{ period = '30d' }, ask] = useQuery(metricsQuery)
  const model = useMemo(() => createMetricsModel(pod, period), [pod, period])
  useEffect(() => model.watch(), [model])
  const isForEngineers = mayWork(pod.me.value)
  return (
    <>
      <TopRow title="Metrics" meta="Of the boards that are open to you" />
      <OfflineBand />
      {isForEngineers && (
        <div class="flex-none px-3 py-2 wide:px-5 b-b b-b-solid b-line">
          <Segment
            label="Over which days"
            class="max-w-320px"
            value={period}
            options={shownPeriods.map((value) => ({ value, label: periodWords[value] }))}
            onChange={(next) => ask({ period: next === '30d' ? undefined : next })}
          />
        </div>
      )}
      <div class="flex-1 min-h-0 overflow-y-auto">
        {isForEngineers ? <Numbers model={model} /> : <NotForReaders />}
      </div>
    </>
  )
}

function Numbers({ model }: { model: MetricsModel }) {
  const metrics = model.metrics.value
  const problem = model.problem.value
  return (
    <>
      {problem && (
        <div role="alert" class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line">
          <span class="text-red">{problem.message}</span>
          <Button onPress={model.load}>Try again</Button>
        </div>
      )}
      {metrics === null ? (
        !problem && <Reading />
      ) : isEmpty(metrics) ? (
        <None metrics={metrics} />
      ) : (
        <Shown metrics={metrics} />
      )}
    </>
  )
}

function Shown({ metrics }: { metrics: EscalationMetrics }) {
  const posts = postCounts(metrics)
  return (
    <>
      <Times metrics={metrics} />
      <dl class="grid wide:grid-cols-2">
        {figuresOf(metrics).map((figure) => (
          <OneFigure key={figure.name} figure={figure} />
        ))}
      </dl>
      {posts.length > 0 && (
        <section aria-label="Posts" class="px-3 wide:px-5 py-3 grid gap-1 b-b b-b-solid b-line">
          <h2 class="micro">Posts</h2>
          <p>{posts.join(' · ')}</p>
          <p class="meta">As they stand now, of those asked for in these days, in cases and without one.</p>
        </section>
      )}
    </>
  )
}

function Times({ metrics }: { metrics: EscalationMetrics }) {
  const { n_handoffs_created: made, n_handoffs_claimed: claimed, n_handoffs_with_action: acted } = metrics
  return (
    <section aria-label="Claim to first step" class="px-3 wide:px-5 py-4 grid gap-3 b-b b-b-solid b-line">
      <div class="grid gap-1">
        <h2 class="micro">Claim to first step</h2>
        <p class="flex flex-wrap items-baseline gap-x-2">
          <span class="text-title font-600">{spellSeconds(metrics.median_seconds)}</span>
          <span class="text-muted">
            median, {spellSeconds(metrics.avg_seconds)} on average, p95 {spellSeconds(metrics.p95_seconds)}
          </span>
        </p>
        <p>
          {made} escalated, {claimed} picked up, {acted} with a step after it
        </p>
      </div>
      {acted > 0 && (
        <div class="grid wide:grid-cols-[55fr_45fr] gap-4 items-start">
          <div>
            <TimesPlot metrics={metrics} />
            <p class="meta text-right">minutes from the claim to the first step; blue holds the median</p>
          </div>
          <TimesTable metrics={metrics} />
        </div>
      )}
      <Definition metrics={metrics} />
    </section>
  )
}

function Definition({ metrics }: { metrics: EscalationMetrics }) {
  return <p class="meta max-w-720px">{metrics.metric_definition}</p>
}

function OneFigure({ figure: { name, value, of, aim, limits } }: { figure: Figure }) {
  return (
    <div class="px-3 wide:px-5 py-3 grid gap-1 content-start b-b b-b-solid b-line">
      <dt class="micro">{name}</dt>
      <dd class="flex flex-wrap items-baseline gap-x-2">
        <span class="text-title font-600">{value}</span>
        <span>{of}</span>
        {aim && <span class="text-muted">{aim}</span>}
      </dd>
      <dd class="meta">{limits}</dd>
    </div>
  )
}

function None({ metrics }: { metrics: EscalationMetrics }) {
  return (
    <div class="p-3 wide:p-5 grid gap-3" role="status">
      <div class="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-1">
        <Icon of={ChartNoAxesColumn} class="text-muted mt-2px" />
        <h2 class="text-title font-600">Nothing to count in these {periodWords[metrics.period]}</h2>
        <p class="col-start-2 text-muted">
          Numbers come once a case is escalated, worked for more than ten minutes, or posted from.
        </p>
      </div>
      <Definition metrics={metrics} />
    </div>
  )
}

function NotForReaders() {
  return (
    <p class="p-3 wide:p-5 flex gap-2 text-muted">
      <Icon of={ChartNoAxesColumn} class="mt-1px" />
      Metrics are for engineers; your role reads cases.
    </p>
  )
}

function Reading() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading the metrics">
      {['32%', '72%', '56%', '42%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
