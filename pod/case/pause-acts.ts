import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { asProblem } from '../line/api-problem.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { toast } from '../ui/Toasts.tsx'
import type { Changes } from './undo.ts'

/** Sets the case aside and takes it up again, also once it was closed. */
export type PauseActs = {
  is_running: ReadonlySignal<boolean>
  pause(): Promise<void>
  resume(): Promise<void>
  /** Takes up again what was closed too soon. */
  reopen(): Promise<void>
  dispose(): void
}

export function createPauseActs(model: SessionModel, changes: Pick<Changes, 'keep'>): PauseActs {
  const is_running = signal(false)
  /** Takes the pause off what can be undone. */
  let drop = () => {}
  const send = async (call: () => Promise<SessionDetail>, said: string): Promise<boolean> => {
    if (is_running.peek()) return false
    is_running.value = true
    try {
      model.read(await call())
      announce(said)
      return true
    } catch (error) {
      toast(asProblem(error).message, { tone: 'bad' })
      void model.refresh()
      return false
    } finally {
      is_running.value = false
    }
  }
  const resume = () => send(model.calls.resume, 'The case goes on.')
  return {
    is_running,
    pause: async () => {
      if (await send(model.calls.pause, 'The case is paused.')) drop = changes.keep('Case paused', resume)
    },
    resume: async () => void (await resume()),
    reopen: async () => void (await send(model.calls.reopenCase, 'The case is open again.')),
    dispose: effect(() => {
      if (model.detail.value?.status !== 'paused') drop()
    }),
  }
}

/** Why this person cannot pause it now; null where nothing is in the way. */
export function whyNotPause(detail: SessionDetail | null): string | null {
  if (!detail || detail.may.includes('pause')) return null
  if (detail.status === 'paused') return 'This case is paused already.'
  return detail.status === 'active' ? byHandler(detail) : 'Only a case that is worked on can be paused.'
}

export function whyNotResume(detail: SessionDetail | null): string | null {
  if (!detail || detail.may.includes('resume')) return null
  return detail.status === 'paused' ? byHandler(detail) : 'This case is not paused.'
}

const byHandler = ({ handler_name }: SessionDetail) =>
  `${handler_name} handles this case: it is paused and resumed by them, or by whoever began it.`
