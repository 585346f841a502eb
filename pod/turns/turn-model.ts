import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { readEvents } from '../line/api.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import type { Draft } from '../line/drafts.ts'
import type { Pod } from '../pod.ts'
import { hasArrived, isFirstTurnDue, keepStreamed } from '../sessions/merge-session.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { newId } from '../ui/new-id.ts'
import { nothingRead, patchIn, readFrame, type TurnReading } from './read-turn.ts'

/** Where the words came from: there a failure is told. `log`: a turn without words (the first one, or again). */
export type Origin = 'composer' | 'question' | 'log'
type Attempt = { content: string; answers?: string; intent_key: string; origin: Origin; after_seq: number }

export type TurnModel = {
  /** Words on their way; null once the server has them. */
  sending: ReadonlySignal<Attempt | null>
  /** The answer as it comes to this surface; null when none does. */
  reading: ReadonlySignal<TurnReading | null>
  problem: ReadonlySignal<{ origin: Origin; problem: ApiProblem } | null>
  /** FlowPilot answers in this case, for whomever. */
  is_running: ReadonlySignal<boolean>
  is_stopping: ReadonlySignal<boolean>
  /** What the composer shows: the draft without what is just being sent. */
  text: ReadonlySignal<string>
  sayDraft(): Promise<void>
  answer(question_id: string, content: string): Promise<void>
  /** An answer to what stands unanswered. */
  again(): Promise<void>
  stop(): Promise<void>
  forgive(): void
  dispose(): void
}

export function createTurnModel(model: SessionModel, draft: Draft, pod: Pick<Pod, 'me'>): TurnModel {
  const sending = signal<Attempt | null>(null)
  const stream = signal<{ read: TurnReading; after_seq: number } | null>(null)
  const problem = signal<{ origin: Origin; problem: ApiProblem } | null>(null)
  const is_stopping = signal(false)
  const reading = computed(() => {
    const own = stream.value
    return own && !hasEnded(model.detail.value, own.after_seq) ? own.read : null
  })
  const is_running = computed(
    () => sending.value !== null || reading.value !== null || model.detail.value?.turn_running === true,
  )
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
  }

  const attemptOf = (words: Pick<Attempt, 'content' | 'origin' | 'answers'>): Attempt => {
    // words that may have arrived keep their key, so that they are one message whatever became of the first request
    const isSame = lost && lost.content === words.content && lost.answers === words.answers
    const intent_key = isSame && lost ? lost.intent_key : newId()
    return { ...words, intent_key, after_seq: model.detail.peek()?.steps.at(-1)?.seq ?? 0 }
  }

  const run = async (attempt: Attempt): Promise<void> => {
    if (is_running.peek() || life.signal.aborted) return
    problem.value = null
    is_stopping.value = false
    sending.value = attempt
    try {
      const { content, answers, intent_key } = attempt
      const words = { content: content.trim(), intent_key, ...(answers ? { answers } : {}) }
      const response = await model.calls.ask(words, life.signal)
      arrived(attempt)
      stream.value = { read: nothingRead, after_seq: attempt.after_seq }
      sending.value = null
      await follow(response, attempt.after_seq)
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
    const detail = model.detail.peek()
    const sent = { ...attempt, user_id: pod.me.peek()?.user.id ?? '' }
    if (mayHaveArrived && attempt.content && detail && hasArrived(detail, sent)) return arrived(attempt)
    // somebody else's surface was quicker with the same turn
    if (attempt.origin === 'log' && cause.code === 'turn_in_progress') return
    problem.value = { origin: attempt.origin, problem: cause }
  }

  /** The turn goes on without us: a line that breaks only means reading the case again. */
  const follow = async (response: Response, after_seq: number) => {
    let read = nothingRead
    let wasThinking = false
    try {
      for await (const frame of readEvents(response)) {
        const patch = patchIn(frame)
        if (patch) model.take(patch)
        read = readFrame(read, frame)
        stream.value = { read, after_seq }
        if (read.is_thinking && !wasThinking) {
          wasThinking = true
          announce('FlowPilot is thinking.')
        }
        if (read.end !== 'open') break
      }
    } catch (error) {
      if (life.signal.aborted) throw error
    }
    if (read.end === 'done') return
    if (read.end === 'open') model.revise((detail) => keepStreamed(detail, read.text))
    await model.refresh()
  }

  const stopBegin = effect(() => {
    const detail = model.detail.value
    if (hasBegun || !detail || !model.may_work.value || !isFirstTurnDue(detail)) return
    hasBegun = true
    // the case's own id as key: opened twice at once it is still one first turn
    const first: Attempt = { content: '', intent_key: model.session_id, origin: 'log', after_seq: 0 }
    queueMicrotask(() => void run(first))
  })

  return {
    sending,
    reading,
    problem,
    is_running,
    is_stopping,
    text,
    sayDraft: async () => {
      const content = draft.text.peek()
      if (content.trim()) await run(attemptOf({ content, origin: 'composer' }))
    },
    answer: (answers, content) => run(attemptOf({ content, answers, origin: 'question' })),
    again: () => run(attemptOf({ content: '', origin: 'log' })),
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
      life.abort()
    },
  }
}

/** The case may know the end of a turn before its stream has told it. */
function hasEnded(detail: SessionDetail | null, after_seq: number): boolean {
  const reply = detail?.steps.findLast(({ kind, seq }) => kind === 'reply' && seq > after_seq)
  return reply !== undefined && reply.state !== 'streaming'
}
