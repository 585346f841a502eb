import {
  ChevronsUp,
  CircleCheck,
  CircleStop,
  Lightbulb,
  Lock,
  type LucideIcon,
  RefreshCw,
  TriangleAlert,
  Undo2,
  Wrench,
} from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Question } from '../../shared/contracts/questions.ts'
import type { Step } from '../../shared/contracts/sessions.ts'
import { offlineModel } from '../frame/offline-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { RowProblem } from '../ui/InlineEditor.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { Plain } from '../ui/Plain.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import { sayWhy } from '../ui/say-why.ts'
import { usePointed } from '../ui/use-pointed.ts'
import { clockTime, exactTime, halfDays, longDay } from '../ui/when.ts'
import { whenChanged } from '../ui/when-changed.tsx'
import { SaidText } from './SaidText.tsx'

const wideColumns = halfDays
  ? 'wide:grid-cols-[60px_var(--who)_minmax(0,720px)]'
  : 'wide:grid-cols-[36px_var(--who)_minmax(0,720px)]'
const columns = `grid grid-cols-[var(--who)_minmax(0,1fr)] gap-x-2 ${wideColumns} wide:gap-x-3 text-12px leading-18px wide:text-13px wide:leading-20px`
const mono = 'font-mono text-12px text-muted'

/** One line of the log: when (wide), who, what. */
export function Line(props: { who: string; at: string | null; class?: string; children: ComponentChildren }) {
  return (
    <div class={`${columns} ${props.class ?? ''}`}>
      <span class={`${mono} hidden wide:block`}>{props.at && <Clock at={props.at} />}</span>
      <span class={`${mono} cut`} title={props.at ? exactTime(props.at) : undefined}>
        {props.who}
      </span>
      <div class="min-w-0">{props.children}</div>
    </div>
  )
}

function Clock({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactTime(at)}>
      {clockTime(at)}
    </time>
  )
}

/** The question that a message answered, and the way back. */
export type Answered = {
  question: Question
  isPointed: boolean
  /** Why it went wrong, the last time. */
  problem: string | undefined
  /** Null where nobody may take it back. */
  back: { why: string | undefined; onPress: () => void } | null
}

type Said = {
  step: Step
  who: string
  answered: Answered | null
  pictures: ComponentChildren
  onToggle: () => void
}

export const SaidLine = whenChanged((props: Said) => {
  const { step, who, answered, pictures, onToggle } = props
  const { ref, mark } = usePointed<HTMLDivElement>(answered?.isPointed ?? false)
  const text = useMemo(() => <SaidText text={step.content} onToggle={onToggle} />, [step])
  if (!answered)
    return (
      <Line who={who} at={step.created_at}>
        {step.content && text}
        {pictures}
      </Line>
    )
  const { question, back, problem } = answered
  return (
    <Line who={who} at={step.created_at}>
      <div ref={ref} class={`flex items-start gap-2 rounded-3px ${mark}`}>
        <div class="min-w-0 flex-1 wide:flex-initial wide:flex wide:flex-wrap wide:gap-x-2">
          {step.content && text}
          {pictures}
          {question.taken_as && <TakenAs words={question.taken_as} back={back} />}
          {problem && <RowProblem text={problem} />}
        </div>
        {back && (
          <IconButton
            icon={Undo2}
            size={14}
            label={stripHidden(`Take back this answer: ${question.answer ?? ''}`).slice(0, 100)}
            why={back.why}
            class="h-20px w-24px -my-1px -mr-1"
            onPress={back.onPress}
          />
        )}
      </div>
    </Line>
  )
})

/** How own words were understood, where they were not an option's own. */
function TakenAs({ words, back }: { words: string; back: Answered['back'] }) {
  return (
    <div class="flex max-w-full w-fit my-1px b b-solid b-line rounded-pill bg-page px-6px text-meta leading-18px">
      <span class="text-muted whitespace-nowrap">Taken as:</span>
      <Plain text={words} class="ml-6px min-w-0" />
      {back && (
        <button
          type="button"
          aria-disabled={back.why ? 'true' : undefined}
          aria-description={back.why}
          title={back.why ?? 'Answer the question anew'}
          class={`hit flex-none self-stretch ml-6px pl-6px b-l b-l-solid b-line text-muted ${back.why ? 'cursor-default opacity-60' : 'underline cursor-pointer hover:text-text'}`}
          onClick={(event) => (back.why ? sayWhy(event.currentTarget, back.why) : back.onPress())}
        >
          change
        </button>
      )}
    </div>
  )
}

type Reply = {
  step: Step
  usual_model: string | null
  onAgain?: () => void
  onWithoutPictures?: () => void
}

export const ReplyLine = whenChanged((props: Reply) => {
  const { step } = props
  const steppedIn =
    step.kind === 'reply' && step.model_kind === 'offline' && props.usual_model === 'anthropic'
  const ending = endings[step.state]
  const words = useMemo(() => <Markdown text={step.content} />, [step.content])
  return (
    <Line who="fp" at={step.created_at} class="text-muted">
      {step.content && words}
      {(ending || step.remark || steppedIn) && (
        <div class="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta py-1px" role={ending?.role}>
          {ending && <Icon of={ending.icon} size={12} class={ending.tone} />}
          {(step.remark ?? ending) && (
            <span class="[overflow-wrap:anywhere]">{step.remark ?? ending?.words}</span>
          )}
          {steppedIn && (
            <span class="pill text-muted" title={offlineModel}>
              Offline model
            </span>
          )}
          {props.onAgain && (
            <Button small icon={RefreshCw} onPress={props.onAgain}>
              {step.state === 'stopped' ? 'Ask again' : 'Try again'}
            </Button>
          )}
          {props.onWithoutPictures && (
            <Button small onPress={props.onWithoutPictures}>
              Send without the picture
            </Button>
          )}
        </div>
      )}
    </Line>
  )
})

type EndingLook = { icon: LucideIcon; tone: string; words: string; role?: 'alert' }
const endings: Partial<Record<Step['state'], EndingLook>> = {
  stopped: { icon: CircleStop, tone: '', words: 'Stopped here.' },
  interrupted: { icon: TriangleAlert, tone: 'text-amber', words: 'Interrupted here. Your message is kept.' },
  failed: {
    icon: TriangleAlert,
    tone: 'text-red',
    words: 'FlowPilot could not answer. Your message is kept.',
    role: 'alert',
  },
}

/** Hangs on the last block of the text. */
const caret =
  '[&>:last-child]:after:content-empty [&>:last-child]:after:inline-block [&>:last-child]:after:w-6px [&>:last-child]:after:h-12px [&>:last-child]:after:ml-3px [&>:last-child]:after:align-[-2px] [&>:last-child]:after:bg-edge'

/** A reply as it comes: the own stream where there is one, else what the server has kept of it so far. */
export function Comes({ step, turn }: { step?: Step; turn: TurnModel }) {
  const own = turn.reading.value
  const text = own ? own.text : (step?.content ?? '')
  const isLate = useLate(3000, text === '')
  const meanwhile = own?.is_thinking ? 'Thinking…' : isLate ? 'Reading the case…' : ''
  return (
    <Line who="fp" at={step?.created_at ?? null} class="text-muted">
      <div class={text ? '' : caret} aria-busy="true">
        {text ? <Markdown text={text} class={caret} /> : <span>{meanwhile}</span>}
      </div>
    </Line>
  )
}

const eventSigns: Partial<Record<Step['kind'], LucideIcon>> = {
  action: CircleCheck,
  fact: Lightbulb,
  fix: Wrench,
  fork: CircleCheck,
  handoff: ChevronsUp,
  briefing: ChevronsUp,
}

export const EventLine = whenChanged(({ step, who }: { step: Step; who: string }) => (
  <Line who={who === 'fp' || step.kind === 'system' ? '' : who} at={step.created_at}>
    <div class="flex items-start gap-6px text-12px leading-18px wide:leading-20px text-muted">
      <Icon of={eventSigns[step.kind] ?? Lock} size={14} class="mt-2px wide:mt-3px" />
      <Plain text={step.content} class="min-w-0 whitespace-pre-wrap" />
    </div>
  </Line>
))

export function DayLine({ at }: { at: string }) {
  return (
    <div class="flex items-center gap-2 py-1 meta">
      <span class="whitespace-nowrap">{longDay(at)}</span>
      <span class="flex-1 b-t b-t-solid b-line" />
    </div>
  )
}
