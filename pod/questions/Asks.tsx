import { Check } from 'lucide-preact'
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Question } from '../../shared/contracts/questions.ts'
import { usePod } from '../pod.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { RowProblem } from '../ui/InlineEditor.tsx'
import { isComposing } from '../ui/is-composing.ts'
import { Plain } from '../ui/Plain.tsx'
import { Section } from '../ui/Section.tsx'
import { Textarea } from '../ui/Textarea.tsx'
import { Time } from '../ui/Time.tsx'
import { excessOf, TooLong } from '../ui/TooLong.tsx'

/** A press this soon after the question came was meant for the one before. */
const settleMs = 400
/** Of the head that stays above the step in hand. */
const stickyHeadPx = 28

/** What FlowPilot wants to know, with its answers; while it thinks, the one just answered, so that nothing jumps. */
export function Asks(props: {
  question: Question
  turn: TurnModel
  canAnswer: boolean
  /** The case is not worked on just now: nothing calls for an answer. */
  isAtRest: boolean
  /** Takes the focus when the question opens again. */
  rootRef: RefObject<HTMLDivElement | null>
  class?: string
}) {
  const { question, turn, rootRef: root } = props
  const cameAt = useRef(0)
  const sent = turn.sending.value
  const waits = turn.waiting.value?.attempt
  const own = [sent, waits].find((attempt) => attempt?.answers === question.id)
  const given = question.answer ?? own?.content ?? null
  const isOpen = given === null
  const calls = isOpen && !props.isAtRest
  const failure = turn.problem.value
  const isOut = usePod().outage.value !== null
  const why = !props.canAnswer
    ? 'Your role may read this case, not answer in it.'
    : isOut
      ? 'There is no connection. Answer when it is back.'
      : isOpen && turn.is_running.value
        ? 'FlowPilot is still answering.'
        : undefined
  useEffect(() => {
    cameAt.current = performance.now()
    keepAnswersInSight(root.current)
    if (root.current?.contains(document.activeElement) || lastFocused(root.current))
      root.current?.focus({ preventScroll: true })
  }, [question.id])
  const answer = (words: string) => {
    if (!isOpen || isOut || waits || turn.is_running.value || performance.now() - cameAt.current < settleMs)
      return
    if (root.current?.contains(document.activeElement)) root.current.dataset.answered = 'yes'
    void turn.answer(question.id, words)
  }
  return (
    <Section
      id="asks"
      title="FlowPilot asks"
      foldable={false}
      tone={calls ? 'text-amber' : ''}
      edge={calls ? 'edge-amber' : 'relative'}
      class={`pb-3 wide:pb-4 wide:[&>div:first-child]:px-4 ${props.class ?? ''}`}
      end={<Time at={question.created_at} as="clock" />}
    >
      <div
        ref={root}
        tabIndex={-1}
        class="px-3 wide:px-4 grid gap-2 outline-none"
        aria-busy={isOpen ? undefined : 'true'}
      >
        <div class={isOpen ? '' : 'text-muted'}>
          <Plain as="p" text={question.text} class="font-600 wide:text-title" />
          {question.context && <Plain as="p" text={question.context} class="meta mt-2px low:hidden" />}
        </div>
        {question.options ? (
          <Options options={question.options} given={given} why={why} onPick={answer} />
        ) : (
          <Answer key={question.id} given={given} canAnswer={props.canAnswer} onSend={answer} />
        )}
        {failure?.origin === 'question' && !(isOut && failure.problem.status === 0) && (
          <RowProblem text={failure.problem.message} />
        )}
      </div>
    </Section>
  )
}

/**
 * Moves its own scrolling parent just so far that the answers can be seen; nothing else. The name of the step in hand
 * stays, where it sticks.
 */
function keepAnswersInSight(root: HTMLElement | null): void {
  const area = root?.closest('[data-scroll]')
  if (!root || !area || area.querySelector('textarea:focus, input:focus')) return
  const view = area.getBoundingClientRect()
  const below = root.getBoundingClientRect().bottom + 12 - view.bottom
  const name = area.querySelector('[aria-current="step"] [data-sticks]')
  const step = name?.parentElement
  const room = step
    ? step.getBoundingClientRect().bottom - view.top - name.clientHeight - stickyHeadPx
    : (root.closest('section') ?? root).getBoundingClientRect().top - view.top
  if (below > 0) area.scrollTop += Math.min(below, Math.max(0, room))
}

/** The pressed option is gone with its question: focus stays with the questions. */
function lastFocused(root: HTMLElement | null): boolean {
  const was =
    root?.dataset.answered === 'yes' &&
    (document.activeElement === document.body || document.activeElement === null)
  if (root) delete root.dataset.answered
  return was
}

function Options(props: {
  options: string[]
  given: string | null
  why: string | undefined
  onPick: (option: string) => void
}) {
  if (props.given !== null && !props.options.includes(props.given)) return <Given words={props.given} />
  return (
    <fieldset aria-label="Quick replies" class="m-0 p-0 b-0 min-w-0 flex flex-wrap gap-2">
      {props.options.map((option, at) => {
        const isChosen = option === props.given
        const fade = props.given !== null && !isChosen ? 'opacity-50' : ''
        return (
          <Button
            key={option}
            why={props.given !== null && !isChosen ? 'Already answered.' : props.why}
            pressed={isChosen || undefined}
            class={`hinted [--hint:20px] h-auto min-h-28px py-4px whitespace-normal text-left max-w-full ${fade}`}
            onPress={() => props.onPick(option)}
          >
            {isChosen ? (
              <Icon of={Check} size={14} />
            ) : (
              at < 9 && (
                <span aria-hidden="true" class="kbd kbd-free w-14px box-border b-r b-r-solid b-edge">
                  {at + 1}
                </span>
              )
            )}
            <Plain text={option} />
          </Button>
        )
      })}
    </fieldset>
  )
}

function Given({ words }: { words: string }) {
  return (
    <p class="meta">
      You answered: <Plain text={words} />
    </p>
  )
}

function Answer(props: { given: string | null; canAnswer: boolean; onSend: (words: string) => void }) {
  const [words, setWords] = useState('')
  if (props.given !== null) return <Given words={props.given} />
  if (!props.canAnswer) return null
  const why = !words.trim()
    ? 'Type an answer first'
    : excessOf(words) > 0
      ? 'The answer is too long.'
      : undefined
  const send = () => !why && props.onSend(words.trim())
  return (
    <>
      <div class="flex items-end gap-2">
        <Textarea
          label="Your answer"
          placeholder="Your answer"
          maxRows={4}
          value={words}
          onInput={setWords}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return
            event.preventDefault()
            send()
          }}
        />
        <Button class="my-1px" onPress={send} why={why}>
          Answer
        </Button>
      </div>
      <TooLong text={words} onCut={setWords} />
    </>
  )
}
