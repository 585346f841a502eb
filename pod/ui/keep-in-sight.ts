/** How far to scroll so that `box` is whole between `top` and `bottom`; its own top wins where it is too high. */
export function scrollBy(
  box: { top: number; bottom: number },
  view: { top: number; bottom: number },
): number {
  if (box.top < view.top) return box.top - view.top
  return Math.max(0, Math.min(box.bottom - view.bottom, box.top - view.top))
}

/** Moves an element's own scrolling parent just so far that it can be seen, unless somebody is at work there. */
export function keepInSight(element: HTMLElement | null | undefined): void {
  const area = element?.closest('[data-scroll]')
  if (!element || !area || area.matches(':hover') || area.contains(document.activeElement)) return
  const head = element.closest('section')?.querySelector('[data-sticks]')
  const view = area.getBoundingClientRect()
  const top = view.top + (head?.clientHeight ?? 0)
  area.scrollTop += scrollBy(element.getBoundingClientRect(), { top, bottom: view.bottom })
}
