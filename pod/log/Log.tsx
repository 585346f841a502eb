import { ArrowDown } from 'lucide-preact'
import { useLayoutEffect, useMemo, useState } from 'preact/hooks'
import type { Question } from '../../shared/contracts/questions.ts'
import type { SessionDetail, Step } from '../../shared/contracts/sessions.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { TakeBack } from '../case/take-back.ts'
import type { Shape } from '../frame/use-shape.ts'
import { usePod } from '../pod.ts'
import { hasUnansweredPictures, unfinishedReply } from '../sessions/merge-session.ts'
import { StepPictures } from '../turns/pictures.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { Button } from '../ui/Button.tsx'
import { plural } from '../ui/when.ts'
import { answersByMessage } from './answers-in-log.ts'
import { type Answered, Comes, DayLine, EventLine, Line, ReplyLine, SaidLine } from './LogLine.tsx'
import { linesAtOnce, logLines } from './log-lines.ts'
import { SaidText } from './SaidText.tsx'
import { useStickToEnd } from './stick-to-end.ts'
import { DraftsLine, UpdateLine } from './UpdateLine.tsx'

type Props = {
  detail: SessionDetail
  turn: TurnModel
  acts: PanelActs
  takeBack: TakeBack
  /** The row that something refers to just now. */
  pointed: string | null
  user_id: string | null
  shape: Shape
  canWork: boolean
  usual_model: string | null
}

/** The conversation: quieter than the work above it, in its own scroll, at its end unless one looked back. */
export function Log(props: Props) {
  const { detail, turn, shape } = props
  const [most, setMost] = useState(linesAtOnce)
  const sending = turn.sending.value
  const question = detail.questions.find(({ state }) => state === 'open')
  const { lines, hidden } = logLines(detail.steps, {
    user_id: props.user_id,
    open_question: question?.id ?? null,
    drafts: useDraftIds(detail),
    most,
    today: new Date().toDateString(),
  })
  const box = useStickToEnd()
  const answers = useMemo(
    () => answersByMessage(detail.steps, detail.questions),
    [detail.steps, detail.questions],
  )
  // a line that something refers to is shown however old it is, and the end does not pull it away
  useLayoutEffect(() => {
    const pointed = [...answers].find(([, { id }]) => id === props.pointed)?.[0]
    if (!pointed) return
    box.hold()
    if (!lines.some(({ key }) => key === pointed)) setMost(detail.steps.length)
  }, [props.pointed])
  const widest = Math.max(
    3,
    ...lines.map((line) => (line.kind === 'said' ? Math.min(line.who.length, 8) : 0)),
  )
  const retryId = props.canWork ? unfinishedReply(detail)?.id : undefined
  const count = lines.filter(({ kind }) => kind !== 'day').length + hidden
  const update = (step: Step, who: string) => (
    <UpdateLine
      key={step.id}
      {...{ step, who }}
      onToggle={box.hold}
      update={detail.updates.find(({ update_id }) => update_id === step.ref_id)}
    />
  )
  const body = (
    <div
      class="grid gap-2px wide:gap-2 px-3 pb-2 wide:px-5 wide:pb-3 mt-auto"
      style={{ '--who': `${widest * 8}px` }}
    >
      {hidden > 0 && (
        <Button
          kind="quiet"
          small
          class="justify-self-start -ml-2"
          onPress={() => setMost(most + linesAtOnce)}
        >
          Show {Math.min(hidden, linesAtOnce)} earlier of {hidden}
        </Button>
      )}
      {lines.map((line) => {
        if (line.kind === 'day') return <DayLine key={line.key} at={line.at} />
        if (line.kind === 'drafts')
          return (
            <DraftsLine key={line.key} who={line.who} count={line.lines.length} onToggle={box.hold}>
              {line.lines.map(({ step }) => update(step, ''))}
            </DraftsLine>
          )
        if (line.kind === 'event' && line.step.kind === 'status_update') return update(line.step, line.who)
        if (line.kind === 'event') return <EventLine key={line.key} step={line.step} who={line.who} />
        if (line.kind === 'said')
          return (
            <SaidLine
              key={line.key}
              step={line.step}
              who={line.who}
              pictures={
                line.step.images.length > 0 && <StepPictures session_id={detail.id} step={line.step} />
              }
              answered={answeredBy(line.step.id, answers, props)}
              onToggle={box.hold}
            />
          )
        if (line.step.state === 'streaming') return <Comes key={line.key} step={line.step} turn={turn} />
        return (
          <ReplyLine
            key={line.key}
            step={line.step}
            usual_model={props.usual_model}
            {...(line.step.id === retryId ? { onAgain: () => void turn.again() } : {})}
            {...(line.step.id === retryId && hasUnansweredPictures(detail)
              ? { onWithoutPictures: () => void turn.again(true) }
              : {})}
          />
        )
      })}
      {sending && (sending.content || sending.pictures?.length) && (
        <Line who="you" at={null} class="opacity-70">
          <SaidText text={sending.content.trim()} onToggle={box.hold} />
          {sending.pictures?.length ? (
            <div class="meta" role="status">
              Sending {plural(sending.pictures.length, '1 picture', `${sending.pictures.length} pictures`)}…
            </div>
          ) : null}
        </Line>
      )}
      <Waiting turn={turn} detail={detail} />
      <Refused turn={turn} />
    </div>
  )
  const head = (
    <div class="flex-none h-24px wide:h-32px flex items-center justify-between px-3 wide:pl-5 wide:pr-4">
      <h2 class="micro">Conversation log</h2>
      <span class="meta">{plural(count, '1 line', `${count} lines`)}</span>
    </div>
  )
  const frame = 'bg-log flex flex-col'
  if (shape === 'low')
    return (
      <section aria-label="Conversation log" class={`${frame} flex-none b-t b-t-solid b-line`}>
        {head}
        {body}
      </section>
    )
  return (
    <section aria-label="Conversation log" class={`${frame} flex-1 min-h-0 relative`}>
      {head}
      <div
        ref={box.ref}
        data-scroll=""
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keys
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label="Conversation"
        class="flex-1 min-h-0 overflow-y-auto overscroll-contain [contain:content] flex flex-col [outline-offset:-2px]"
        onScroll={box.onScroll}
      >
        {body}
      </div>
      {!box.isAtEnd && (
        <Button
          small
          icon={ArrowDown}
          class="absolute right-3 bottom-2 wide:right-5 shadow-float"
          onPress={box.toEnd}
        >
          Newest
        </Button>
      )}
    </section>
  )
}

function useDraftIds({ updates }: SessionDetail): ReadonlySet<string> {
  return useMemo(
    () =>
      new Set(updates.flatMap(({ update_id, post, copied_at }) => (post || copied_at ? [] : [update_id]))),
    [updates],
  )
}

/** The question that a message answered, with the way to take the answer back. */
function answeredBy(
  message_id: string,
  answers: ReadonlyMap<string, Question>,
  props: Props,
): Answered | null {
  const question = answers.get(message_id)
  if (!question) return null
  const { takeBack, pointed, acts, canWork } = props
  return {
    question,
    isPointed: pointed === question.id,
    problem: acts.problems.value[message_id]?.message,
    back: canWork
      ? { why: takeBack.why.value, onPress: () => void takeBack.run(question.id, message_id) }
      : null,
  }
}

/** Between sending and the first frame the case has no reply yet. */
function Waiting({ turn, detail }: { turn: TurnModel; detail: SessionDetail }) {
  const isStreaming = detail.steps.some(({ kind, state }) => kind === 'reply' && state === 'streaming')
  if (isStreaming || (!turn.reading.value && turn.sending.value?.origin !== 'log')) return null
  return <Comes turn={turn} />
}

/** A turn without words that could not begin says so where its answer would stand. */
function Refused({ turn }: { turn: TurnModel }) {
  const failure = turn.problem.value
  const isOut = usePod().outage.value !== null
  if (failure?.origin !== 'log' || (isOut && failure.problem.status === 0)) return null
  return (
    <Line who="fp" at={null}>
      <div role="alert" class="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span class="text-red">{failure.problem.message}</span>
        <Button small onPress={() => turn.again()}>
          Try again
        </Button>
      </div>
    </Line>
  )
}
