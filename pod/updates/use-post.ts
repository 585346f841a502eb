import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'
import { toast } from '../ui/Toasts.tsx'
import type { UpdateModel } from './update-model.ts'
import { useArmed } from './use-armed.ts'

/** The press and its key: only a person's, and only on a button that stood still. */
export function usePost(
  model: UpdateModel,
  button: RefObject<HTMLButtonElement | null>,
  key: string,
  shift: boolean,
) {
  const armed = useArmed(button)
  const press = (event: Event) => {
    if (armed(event)) void model.post()
    else if (event.isTrusted) toast('The button just moved. Press again.')
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== key || !(event.ctrlKey || event.metaKey) || event.shiftKey !== shift || event.repeat)
        return
      event.preventDefault()
      if (button.current?.getAttribute('aria-disabled') !== 'true') press(event)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
  return press
}
