import { mountCockpit } from './app.tsx'
import { createConnectWiseHost } from './hosts/connectwise.ts'
import type { PageFacts } from './hosts/page-facts.ts'
import { TicketPod } from './screens/TicketPod.tsx'

/** The pod in a ticket screen. */
export function mount(root: HTMLElement, facts: PageFacts): void {
  mountCockpit(root, createConnectWiseHost({ win: window, facts }), TicketPod)
}
