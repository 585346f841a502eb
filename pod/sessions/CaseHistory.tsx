import { Search } from 'lucide-preact'
import { useEffect, useMemo } from 'preact/hooks'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod, useQuery } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Day } from '../ui/filter/Day.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { plural } from '../ui/when.ts'
import { HistoryRow } from './HistoryRow.tsx'
import { createCaseHistory, type CaseHistory as Model } from './history-model.ts'
import { caseStates, type HistoryQuery, historyQuery } from './history-query.ts'

const stateLabels = { active: 'Active', paused: 'Paused', escalated: 'Escalated', resolved: 'Resolved' }
/** Whose cases; the first two are not of handing over. */
const whose = [
  { value: 'all', label: 'Everyone’s' },
  { value: 'true', label: 'Mine' },
  { value: 'escalated', label: 'I escalated this' },
  { value: 'picked_up', label: 'I picked this up' },
] as const

/** Every case of the account: found by words, narrowed by state, by whose it is and by the days it began. */
export function CaseHistory() {
  const pod = usePod()
  const model = useMemo(() => createCaseHistory(pod), [pod])
  const [query, ask] = useQuery(historyQuery)
  const { q, status, mine, by_me, from, to } = query
  useEffect(() => model.watch(), [model])
  useEffect(() => {
    const asked = { q, status, mine, by_me, from, to }
    model.ask(Object.fromEntries(Object.entries(asked).filter(([, value]) => value)))
  }, [model, q, status, mine, by_me, from, to])
  const isNarrowed = Boolean(q?.trim() || status || mine || by_me || from || to)
  return (
    <>
      <TopRow title="Case history" meta={<Count model={model} isSearch={Boolean(q?.trim())} />} />
      <OfflineBand />
      <Asked query={query} ask={ask} />
      <div class="flex-1 min-h-0 overflow-y-auto" aria-busy={model.busy.value === 'reading'}>
        <Problem model={model} />
        <Cases
          model={model}
          typed={q ?? ''}
          isNarrowed={isNarrowed}
          onClear={() =>
            ask({
              q: undefined,
              status: undefined,
              mine: undefined,
              by_me: undefined,
              from: undefined,
              to: undefined,
            })
          }
        />
      </div>
    </>
  )
}

function Count({ model, isSearch }: { model: Model; isSearch: boolean }) {
  const count = model.cases.value?.length ?? 0
  if (count === 0) return null
  return (
    <>
      {model.hasMore.value
        ? `the ${isSearch ? 'first' : 'newest'} ${count}`
        : plural(count, '1 case', `${count} cases`)}
    </>
  )
}

function Asked({ query, ask }: { query: HistoryQuery; ask: (change: HistoryQuery) => void }) {
  return (
    <div class="flex-none grid gap-2 px-3 py-2 wide:px-5 wide:py-3 b-b b-b-solid b-line">
      <div class="relative">
        <Icon of={Search} size={14} class="absolute left-10px top-8px text-muted" />
        <input
          type="search"
          aria-label="Search cases by names, facts and messages"
          placeholder="Names, ticket number, a fact, what was said"
          autocomplete="off"
          class="input pl-30px h-30px"
          maxLength={100}
          value={query.q ?? ''}
          onInput={(event) => ask({ q: event.currentTarget.value })}
        />
      </div>
      <div class="flex flex-wrap gap-2 justify-between items-end">
        <Segment
          label="Whose cases"
          class="flex-1 max-w-420px"
          value={query.by_me ?? query.mine ?? 'all'}
          options={whose}
          onChange={(next) =>
            ask({
              mine: next === 'true' ? next : undefined,
              by_me: next === 'escalated' || next === 'picked_up' ? next : undefined,
            })
          }
        />
        <Segment
          label="Which cases"
          class="flex-1 max-w-480px"
          value={query.status ?? 'all'}
          options={[
            { value: 'all', label: 'All' },
            ...caseStates.map((value) => ({ value, label: stateLabels[value] })),
          ]}
          onChange={(next) => ask({ status: next === 'all' ? undefined : next })}
        />
        <Days query={query} ask={ask} />
      </div>
    </div>
  )
}

function Days({ query, ask }: { query: HistoryQuery; ask: (change: HistoryQuery) => void }) {
  const { from = '', to = '' } = query
  return (
    <div class="flex gap-2">
      <Day label="From" value={from} max={to} onChange={(value) => ask({ from: value || undefined })} />
      <Day label="To" value={to} min={from} onChange={(value) => ask({ to: value || undefined })} />
    </div>
  )
}

function Problem({ model }: { model: Model }) {
  const problem = model.problem.value
  if (!problem) return null
  return (
    <div role="alert" class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line">
      <span class="text-red">{problem.message}</span>
      <Button busy={model.busy.value !== null} onPress={model.again}>
        Try again
      </Button>
    </div>
  )
}

function Cases(props: { model: Model; typed: string; isNarrowed: boolean; onClear: () => void }) {
  const { model } = props
  const cases = model.cases.value
  if (cases === null) return model.problem.value ? null : <Reading />
  const isOver = model.busy.value === null && !model.hasMore.value && !model.problem.value
  if (cases.length === 0 && isOver) return <None {...props} />
  return (
    <>
      {model.hasMostWords.value && (
        <p class="px-3 wide:px-5 py-2 meta b-b b-b-solid b-line" role="status">
          No case has all of these words. These have most of them.
        </p>
      )}
      <ul aria-label="Cases" class={model.busy.value === 'reading' ? 'opacity-60' : ''}>
        {cases.map((each) => (
          <HistoryRow key={each.id} case={each} typed={props.typed} />
        ))}
      </ul>
      {model.hasMore.value && (
        <div class="flex items-center gap-2 px-1 wide:px-3 py-2">
          <Button kind="quiet" busy={model.busy.value === 'older'} onPress={model.showMore}>
            Show more
          </Button>
          {cases.length === 0 && (
            <span class="meta">None among the newest cases; older ones were not looked at.</span>
          )}
        </div>
      )}
    </>
  )
}

function None(props: { typed: string; isNarrowed: boolean; onClear: () => void }) {
  const { go } = usePod()
  const hasOnlySigns = props.typed.trim() !== '' && !/[\p{L}\p{N}]/u.test(props.typed)
  return (
    <div class="p-3 wide:p-5 grid gap-2 justify-items-start" role="status">
      <h2 class="text-title font-600">{props.isNarrowed ? 'No case is like this' : 'No cases yet'}</h2>
      <p class="text-muted">
        {hasOnlySigns
          ? 'Cases are found by letters and digits. Signs such as % or _ are not searched.'
          : props.isNarrowed
            ? 'Most of the words must begin a word of the title, the client, the device, the ticket number, a fact or a message; state and days must fit too.'
            : 'Every case that is started stands here, yours and the team’s.'}
      </p>
      {props.isNarrowed ? (
        <Button onPress={props.onClear}>Show all cases</Button>
      ) : (
        <Button onPress={() => go({ screen: 'new' })}>Start a case</Button>
      )}
    </div>
  )
}

function Reading() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading the cases">
      {['42%', '56%', '38%', '50%'].map((width) => (
        <div key={width} class="grid gap-2">
          <Skeleton width={width} />
          <Skeleton width={`calc(${width} + 12%)`} />
        </div>
      ))}
    </div>
  )
}
