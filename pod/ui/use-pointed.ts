import { useLayoutEffect, useRef } from 'preact/hooks'

/** As long as a row stays marked after something that refers to it was pressed. */
export const pointedMs = 2_500

/** Brings a row into view in its own scrolling parent, never the page around it. */
export function showRow(element: HTMLElement | null): void {
  const row = element?.getBoundingClientRect()
  const area = element?.closest('[data-scroll]')
  const view = area?.getBoundingClientRect()
  if (!row || !area || !view || (row.top >= view.top && row.bottom <= view.bottom)) return
  area.scrollTop += row.top - view.top - Math.max(0, (view.height - row.height) / 3)
}

/** Shows a row and marks it while something points at it. */
export function usePointed<E extends HTMLElement>(isPointed: boolean) {
  const ref = useRef<E>(null)
  useLayoutEffect(() => {
    if (isPointed) showRow(ref.current)
  }, [isPointed])
  return { ref, mark: isPointed ? 'bg-select shadow-[0_0_0_1px_var(--edge)]' : '' }
}
