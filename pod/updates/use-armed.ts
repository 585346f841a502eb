import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { onMoved } from './on-moved.ts'

/** A button that just appeared or moved is not pressed by accident: it waits this long. */
const settleMs = 500

/**
 * Whether a press may count: made by a person (`isTrusted`), and the button stood still long enough before it.
 * Guards against overlays that slide the button under a click meant for something else.
 */
export function useArmed(button: RefObject<HTMLButtonElement | null>): (event: Event) => boolean {
  const movedAt = useRef(performance.now())
  const watched = useRef<{ element: HTMLElement | null; stop: () => void }>({ element: null, stop: () => {} })
  // after every draw: the button may be another one
  useEffect(() => {
    const element = button.current
    if (watched.current.element === element) return
    watched.current.stop()
    const move = () => {
      movedAt.current = performance.now()
    }
    move()
    watched.current = { element, stop: element ? onMoved(element, move) : () => {} }
  })
  useEffect(() => () => watched.current.stop(), [])
  return (event) => event.isTrusted && performance.now() - movedAt.current >= settleMs
}
