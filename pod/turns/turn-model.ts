import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Draft } from '../line/drafts.ts'
import type { Pod } from '../pod.ts'
import { isFirstTurnDue } from '../sessions/merge-session.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { newId } from '../ui/new-id.ts'
import { toast } from '../ui/Toasts.tsx'
import { type Attempt, firstTurn, isSameMessage, type Origin, standsIn, wordsOf } from './attempt.ts'
import { followTurn } from './follow-turn.ts'
import { forget, noPictures } from './pictures.ts'
import { nothingRead, type TurnReading } from './read-turn.ts'
import { createWaiting, isTooLate, mostTries, type Waiting, waitsFor } from './waiting.ts'

export type TurnModel = {
  /** Words on their way; null once the server has them. */
  sending: ReadonlySignal<Attempt | null>
  /** The answer as it comes to this surface; null when none does. */
  reading: ReadonlySignal<TurnReading | null>
  problem: ReadonlySignal<{ origin: Origin; problem: ApiProblem } | null>
  /** Words that go out by themselves. Those of the composer still stand there; to change them is to take them back. */
  waiting: ReadonlySignal<Waiting | null>
  cancelWaiting(): void
  /** FlowPilot answers in this case, for whomever. */
  is_running: ReadonlySignal<boolean>
  is_stopping: ReadonlySignal<boolean>
  /** What the newest words ordered of this screen. */
  ordered: ReadonlySignal<TurnAct | null>
  /** What the composer shows: the draft without what is just being sent. */
  text: ReadonlySignal<string>
  /** Sends what is typed, or has it wait where it cannot go out now. */
  sayDraft(): Promise<void>
  answer(question_id: string, content: string): Promise<void>
  /** An answer to what stands unanswered; `without_images`: the model is not shown its pictures. */
  again(without_images?: true): Promise<void>
  stop(): Promise<void>
  forgive(): void
  dispose(): void
}

type TurnPod = Pick<Pod, 'me' | 'live' | 'outage'>

export function createTurnModel(
  model: SessionModel,
  draft: Draft,
  pod: TurnPod,
  unsent = noPictures(),
): TurnModel {
  const sending = signal<Attempt | null>(null)
  const stream = signal<{ read: TurnReading; after_seq: number } | null>(null)
  const problem = signal<{ origin: Origin; problem: ApiProblem } | null>(null)
  const is_stopping = signal(false)
  const ordered = signal<TurnAct | null>(null)
  const reading = computed(() => {
    const own = stream.value
    return own && !hasEnded(model.detail.value, own.after_seq) ? own.read : null
  })
  const is_running = computed(() => !!(sending.value || reading.value || model.detail.value?.turn_running))
  const text = computed(() => {
    const words = sending.value
    return words?.origin === 'composer' && words.content === draft.text.value ? '' : draft.text.value
  })
  const life = new AbortController()
  let lost: Attempt | null = null
  let hasBegun = false

  const arrived = (attempt: Attempt) => {
    lost = null
    if (attempt.origin === 'composer' && draft.text.peek() === attempt.content) draft.clear()
    forget(unsent, attempt.pictures)
  }

  const attemptOf = (
    words: Pick<Attempt, 'content' | 'origin' | 'answers' | 'pictures' | 'without_images'>,
  ): Attempt => {
    // words that may have arrived keep their key, so that they are one message whatever became of the first request
    const intent_key = lost && isSameMessage(lost, words) ? lost.intent_key : newId()
    return { ...words, intent_key, after_seq: newestSeq(model.detail.peek()), tries: 0 }
  }
  const stands = (attempt: Attempt) => standsIn(model.detail.peek(), attempt, pod.me.peek()?.user.id)

  const run = async (attempt: Attempt, onArrived = () => {}): Promise<void> => {
    if (is_running.peek() || life.signal.aborted) return
    problem.value = null
    is_stopping.value = false
    sending.value = attempt
    try {
      const words = await wordsOf(attempt)
      const response = await model.calls.ask(words, life.signal)
      arrived(attempt)
      onArrived()
      stream.value = { read: nothingRead, after_seq: attempt.after_seq }
      sending.value = null
      ordered.value = await followTurn(response, model, life.signal, (read) => {
        stream.value = { read, after_seq: attempt.after_seq }
      })
    } catch (error) {
      if (!life.signal.aborted) await failed(attempt, asProblem(error))
    } finally {
      sending.value = null
      stream.value = null
      is_stopping.value = false
    }
  }

  const failed = async (attempt: Attempt, cause: ApiProblem) => {
    const mayHaveArrived = cause.status === 0 || cause.status >= 500
    lost = mayHaveArrived ? attempt : null
    await model.refresh()
    if (mayHaveArrived && stands(attempt)) return arrived(attempt)
    if (isTooLate(attempt, model.detail.peek())) return
    // somebody else's surface was quicker with the same turn
    if (attempt.origin === 'log' && cause.code === 'turn_in_progress') return
    const until = waitsFor(cause, pod.outage.peek() !== null)
    if (until && attempt.tries < mostTries) return wait({ ...attempt, tries: attempt.tries + 1 }, until)
    problem.value = { origin: attempt.origin, problem: cause }
    const typedOn = draft.text.peek()
    if (attempt.origin === 'composer' && typedOn !== attempt.content)
      draft.set([attempt.content, typedOn].filter(Boolean).join('\n'))
  }

  /** What it waited for has come: out it goes, unless it is there already or nobody can take it any more. */
  const release = async (due: Waiting): Promise<void> => {
    await model.refresh()
    if (waiting.peek() !== due || life.signal.aborted) return
    const { attempt } = due
    if (is_running.peek()) return wait(attempt, 'answer')
    cancel()
    const tell = () => {
      const isLate = due.until === 'connection' && attempt.origin === 'composer'
      if (isLate) toast('Your message was sent.', { tone: 'good' })
    }
    if (lost?.intent_key === attempt.intent_key && stands(attempt)) {
      arrived(attempt)
      return tell()
    }
    if (isTooLate(attempt, model.detail.peek())) return
    await run({ ...attempt, after_seq: newestSeq(model.detail.peek()) }, tell)
  }
  const {
    waiting,
    wait,
    cancel,
    dispose: stopWaiting,
  } = createWaiting({
    pod,
    is_running,
    release,
    isInComposer: (one) => isSameMessage({ content: draft.text.value, pictures: unsent.list.value }, one),
  })

  const stopBegin = effect(() => {
    const detail = model.detail.value
    if (hasBegun || !detail || !model.may.value.includes('work') || !isFirstTurnDue(detail)) return
    hasBegun = true
    queueMicrotask(() => void run(firstTurn(model.session_id)))
  })

  return {
    sending,
    reading,
    problem,
    waiting,
    cancelWaiting: cancel,
    is_running,
    is_stopping,
    ordered,
    text,
    sayDraft: async () => {
      const content = draft.text.peek()
      const pictures = unsent.list.peek()
      if ((!content.trim() && pictures.length === 0) || waiting.peek()) return
      const attempt = attemptOf({ content, pictures, origin: 'composer' })
      const until = pod.outage.peek() ? 'connection' : is_running.peek() ? 'answer' : null
      if (!until) return run(attempt)
      problem.value = null
      wait(attempt, until)
    },
    answer: (answers, content) => run(attemptOf({ content, answers, origin: 'question' })),
    again: (without_images) => run(attemptOf({ content: '', origin: 'log', without_images })),
    stop: async () => {
      if (is_stopping.peek()) return
      is_stopping.value = true
      try {
        await model.calls.stop()
        await model.refresh()
      } catch (error) {
        problem.value = { origin: 'composer', problem: asProblem(error) }
      } finally {
        if (!stream.peek()) is_stopping.value = false
      }
    },
    forgive: () => {
      problem.value = null
    },
    dispose: () => {
      stopBegin()
      stopWaiting()
      life.abort()
    },
  }
}

const newestSeq = (detail: SessionDetail | null): number => detail?.steps.at(-1)?.seq ?? 0

/** The case may know the end of a turn before its stream has told it. */
function hasEnded(detail: SessionDetail | null, after_seq: number): boolean {
  const reply = detail?.steps.findLast(({ kind, seq }) => kind === 'reply' && seq > after_seq)
  return reply !== undefined && reply.state !== 'streaming'
}
