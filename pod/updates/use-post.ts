import type { RefObject } from 'preact'
import { act, useActs } from '../acts/acts.ts'
import { toast } from '../ui/Toasts.tsx'
import type { UpdateModel } from './update-model.ts'
import { useArmed } from './use-armed.ts'

/** The press and its key: only a person's, and only on a button that stood still. `why`: the button is dashed. */
export function usePost(
  model: UpdateModel,
  button: RefObject<HTMLButtonElement | null>,
  id: 'post' | 'postForClient',
  why: string | undefined,
) {
  const armed = useArmed(button)
  const press = (event: Event) => {
    if (armed(event)) void model.post()
    else if (event.isTrusted) toast('The button just moved. Press again.')
  }
  useActs('sheet', () => [
    act(id, {
      why: () => why ?? (model.posting.peek() ? 'It is being posted.' : null),
      run: (_, event) => {
        if (event) press(event)
      },
    }),
  ])
  return press
}
