import { mountCockpit } from './app.tsx'
import { createBrowserHost } from './hosts/browser.ts'
import type { PageFacts } from './hosts/page-facts.ts'
import { FullPage } from './screens/FullPage.tsx'

/** The full page in a tab. */
export function mount(root: HTMLElement, facts: PageFacts): void {
  mountCockpit(root, createBrowserHost({ win: window, facts }), FullPage)
}
