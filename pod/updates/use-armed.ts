import type { RefObject } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** A button that just appeared or moved is not pressed by accident: it waits this long. */
const settleMs = 500
const lookEveryMs = 100

/**
 * Whether a press may count: made by a person (`isTrusted`), and the button stood still long enough before it.
 * Guards against overlays that slide the button under a click meant for something else.
 */
export function useArmed(button: RefObject<HTMLButtonElement | null>): (event: Event) => boolean {
  const movedAt = useRef(performance.now())
  const last = useRef('')
  useEffect(() => {
    movedAt.current = performance.now()
    const look = () => {
      const box = button.current?.getBoundingClientRect()
      const place = box ? `${Math.round(box.x)} ${Math.round(box.y)} ${Math.round(box.width)}` : ''
      if (place !== last.current) movedAt.current = performance.now()
      last.current = place
    }
    look()
    const timer = setInterval(look, lookEveryMs)
    return () => clearInterval(timer)
  }, [button])
  return (event) => event.isTrusted && performance.now() - movedAt.current >= settleMs
}
