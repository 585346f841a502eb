import { Check, CircleDashed, Clock, X } from 'lucide-preact'
import { useMemo, useState } from 'preact/hooks'
import type { Fix, NewFixOutcome } from '../../shared/contracts/fixes.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { act, useActs } from '../acts/acts.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { Changes } from '../case/undo.ts'
import { usePod } from '../pod.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { stripHidden } from '../ui/clean-text.ts'
import { Icon } from '../ui/Icon.tsx'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'
import { Time } from '../ui/Time.tsx'
import { FixButtons } from './FixButtons.tsx'
import { createFixActs, isAsked } from './fix-acts.ts'
import { type FixStanding, standingOf } from './fix-words.ts'
import { NotesForm } from './NotesForm.tsx'
import { Script } from './Script.tsx'

export type FixCardProps = {
  fix: Fix
  detail: SessionDetail
  model: SessionModel
  turn: TurnModel
  acts: PanelActs
  changes: Pick<Changes, 'keep'>
  canWork: boolean
}

/** What to try: how, how sure, and once it is applied, what came of it. */
export function FixCard(props: FixCardProps) {
  const { fix, detail, model, turn, acts, changes, canWork } = props
  const pod = usePod()
  const own = useMemo(
    () => createFixActs({ pod, model, acts, turn, changes }),
    [pod, model, acts, turn, changes],
  )
  const [isPartly, setPartly] = useState(false)
  const standing = standingOf(fix)
  const isOver = standing === 'worked' || standing === 'failed'
  const isOut = pod.outage.value !== null
  const asked = isAsked(fix, detail)
  const answers = asked && turn.is_running.value
  const why = !canWork
    ? 'This case cannot be changed by you now.'
    : isOut
      ? 'There is no connection.'
      : answers
        ? 'FlowPilot is still answering.'
        : undefined
  const say = (status: 'applied_success' | 'applied_failed' | 'dismissed') =>
    void own.say(fix, { status, notes: '' } satisfies NewFixOutcome)
  useActs('case', () => {
    const offered = (of: readonly FixStanding[]) => () =>
      why ?? (of.includes(standing) ? null : 'The suggested fix does not stand so now.')
    const open = ['proposed', 'verifying', 'partly'] as const
    const note = fix.title
    return [
      act('fixApply', { note, why: offered(['proposed']), run: () => void own.apply(fix) }),
      act('fixWorked', { note, why: offered(open), run: () => say('applied_success') }),
      act('fixFailed', { note, why: offered(open), run: () => say('applied_failed') }),
      act('fixPartly', { note, why: offered(open), run: () => setPartly(true) }),
      act('fixDismiss', { note, why: offered(['proposed', 'verifying']), run: () => say('dismissed') }),
    ]
  })
  const problem = own.problems.value[fix.id]
  return (
    <Section
      id="fix"
      title="Suggested fix"
      count={isOver || !fix.confidence ? undefined : `confidence ${fix.confidence}`}
      end={<Standing fix={fix} standing={standing} />}
      unfold={isPartly}
      class="wide:[&>div:first-child]:px-4"
    >
      <div class="px-3 wide:px-4 pb-1 grid gap-2">
        <div>
          <Plain
            as="p"
            text={fix.title}
            class={isOver ? 'text-muted' : 'font-600 wide:text-title [overflow-wrap:anywhere]'}
          />
          {!isOver && (
            <How key={fix.id} fix={fix} isTold={detail.tasks.some(({ text }) => text === fix.title)} />
          )}
        </div>
        {standing === 'partly' && (
          <p class="meta [overflow-wrap:anywhere]">
            Works in part: <Plain text={fix.partial_notes ?? ''} class="text-text" />
          </p>
        )}
        {standing === 'failed' && fix.failure_reason && (
          <Plain as="p" text={fix.failure_reason} class="meta [overflow-wrap:anywhere]" />
        )}
        {canWork && !isOver && !isPartly && (
          <FixButtons {...{ fix, standing, asked, why, own, say }} onPartly={() => setPartly(true)} />
        )}
        {isPartly && !isOver && (
          <NotesForm
            onSave={(notes) => own.say(fix, { status: 'applied_partial', notes })}
            onClose={() => setPartly(false)}
          />
        )}
        {problem && (
          <p role="alert" class="text-meta text-red">
            {problem.message}
          </p>
        )}
      </div>
    </Section>
  )
}

const signs = {
  verifying: { icon: Clock, tone: '', words: 'applied' },
  worked: { icon: Check, tone: 'text-green', words: 'worked' },
  failed: { icon: X, tone: 'text-red', words: 'did not work' },
  partly: { icon: CircleDashed, tone: 'text-amber', words: 'in part' },
} as const

function Standing({ fix, standing }: { fix: Fix; standing: FixStanding }) {
  if (standing === 'proposed') return null
  const { icon, tone, words } = signs[standing]
  const at = standing === 'verifying' ? fix.applied_at : fix.verified_at
  return (
    <span class="flex items-center gap-6px whitespace-nowrap">
      <Icon of={icon} size={12} class={tone} />
      {words} {at && <Time at={at} as={standing === 'verifying' ? 'relative' : 'clock'} />}
    </span>
  )
}

const shortCharacters = 180

/**
 * How it is done and at what risk: the beginning of a long one, the rest on a press. `isTold`: a step says it
 * already, so that all of it waits for the press.
 */
function How({ fix, isTold }: { fix: Fix; isTold: boolean }) {
  const words = stripHidden(fix.description)
  const [first = '', ...others] = words.split('\n')
  const isLong = others.length > 0 || words.length > shortCharacters
  const [open, setOpen] = useState(false)
  if (!words && !fix.script) return null
  const isShown = open || !isTold
  return (
    <>
      {isShown && words && (
        <p
          class={`meta mt-2px whitespace-pre-line [overflow-wrap:anywhere] low:hidden ${isLong && !open ? 'line-clamp-2' : ''}`}
        >
          <Plain text={open ? words : first} />
        </p>
      )}
      {(isLong || isTold) && (
        <button
          type="button"
          aria-expanded={open}
          class={`meta underline cursor-pointer hover:text-text ${isTold ? '' : 'low:hidden'}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Less' : isTold ? 'How it is done' : 'All of it'}
        </button>
      )}
      {isShown && fix.script && <Script text={fix.script} />}
    </>
  )
}
