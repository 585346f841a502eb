import { signal } from '@preact/signals'
import { stripHidden } from '../ui/clean-text.ts'

/** What the page in view is called, told by its head. */
export const pageTitle = signal('')

/** How many handoffs this tab was told of while nobody looked at it, and that are still unread. */
export const toldWhileHidden = signal(0)

const product = 'FlowPilot'

/**
 * "(2) #48291 Mail from outside fails · FlowPilot": in front how many posts wait for somebody and how many handoffs came
 * while the tab was hidden. It stands still, so that no motion has to be reduced.
 */
export function documentTitle(title: string, posts: string | null, handoffs = 0): string {
  const words = stripHidden(title).replace(/\s+/g, ' ').trim()
  const named = words && words !== product ? `${words} · ${product}` : product
  const waiting = Number.parseInt(posts ?? '0', 10) + handoffs
  return waiting > 0 ? `(${waiting}${posts?.endsWith('+') ? '+' : ''}) ${named}` : named
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
