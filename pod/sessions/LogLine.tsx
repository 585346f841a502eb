import {
  CircleCheck,
  CircleStop,
  Lightbulb,
  Lock,
  type LucideIcon,
  RefreshCw,
  TriangleAlert,
} from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useMemo } from 'preact/hooks'
import type { Step } from '../../shared/contracts/sessions.ts'
import { Button } from '../ui/Button.tsx'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Markdown } from '../ui/Markdown.tsx'
import { useLate } from '../ui/Skeleton.tsx'
import { clockTime, exactTime } from '../ui/Time.tsx'
import type { TurnModel } from './turn-model.ts'

const columns =
  'grid grid-cols-[var(--who)_minmax(0,1fr)] gap-x-2 wide:grid-cols-[36px_var(--who)_minmax(0,720px)] wide:gap-x-3 text-12px leading-18px wide:text-13px wide:leading-20px'
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

/** What a person wrote stays text: pasted logs and code are shown as they are. */
export function SaidLine({ step, who }: { step: Step; who: string }) {
  return useMemo(
    () => (
      <Line who={who} at={step.created_at}>
        <div dir="auto" class="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {stripHidden(step.content)}
        </div>
      </Line>
    ),
    [step, who],
  )
}

export function ReplyLine(props: { step: Step; usual_model: string | null; onAgain?: () => void }) {
  const { step } = props
  const steppedIn =
    step.kind === 'reply' && step.model_kind === 'offline' && props.usual_model === 'anthropic'
  const ending = endings[step.state]
  const words = useMemo(() => <Markdown text={step.content} />, [step.content])
  return (
    <Line who="fp" at={step.created_at} class="text-muted">
      {step.content && <div dir="auto">{words}</div>}
      {(ending || step.remark || steppedIn) && (
        <div class="flex flex-wrap items-center gap-x-2 gap-y-1 text-meta py-1px" role={ending?.role}>
          {ending && <Icon of={ending.icon} size={12} class={ending.tone} />}
          {(step.remark ?? ending) && (
            <span class="[overflow-wrap:anywhere]">{step.remark ?? ending?.words}</span>
          )}
          {steppedIn && <span class="pill text-muted">Offline model</span>}
          {props.onAgain && (
            <Button small icon={RefreshCw} onPress={props.onAgain}>
              {step.state === 'stopped' ? 'Ask again' : 'Try again'}
            </Button>
          )}
        </div>
      )}
    </Line>
  )
}

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
  const own = turn.reading.value?.text
  const text = own || (turn.reading.value ? '' : (step?.content ?? ''))
  const isLate = useLate(3000, text === '')
  return (
    <Line who="fp" at={step?.created_at ?? null} class="text-muted">
      <div dir="auto" class={text ? '' : caret} aria-busy="true">
        {text ? <Markdown text={text} class={caret} /> : <span>{isLate ? 'Reading the case…' : ''}</span>}
      </div>
    </Line>
  )
}

const eventSigns: Partial<Record<Step['kind'], LucideIcon>> = {
  action: CircleCheck,
  fact: Lightbulb,
}

export function EventLine({ step, who }: { step: Step; who: string }) {
  return (
    <Line who={who === 'fp' || step.kind === 'system' ? '' : who} at={step.created_at}>
      <div class="flex items-start gap-6px text-meta text-muted">
        <Icon of={eventSigns[step.kind] ?? Lock} size={14} class="mt-1px wide:mt-2px" />
        <span dir="auto" class="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap wide:leading-18px">
          {stripHidden(step.content)}
        </span>
      </div>
    </Line>
  )
}

export function DayLine({ at }: { at: string }) {
  const words = new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' })
  return (
    <div class="flex items-center gap-2 py-1 meta">
      <span class="whitespace-nowrap">{words}</span>
      <span class="flex-1 b-t b-t-solid b-line" />
    </div>
  )
}
