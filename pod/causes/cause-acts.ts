import type { ReadonlySignal } from '@preact/signals'
import type { Cause } from '../../shared/contracts/causes.ts'
import type { PanelActs } from '../case/panel-acts.ts'
import type { ApiProblem } from '../line/api-problem.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { changedCauses } from './cause-order.ts'

/** What a person does to causes. */
export type CauseActs = {
  problems: ReadonlySignal<Record<string, ApiProblem>>
  /** A typed one leads. Rejects with what went wrong. */
  add(text: string): Promise<void>
  /** At once on the screen; a failure puts it back and stands beside the row. */
  set(cause: Cause, state: Cause['state']): Promise<void>
}

const done = { picked: 'Picked, it leads', struck: 'Struck', open: 'Reopened' } as const

export function createCauseActs(
  { act, calls }: Pick<SessionModel, 'act' | 'calls'>,
  { attempt, problems }: Pick<PanelActs, 'attempt' | 'problems'>,
): CauseActs {
  return {
    problems,
    add: async (text) => {
      await act(
        (detail) => detail,
        () => calls.addCause(text),
      )
      announce(`Added as the first cause: ${text}`)
    },
    set: async (cause, state) => {
      const isDone = await attempt(cause.id, () =>
        act(
          (detail) => ({ ...detail, causes: changedCauses(detail.causes, cause, state) }),
          () => calls.changeCause(cause.id, state),
        ),
      )
      if (isDone) announce(`${done[state]}: ${cause.text}`)
    },
  }
}
