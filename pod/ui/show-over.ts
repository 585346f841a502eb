import { placeMenu } from './place-menu.ts'

/**
 * Shows `part` at `root` above everything that scrolls or clips. A browser without popovers shows it where it is in the
 * page, which measures from the pod's own corner.
 */
export function showOver(part: HTMLElement, root: HTMLElement, at: 'left' | 'right'): void {
  const isOnTop = typeof part.showPopover === 'function'
  if (isOnTop) part.showPopover()
  const pod = (root.closest('.pod-root') ?? document.documentElement).getBoundingClientRect()
  const button = (root.querySelector('button') ?? root).getBoundingClientRect()
  const size = { width: part.offsetWidth, height: part.offsetHeight }
  const { left, top, maxHeight } = placeMenu(button, size, pod, at)
  const corner = isOnTop ? { left: 0, top: 0 } : pod
  part.style.left = `${left - corner.left}px`
  part.style.top = `${top - corner.top}px`
  part.style.maxHeight = `${maxHeight}px`
}
