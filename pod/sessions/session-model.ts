import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Post } from '../../shared/contracts/posts.ts'
import type { CaseRight, SessionDetail, SessionPatch } from '../../shared/contracts/sessions.ts'
import { type ApiProblem, asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { keepRows } from './keep-rows.ts'
import { applyPatch, endedReplies, isOlder, newerOf, withPosts } from './merge-session.ts'
import { type SessionCalls, sessionCalls, type TriageField } from './session-calls.ts'

/** Another surface's turn, or a process that died amid one: events tell most, this tells the rest. */
const lookEveryMs = 3000
/** Patches come at the beginning and at the end of a turn. */
const mostOvertaken = 3

export type SessionModel = {
  session_id: string
  calls: SessionCalls
  detail: ReadonlySignal<SessionDetail | null>
  /** Why there is nothing to show; null while loading and once there is. */
  unreadable: ReadonlySignal<ApiProblem | null>
  /** What this person may do with this case now, by the server's word. */
  may: ReadonlySignal<readonly CaseRight[]>
  /** Reads the case again; many at once become one. Never throws. */
  refresh(): Promise<void>
  take(patch: SessionPatch): void
  /** A whole view, such as a change answers with. */
  read(view: SessionDetail): void
  /** Changes what is shown until the server's view comes. */
  revise(change: (detail: SessionDetail) => SessionDetail): void
  /**
   * Shows `change` at once while `send` makes it so; whatever the outcome, the server's view follows.
   * Readings wait meanwhile, so that an older one does not flicker through.
   */
  act<T>(change: (detail: SessionDetail) => SessionDetail, send: () => Promise<T>): Promise<T>
  saveTriage(field: TriageField, value: string | null): Promise<void>
  refreshTicket(): Promise<void>
  dispose(): void
}

/** `posts`: of the case, newest first; they tell what became of its updates. */
export function createSessionModel(
  pod: Pod,
  session_id: string,
  posts: ReadonlySignal<readonly Post[]> = signal([]),
): SessionModel {
  const calls = sessionCalls(pod.api, session_id)
  const detail = signal<SessionDetail | null>(null)
  const unreadable = signal<ApiProblem | null>(null)
  const may = computed(() => detail.value?.may ?? [])
  const life = new AbortController()
  let wantedVersion = 0
  let actsRunning = 0
  let actsBegun = 0

  const show = (next: SessionDetail) => {
    const before = detail.value
    detail.value = keepRows(before, next)
    tellEnded(before, next)
  }

  /** A patch may overtake a reading, and tells neither all that changed nor what may be done now: it is read again. */
  const readNewest = async (): Promise<SessionDetail> => {
    let read = await calls.read(life.signal)
    for (let again = 0; again < mostOvertaken && isOlder(read, detail.value); again++)
      read = await calls.read(life.signal)
    return read
  }

  const refresh = oneAtATime(async () => {
    if (actsRunning > 0 || life.signal.aborted) return
    const begun = actsBegun
    try {
      const read = await readNewest()
      if (actsRunning === 0 && actsBegun === begun) show(newerOf(detail.value, read))
      unreadable.value = null
    } catch (error) {
      if (life.signal.aborted) return
      const problem = asProblem(error)
      const isGone = problem.status === 404 || problem.status === 403
      if (!detail.value || isGone) unreadable.value = problem
      if (isGone) detail.value = null
    }
  })
  const catchUp = async () => {
    if ((detail.value?.state_version ?? 0) < wantedVersion) await refresh()
  }

  const take = (patch: SessionPatch) => {
    if (!detail.value) return
    const patched = applyPatch(detail.value, patch)
    if (!patched) return
    const { status } = detail.value
    show(patched.detail)
    // what may be done where it stands otherwise comes with a whole reading alone
    if (patched.has_gap || patched.detail.status !== status) void refresh()
  }

  const act: SessionModel['act'] = async (change, send) => {
    const before = detail.value
    const shown = before && change(before)
    if (shown) detail.value = shown
    actsRunning++
    actsBegun++
    try {
      return await send()
    } catch (error) {
      if (before && detail.value === shown) detail.value = before
      throw error
    } finally {
      actsRunning--
      void refresh()
    }
  }

  const stops = [
    pod.live.follow(
      ['session.changed'],
      (events) => {
        if (!events) return refresh()
        wantedVersion = Math.max(wantedVersion, ...events.map((event) => event.state_version))
        return catchUp()
      },
      { settleMs: 0, when: (event) => event.session_id === session_id },
    ),
    pod.live.follow(['preferences.changed'], refresh, { when: ({ user_id }) => user_id === null }),
    stand(pod, session_id, detail),
    effect(() => {
      if (pod.live.state.value.status === 'live' && unreadable.peek()) void refresh()
    }),
  ]
  const timer = setInterval(() => {
    if (detail.value?.turn_running) void refresh()
    else void catchUp()
  }, lookEveryMs)
  void refresh()

  return {
    session_id,
    calls,
    detail: computed(() => detail.value && withPosts(detail.value, posts.value)),
    unreadable,
    may,
    refresh,
    take,
    read: (view) => show(newerOf(detail.value, view)),
    revise: (change) => {
      if (detail.value) detail.value = change(detail.value)
    },
    act,
    saveTriage: async (field, value) => {
      const { id: _, ...changed } = await calls.triage(field, value)
      take(changed)
    },
    refreshTicket: async () => show(newerOf(detail.value, await calls.refreshTicket())),
    dispose: () => {
      life.abort()
      clearInterval(timer)
      for (const stop of stops) stop()
    },
  }
}

/** Tells the lists that the case is kept current here. The answer ends that. */
function stand({ shown }: Pod, session_id: string, detail: ReadonlySignal<SessionDetail | null>): () => void {
  shown.value = new Map([...shown.peek(), [session_id, detail]])
  return () => {
    shown.value = new Map([...shown.peek()].filter(([, other]) => other !== detail))
  }
}

/** A reply is said once, when it is whole, with the question it leads to. */
function tellEnded(before: SessionDetail | null, after: SessionDetail): void {
  const reply = endedReplies(before, after).at(-1)
  if (!reply) return
  const question = after.questions.find(({ state }) => state === 'open')
  const whole = `FlowPilot: ${reply.content}${question ? ` FlowPilot asks: ${question.text}` : ''}`
  announce(reply.state === 'complete' ? whole : (reply.remark ?? 'FlowPilot stopped.'))
}
