import { render } from 'preact'
import { announce } from './LiveRegion.tsx'
import { showOver } from './show-over.ts'

let hideLast = () => {}

/** Why a button cannot be pressed, beside it, until the next press, key or scroll. */
export function showWhy(button: HTMLElement, why: string): void {
  hideLast()
  const tip = document.createElement('div')
  render(
    <p
      popover="manual"
      class="float fixed inset-auto z-50 m-0 max-w-280px px-10px py-6px text-meta text-text pointer-events-none"
    >
      {why}
    </p>,
    tip,
  )
  ;(button.closest('.pod-root') ?? document.body).append(tip)
  showOver(tip.firstElementChild as HTMLElement, button, 'left')
  announce(why)

  const ending = new AbortController()
  hideLast = () => {
    ending.abort()
    tip.remove()
    hideLast = () => {}
  }
  const hide = () => hideLast()
  for (const kind of ['pointerdown', 'keydown', 'scroll', 'focusin'])
    document.addEventListener(kind, hide, { capture: true, signal: ending.signal })
  for (const kind of ['blur', 'resize']) window.addEventListener(kind, hide, { signal: ending.signal })
}
