import type { Signal } from '@preact/signals'
import type { ComponentChildren, RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Fact } from '../../shared/contracts/facts.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Causes } from '../causes/Causes.tsx'
import type { CauseActs } from '../causes/cause-acts.ts'
import { Known } from '../facts/Known.tsx'
import { Guarded } from '../frame/Guarded.tsx'
import { type Shape, widePx } from '../frame/use-shape.ts'
import { answersByMessage } from '../log/answers-in-log.ts'
import { Log } from '../log/Log.tsx'
import { usePod } from '../pod.ts'
import { Asks } from '../questions/Asks.tsx'
import type { SessionModel } from '../sessions/session-model.ts'
import { Steps } from '../tasks/Steps.tsx'
import type { TurnModel } from '../turns/turn-model.ts'
import { Markdown } from '../ui/Markdown.tsx'
import { useRemembered } from '../ui/remember.ts'
import { Section } from '../ui/Section.tsx'
import { Progress } from '../ui/Skeleton.tsx'
import { SplitHandle } from '../ui/SplitHandle.tsx'
import type { PanelActs } from './panel-acts.ts'
import type { Pointing } from './pointing.ts'
import { Offers } from './sheets.tsx'
import type { TakeBack } from './take-back.ts'
import type { Changes } from './undo.ts'

const initialShare = 55
/** Until somebody moves the handle, the work gets what it needs, up to this. */
const mostShare = { tall: 78, wide: 72 } as const
const column = 'min-w-0 min-h-0 overflow-y-auto overscroll-contain'

type Props = {
  model: SessionModel
  turn: TurnModel
  acts: PanelActs
  changes: Changes
  detail: SessionDetail
  shape: Shape
  width: number
  height: number
  canWork: boolean
  correcting: Signal<string | null>
  causeActs: CauseActs
  takeBack: TakeBack
  pointing: Pointing
  asksRef: RefObject<HTMLDivElement | null>
  onCorrect: (fact: Fact) => void
  onCorrecting: () => void
}

/**
 * The work zone over the log, with a handle between them. In a low pod one scroll holds all of it; where it is wide,
 * the question stands beside that.
 */
export function Layout(props: Props) {
  const { turn, acts, detail, shape, height, canWork, takeBack } = props
  const pointed = props.pointing.pointed.value
  const me = usePod().me.value
  const user_id = me?.user.id ?? null
  const isRunning = turn.is_running.value
  const question = questionInView(detail, isRunning && shape !== 'low')
  const steps = (
    <Guarded name="Steps">
      <Steps
        {...{ detail, acts, shape, height, canWork, pointed }}
        isThinking={turn.is_running.value}
        correct_id={props.correcting.value}
        onCorrecting={props.onCorrecting}
      />
    </Guarded>
  )
  const asks = question && (
    <Guarded key="asks" name="The question">
      <Asks
        {...{ question, turn }}
        canAnswer={canWork}
        isAtRest={detail.status !== 'active'}
        rootRef={props.asksRef}
      />
    </Guarded>
  )
  const { model, changes } = props
  const fix = (detail.active_fix || detail.forks[0]) && (
    <Offers key="fix" {...{ detail, model, turn, acts, changes, canWork }} />
  )
  const known = (
    <Guarded name="What we know">
      <Known {...{ detail, acts, canWork, user_id, takeBack, pointed }} onCorrect={props.onCorrect} />
    </Guarded>
  )
  const causes = (
    <Guarded name="Causes">
      <Causes {...{ detail, canWork }} acts={props.causeActs} onPoint={props.pointing.point} />
    </Guarded>
  )
  const log = (
    <Guarded name="The conversation log">
      <Log
        {...{ detail, turn, acts, takeBack, pointed, user_id, shape, canWork }}
        usual_model={me?.model.kind ?? null}
      />
    </Guarded>
  )
  if (shape === 'low' && props.width >= widePx)
    return (
      <div class="flex-1 min-h-0 grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] grid-rows-[minmax(0,1fr)]">
        <div data-scroll="" class={column}>
          {steps}
          {causes}
          {log}
        </div>
        <div data-scroll="" class={`${column} b-l b-l-solid b-line`}>
          {asks ?? <LastWord detail={detail} turn={turn} />}
          {fix}
          {known}
        </div>
      </div>
    )
  if (shape === 'low')
    return (
      <div data-scroll="" class="flex-1 min-h-0 overflow-y-auto overscroll-contain flex flex-col">
        {steps}
        {asks ?? <LastWord detail={detail} turn={turn} />}
        {fix}
        {known}
        {causes}
        {log}
      </div>
    )
  if (shape === 'wide')
    return (
      <Split shape={shape} log={log}>
        <div class="flex-1 min-h-0 grid grid-cols-[55fr_45fr] grid-rows-[minmax(0,1fr)]">
          <div data-scroll="" class={column}>
            {steps}
            {causes}
          </div>
          <div data-scroll="" class={`${column} b-l b-l-solid b-line`}>
            {asks}
            {fix}
            {known}
          </div>
        </div>
      </Split>
    )
  return (
    <Split shape={shape} log={log}>
      {steps}
      {asks}
      {fix}
      {causes}
      {known}
    </Split>
  )
}

/** A low pod has its log out of sight: what FlowPilot says stands where it asks. */
function LastWord({ detail, turn }: { detail: SessionDetail; turn: TurnModel }) {
  const newest = detail.steps.findLast(({ kind }) => kind === 'reply')
  const own = turn.reading.value
  const text = own ? own.text : newest?.content
  if (!text && !turn.is_running.value) return null
  return (
    <Section id="last-word" title="FlowPilot" foldable={false} class="relative wide:[&>div:first-child]:px-4">
      <div class="px-3 wide:px-4 text-muted" aria-busy={turn.is_running.value}>
        {text ? (
          <Markdown text={text} />
        ) : (
          <Progress words={own?.is_thinking ? 'Thinking…' : 'Reading the case…'} />
        )}
      </div>
    </Section>
  )
}

/** A section that somebody folded leaves its room to the log. */
const leastHeight = '[&:not(:has([data-folded]))]:[min-height:var(--least)]'

function Split(props: { shape: 'tall' | 'wide'; log: ComponentChildren; children: ComponentChildren }) {
  const most = mostShare[props.shape]
  const [kept, keep] = useRemembered(`split.${props.shape}`, 0)
  const work = useRef<HTMLDivElement>(null)
  const [measured, setMeasured] = useState(initialShare)
  const isOwn = kept > 0
  useLayoutEffect(() => {
    const pane = work.current
    if (!pane || isOwn) return
    const observer = new ResizeObserver(() => {
      const whole = pane.parentElement?.clientHeight ?? 0
      if (whole > 0) setMeasured(Math.round((pane.offsetHeight / whole) * 100))
    })
    observer.observe(pane)
    return () => observer.disconnect()
  }, [isOwn])
  const share = isOwn ? kept : measured
  const size = isOwn
    ? { flex: `0 0 ${share}%` }
    : {
        flex: '0 0 auto',
        '--least': `${initialShare}%`,
        maxHeight: `max(${initialShare}%, min(${most}%, 100% - 120px))`,
      }
  return (
    <div class="flex-1 min-h-0 flex flex-col">
      <div
        ref={work}
        data-scroll=""
        class={`min-h-0 overscroll-contain ${isOwn ? '' : leastHeight} ${props.shape === 'tall' ? 'overflow-y-auto' : 'overflow-hidden flex flex-col'}`}
        style={size}
      >
        {props.children}
      </div>
      <SplitHandle
        label="Height of the work zone"
        share={share}
        initial={initialShare}
        onChange={(next) => keep(next === initialShare ? 0 : next)}
      />
      {props.log}
    </div>
  )
}

/** The open question; while the answer to it is being thought about, that one, so that nothing jumps. */
function questionInView(detail: SessionDetail, isRunning: boolean): Question | null {
  const open = detail.questions.find(({ state }) => state === 'open')
  if (open || !isRunning) return open ?? null
  const said = detail.steps.findLast(({ kind }) => kind === 'message')
  const answered = said && answersByMessage(detail.steps, detail.questions).get(said.id)
  return answered?.id === detail.questions.at(-1)?.id ? (answered ?? null) : null
}
