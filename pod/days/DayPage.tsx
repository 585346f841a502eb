import { ChevronLeft, ChevronRight, Plus } from 'lucide-preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { MyDay } from '../../shared/contracts/days.ts'
import { act, useActs } from '../acts/acts.ts'
import { OfflineBand } from '../frame/LiveChip.tsx'
import { TopRow } from '../frame/TopRow.tsx'
import { usePod, useQuery } from '../pod.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { isToday, longDay } from '../ui/when.ts'
import { createDayModel, type DayModel } from './day-model.ts'
import { dayQuery } from './day-query.ts'
import { dateOf, dayBeside, hoursOf, roundingWords, totalsOf } from './day-words.ts'
import { Entries } from './Entries.tsx'
import { OverlapAsk } from './OverlapAsk.tsx'
import { SendBar } from './SendBar.tsx'
import { Timeline } from './Timeline.tsx'
import { middleOf } from './timeline-place.ts'

/** Everything I did on a day as time entries: looked through once, and sent together. */
export function DayPage() {
  const pod = usePod()
  const [{ date: asked }, ask] = useQuery(dayQuery)
  const date = asked ?? dateOf(new Date())
  const model = useMemo(() => createDayModel(pod, date), [pod, date])
  useEffect(() => model.watch(), [model])
  const [open, setOpen] = useState<string | null>(null)
  const day = model.day.value
  useDayActs(model, open, setOpen)
  const go = (by: number) => {
    setOpen(null)
    const to = dayBeside(date, by)
    ask({ date: to === dateOf(new Date()) ? undefined : to })
  }
  return (
    <>
      <TopRow title="My day" meta="Only you see this until you post it" />
      <OfflineBand />
      <div class="flex-none flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 wide:px-5 b-b b-b-solid b-line">
        <div class="flex items-center gap-1">
          <IconButton icon={ChevronLeft} label="The day before" onPress={() => go(-1)} />
          <h2 class="font-600 wide:text-title whitespace-nowrap">{longDay(`${date}T12:00:00`)}</h2>
          <IconButton
            icon={ChevronRight}
            label="The day after"
            why={isToday(`${date}T12:00:00`) ? 'Tomorrow has not begun.' : undefined}
            onPress={() => go(1)}
          />
        </div>
        {day && <Totals day={day} />}
        <span class="flex-1" />
        {day && <span class="meta hidden wide:inline">{roundingWords[day.rounding]}</span>}
        <Button icon={Plus} why={day ? undefined : 'The day is being read.'} onPress={() => setOpen('new')}>
          Add a call
        </Button>
      </div>
      <Trouble model={model} />
      {day === null ? (
        !model.problem.value && <Reading />
      ) : (
        <>
          {day.entries.length + (day.booked?.length ?? 0) > 0 && (
            <Timeline model={model} day={day} selected={open} onSelect={setOpen} />
          )}
          <OverlapAsk model={model} day={day} />
          <div class="flex-1 min-h-0 overflow-y-auto">
            <Entries model={model} day={day} open={open} onOpen={setOpen} />
          </div>
          <SendBar model={model} day={day} />
        </>
      )}
    </>
  )
}

function useDayActs(model: DayModel, open: string | null, setOpen: (id: string | null) => void): void {
  const inHand = () => model.day.peek()?.entries.find(({ id, post }) => id === open && !post)
  const whyNone = () => (inHand() ? null : 'Open an entry first.')
  useActs('page', () => [
    act('postDay', {
      why: () => (model.ticked.peek().length > 0 ? null : 'Nothing is ticked.'),
      run: model.send,
    }),
    act('addCall', { run: () => setOpen('new') }),
    act('splitEntry', {
      why: whyNone,
      run: () => {
        const entry = inHand()
        if (entry) void model.split(entry.id, middleOf(entry.started_at, entry.ended_at))
      },
    }),
    act('mergeEntry', {
      why: whyNone,
      run: () => {
        const open = model.day.peek()?.entries.filter(({ post }) => !post) ?? []
        const next = open[open.findIndex(({ id }) => id === inHand()?.id) + 1]
        const entry = inHand()
        if (entry && next) void model.merge(entry.id, next.id)
      },
    }),
  ])
}

function Totals({ day }: { day: MyDay }) {
  const { active, proposed, sent, without } = totalsOf(day)
  const rows: [string, number][] = [
    ['Active', active],
    ['To post', proposed],
    [`In ${day.psa ?? 'the PSA'}`, sent],
    ['Without entry', without],
  ]
  return (
    <dl class="flex flex-wrap gap-x-4">
      {rows.map(([name, minutes]) => (
        <div key={name} class="flex items-baseline gap-6px whitespace-nowrap">
          <dt class="meta">{name}</dt>
          <dd class="font-600">{hoursOf(minutes)} h</dd>
        </div>
      ))}
    </dl>
  )
}

function Trouble({ model }: { model: DayModel }) {
  const problem = model.problem.value
  const refused = model.refused.value
  const shown = problem ?? refused
  if (!shown) return null
  return (
    <div
      role="alert"
      class="flex-none flex flex-wrap items-center gap-3 px-3 wide:px-5 py-2 b-b b-b-solid b-line edge-red"
    >
      <span class="text-red">{shown.message}</span>
      {problem?.may_pass && <Button onPress={model.load}>Try again</Button>}
    </div>
  )
}

function Reading() {
  return (
    <div class="grid gap-6 px-3 wide:px-5 py-5" role="status" aria-label="Reading the day">
      {['72%', '42%', '56%', '38%'].map((width) => (
        <Skeleton key={width} width={width} />
      ))}
    </div>
  )
}
