import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { toast } from '../ui/Toasts.tsx'
import type { Attempt } from './attempt.ts'

/** Words that go out by themselves: when the connection is back, or after the answer on its way. */
export type Waiting = { attempt: Attempt; until: 'connection' | 'answer' }

/** After so many failures the person decides. */
export const mostTries = 5

/** What a failed attempt may wait for; null: it asks a person. */
export function waitsFor(cause: ApiProblem, isOut: boolean): Waiting['until'] | null {
  if (cause.code === 'turn_in_progress') return 'answer'
  return cause.code === 'unreachable' || (cause.status === 0 && isOut) ? 'connection' : null
}

/**
 * One message at a time that waits; `release` is called once for it when what it waits for has come. One that stands
 * in the composer as it waits is taken back when it is changed there.
 */
export function createWaiting(input: {
  pod: Pick<Pod, 'live' | 'outage'>
  is_running: ReadonlySignal<boolean>
  release: (waiting: Waiting) => Promise<void>
  /** Words and pictures stand in the composer as they would go out. */
  isInComposer: (attempt: Pick<Attempt, 'content' | 'pictures'>) => boolean
}) {
  const { pod, is_running, release, isInComposer } = input
  const waiting = signal<Waiting | null>(null)
  let isTyped = false
  let released: Waiting | null = null
  const cancel = () => {
    waiting.value = null
  }
  const stops = [
    effect(() => {
      const now = waiting.value
      const isBack = pod.live.state.value.status === 'live' && pod.outage.value === null
      if (!now || is_running.value || (now.until === 'connection' && !isBack) || released === now) return
      released = now
      queueMicrotask(() => void release(now))
    }),
    effect(() => {
      const attempt = waiting.value?.attempt
      if (attempt && isTyped && !isInComposer(attempt)) cancel()
    }),
  ]
  return {
    waiting: waiting as ReadonlySignal<Waiting | null>,
    wait: (attempt: Attempt, until: Waiting['until']) => {
      isTyped = attempt.origin === 'composer' && untracked(() => isInComposer(attempt))
      waiting.value = { attempt, until }
    },
    cancel,
    dispose: () => {
      for (const stop of stops) stop()
    },
  }
}

/** An answer whose question was closed meanwhile: another one stands in its place, so this is said apart from it. */
export function isTooLate({ answers, content }: Attempt, detail: SessionDetail | null): boolean {
  const isOpen = detail?.questions.some(({ id, state }) => id === answers && state === 'open')
  if (!answers || isOpen !== false) return false
  toast(`“${content}” was not sent: the question is closed.`)
  return true
}
