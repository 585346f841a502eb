import type { FailureClass, RejectedFor } from './failures.ts'

export type Try = {
  by: 'first' | 'second'
  failure: FailureClass
  rejected_for: RejectedFor | null
  retry_after_ms: number | null
}

export type Situation = {
  tries: readonly Try[]
  /** Whether MODEL_FALLBACK names a second model. */
  has_second: boolean
  /** The history holds images. */
  has_past_images?: boolean
  /** Open circuit breakers: these models are not asked. */
  open: { first: boolean; second: boolean }
  elapsed_ms: number
}

/** `room` multiplies max_tokens; `without_thinking` leaves all past thinking out of the history, `without_past_images` all images. */
export type Attempt = {
  by: 'first' | 'second'
  wait_ms: number
  room: 1 | 2
  without_thinking: boolean
  without_past_images?: true
}
export type NextAttempt = Attempt | { by: 'offline' } | { by: 'nobody' }

const triesOfFirst = 2
/** Calls of real models for one question, whatever the failures. */
export const mostTries = 4
const longestWaitMs = 3_000
const usualWaitMs = 1_000
/** A turn is followed for ten minutes: after this no further real model is asked. */
export const patienceMs = 240_000

/** Whether the same model is asked once more after a failure, and who is asked when that was no use either. */
const afterFailure: Record<
  Exclude<FailureClass, 'stopped'>,
  { again: boolean; otherwise: 'second' | 'offline' }
> = {
  rejected: { again: false, otherwise: 'offline' },
  busy: { again: true, otherwise: 'second' },
  cut: { again: true, otherwise: 'second' },
  too_long: { again: true, otherwise: 'offline' },
  invalid: { again: true, otherwise: 'second' },
  refused: { again: false, otherwise: 'offline' },
}

/** Who answers next, from what has been tried. `first` is the model of the task. */
export function nextAttempt(situation: Situation): NextAttempt {
  const { tries, has_second, has_past_images, open, elapsed_ms } = situation
  const last = tries.at(-1)
  const room = tries.some(({ failure }) => failure === 'too_long') ? 2 : 1
  // Past thinking is bound to all that stood before it, images too.
  const without_thinking = countFor(tries, 'thinking') + countFor(tries, 'image') > 0
  const past = countFor(tries, 'image') > 0 ? ({ without_past_images: true } as const) : {}
  const first = (wait_ms = 0): Attempt => ({ by: 'first', wait_ms, room, without_thinking, ...past })
  const another = (): NextAttempt =>
    has_second && !open.second && !tries.some(({ by }) => by === 'second')
      ? { by: 'second', wait_ms: 0, room, without_thinking, ...past }
      : { by: 'offline' }

  if (!last) return open.first ? another() : first()
  if (last.failure === 'stopped') return { by: 'nobody' }
  // A person decides what happens with a picture of the newest message.
  if (last.rejected_for === 'image')
    return has_past_images && last.by === 'first' && countFor(tries, 'image') === 1
      ? first()
      : { by: 'nobody' }
  if (last.by === 'second' || tries.length >= mostTries || elapsed_ms >= patienceMs) return { by: 'offline' }
  if (last.rejected_for === 'thinking' && countFor(tries, 'thinking') === 1) return first()
  if (last.rejected_for === 'model') return another()
  const { again, otherwise } = afterFailure[last.failure]
  if (
    again &&
    !open.first &&
    tries.length - countFor(tries, 'thinking') - countFor(tries, 'image') < triesOfFirst
  )
    return first(waitMs(last))
  return otherwise === 'second' ? another() : { by: 'offline' }
}

const countFor = (tries: readonly Try[], reason: RejectedFor) =>
  tries.filter(({ rejected_for }) => rejected_for === reason).length

function waitMs({ failure, retry_after_ms }: Try): number {
  return failure === 'busy' ? Math.min(retry_after_ms ?? usualWaitMs, longestWaitMs) : 0
}

const steppedIn: Record<
  Exclude<FailureClass, 'stopped' | 'rejected'> | RejectedFor | 'budget' | 'policy',
  string
> = {
  key: 'The model refused the key it was called with',
  model: 'The model named in the settings does not exist',
  address: 'The address of the model points to another one',
  thinking: 'The model rejected the request',
  image: 'The model did not take a picture',
  request: 'The model rejected the request',
  busy: 'The model is overloaded or could not be reached',
  cut: 'The model broke off its answer twice',
  too_long: 'The answer of the model did not fit, also with twice the room',
  invalid: 'The model answered in a form that cannot be used',
  refused: 'The model declined to answer',
  budget: "Today's model budget is spent",
  policy: 'This client allows no model outside',
}

/** The sentence under an answer that came from another than the model of the task. */
export function remarkOn(
  why: Pick<Try, 'failure' | 'rejected_for'> | 'budget' | 'policy',
  by: 'second' | 'offline',
): string {
  const reason =
    typeof why === 'string'
      ? steppedIn[why]
      : why.failure === 'stopped'
        ? steppedIn.cut
        : why.failure === 'rejected'
          ? steppedIn[why.rejected_for ?? 'request']
          : steppedIn[why.failure]
  const forAdmins =
    typeof why !== 'string' && why.failure === 'rejected' ? ' An admin finds the reason in Settings.' : ''
  return `${reason}; the ${by} model answered.${forAdmins}`
}
