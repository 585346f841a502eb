import { signal } from '@preact/signals'
import { stripHidden } from '../ui/clean-text.ts'

/** What the page in view is called, told by its head. */
export const pageTitle = signal('')

const product = 'FlowPilot'

/** "(2) #48291 Mail from outside fails · FlowPilot": in front how many posts wait for somebody. */
export function documentTitle(title: string, waiting: string | null): string {
  const words = stripHidden(title).replace(/\s+/g, ' ').trim()
  const named = words && words !== product ? `${words} · ${product}` : product
  return waiting ? `(${waiting}) ${named}` : named
}

let isWanted = false

/** After a change of page: its heading takes the focus, unless something of the new page has it. */
export function wantHeading(): void {
  isWanted = true
  focusHeading()
}

/** Called by each head that is drawn, as a page's part may come later than its place. */
export function focusHeading(): void {
  if (!isWanted) return
  setTimeout(() => {
    const heading = document.querySelector<HTMLElement>('main h1')
    if (!isWanted || !heading) return
    isWanted = false
    if (heading.closest('main')?.contains(document.activeElement)) return
    heading.tabIndex = -1
    heading.focus({ preventScroll: true })
  })
}
