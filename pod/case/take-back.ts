import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { SessionModel } from '../sessions/session-model.ts'
import type { TurnModel } from '../turns/turn-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import type { PanelActs } from './panel-acts.ts'

/** Takes an answer back: its question is open again, and what followed from the answer goes. */
export type TakeBack = {
  /** Why it cannot be done now. */
  why: ReadonlySignal<string | undefined>
  /** What goes wrong stands beside the row `row_id`. */
  run(question_id: string, row_id: string): Promise<void>
}

export function createTakeBack(
  model: SessionModel,
  acts: Pick<PanelActs, 'attempt'>,
  turn: Pick<TurnModel, 'is_running'>,
  onOpen: () => void,
): TakeBack {
  const is_running = signal(false)
  const why = computed(() => {
    if (turn.is_running.value) return 'FlowPilot is still answering. Wait for it, or stop it first.'
    return is_running.value ? 'An answer is being taken back.' : undefined
  })
  return {
    why,
    run: async (question_id, row_id) => {
      if (why.peek()) return
      is_running.value = true
      const isOpen = await acts.attempt(row_id, async () => model.take(await model.calls.reopen(question_id)))
      is_running.value = false
      if (!isOpen) return model.refresh()
      const question = model.detail.peek()?.questions.find(({ id }) => id === question_id)
      announce(`The answer was taken back. FlowPilot asks: ${question?.text ?? ''}`)
      onOpen()
    },
  }
}
