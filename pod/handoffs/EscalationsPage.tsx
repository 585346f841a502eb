import { ChevronsUp, CircleCheck } from 'lucide-preact'
import { useEffect, useState } from 'preact/hooks'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { mayWork, usePod, useQuery } from '../pod.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useRemembered } from '../ui/remember.ts'
import { Segment } from '../ui/Segment.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { unpickedWords } from './handoff-words.ts'
import { QueueRow } from './QueueRow.tsx'
import { type Queue, queueOf } from './queue-model.ts'
import { type QueueFilter, queueFilters, queueQuery } from './queue-query.ts'

const labels: Record<QueueFilter, string> = { mine: 'To me', unassigned: 'Unassigned', all: 'All' }
const seenLimit = 100

/** The cases that wait for somebody to pick them up. */
export function EscalationsPage() {
  const pod = usePod()
  const queue = queueOf(pod)
  const isForEngineers = mayWork(pod.me.value)
  useEffect(() => queue.watch(), [queue])
  const [{ show = 'all' }, ask] = useQuery(queueQuery)
  useEffect(() => queue.narrow(show), [queue, show])
  const counts = queue.counts.value
  return (
    <>
      <TopRow title="Escalations" meta={counts?.all ? `${counts.all} waiting` : null} />
      <OfflineBand />
      {isForEngineers && (
        <div class="flex-none px-3 py-2 wide:px-5 b-b b-b-solid b-line">
          <Segment
            label="Which escalations"
            class="max-w-420px"
            value={show}
            options={queueFilters.map((value) => ({
              value,
              label: [labels[value], counts?.[value] || ''].filter(Boolean).join(' '),
            }))}
            onChange={(next) => ask({ show: next === 'all' ? undefined : next })}
          />
        </div>
      )}
      <div class="flex-1 min-h-0 overflow-y-auto">
        {isForEngineers ? <Rows queue={queue} show={show} /> : <NotForReaders />}
      </div>
    </>
  )
}

function Rows({ queue, show }: { queue: Queue; show: QueueFilter }) {
  const rows = queue.shown(show)
  const isNew = useNew(queue)
  const problem = queue.problem.value
  const failed = queue.unpicked.value
  const isGone = failed && !rows?.some(({ handoff }) => handoff.id === failed.id)
  return (
    <>
      {problem && (
        <div role="alert" class="flex flex-wrap items-center gap-3 px-3 wide:px-5 py-3 b-b b-b-solid b-line">
          <span class="text-red">{problem.message}</span>
          <Button onPress={queue.load}>Try again</Button>
        </div>
      )}
      {isGone && (
        <p role="alert" class="px-3 wide:px-5 py-2 text-amber b-b b-b-solid b-line">
          {unpickedWords(failed.problem)}
        </p>
      )}
      {rows === null ? (
        !problem && <Reading />
      ) : rows.length === 0 ? (
        <None show={show} />
      ) : (
        <>
          <Head />
          <ul aria-label="Escalations">
            {rows.map((row) => (
              <QueueRow key={row.handoff.id} row={row} queue={queue} isNew={isNew(row.handoff.id)} />
            ))}
          </ul>
        </>
      )}
      {queue.hasMoreOf(show) && (
        <Button kind="quiet" class="mx-1 wide:mx-3 my-2" onPress={queue.showMore}>
          Show more
        </Button>
      )}
    </>
  )
}

/** What was not there at the last visit keeps its dot for this one. */
function useNew(queue: Queue): (id: string) => boolean {
  const [seen, setSeen] = useRemembered<string>('seen_escalations', '')
  const [before] = useState(seen)
  const ids = queue.items.value
    ?.map(({ handoff }) => handoff.id)
    .slice(0, seenLimit)
    .join(' ')
  useEffect(() => {
    if (ids !== undefined) setSeen(ids)
  }, [ids, setSeen])
  return (id) => !before.includes(id)
}

function Head() {
  return (
    <div
      aria-hidden="true"
      class="hidden wide:grid grid-cols-[minmax(0,1.2fr)_136px_minmax(0,1.4fr)_64px_88px_96px] gap-x-3 pl-10 pr-5 h-32px items-center b-b b-b-solid b-line micro"
    >
      <span>Case</span>
      <span>From, to</span>
      <span>Reason</span>
      <span class="text-right">Steps</span>
      <span class="text-right">Since</span>
      <span />
    </div>
  )
}

function None({ show }: { show: QueueFilter }) {
  return (
    <div
      class="p-3 wide:p-5 grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-2 justify-items-start"
      role="status"
    >
      <Icon of={CircleCheck} class="text-green mt-2px" />
      <h2 class="text-title font-600">
        {show === 'mine' ? 'Nothing was escalated to you' : 'No case waits to be picked up'}
      </h2>
      <p class="col-start-2 text-muted">
        A case that somebody escalates stands here with its brief until one of the team picks it up.
      </p>
    </div>
  )
}

function NotForReaders() {
  return (
    <p class="p-3 wide:p-5 flex gap-2 text-muted">
      <Icon of={ChevronsUp} class="mt-1px" />
      Escalations are for engineers; your role reads cases.
    </p>
  )
}

function Reading() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading the escalations">
      {['42%', '56%', '38%'].map((width) => (
        <div key={width} class="grid gap-2">
          <Skeleton width={width} />
          <Skeleton width={`calc(${width} + 12%)`} />
        </div>
      ))}
    </div>
  )
}
