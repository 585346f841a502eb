import { type ReadonlySignal, signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import type { SeenTicket } from '../messages.ts'
import { read, ticketOfTab, watch } from '../storage.ts'
import { followSite, isFollowed, readTab } from './follow-sites.ts'

export type FollowedTab = {
  shown: ReadonlySignal<SeenTicket | null>
  offer: ReadonlySignal<string | null>
  follow(): Promise<boolean>
  start(): () => void
}

/** The ticket of the active tab of one window, by what the tabs' own scripts said. */
export function createFollowedTab(windowId: number): FollowedTab {
  const shown = signal<SeenTicket | null>(null)
  const offer = signal<string | null>(null)
  let tabId = -1
  let stopWatching = () => {}

  const show = (of: number, ticket: SeenTicket | null) => {
    if (of !== tabId) return
    shown.value = ticket
    offer.value = null
    if (ticket?.needs_grant)
      void isFollowed(ticket.site).then((followed) => {
        if (of === tabId && shown.peek() === ticket && !followed) offer.value = ticket.site
      })
  }
  const turnTo = async (next: number) => {
    tabId = next
    stopWatching()
    stopWatching = watch(ticketOfTab(next), (ticket) => show(next, ticket))
    const known = await read(ticketOfTab(next))
    show(next, known)
    // open since before the extension was, or opened by the toolbar button where nothing is followed
    if (!known) await readTab(next)
  }
  const look = async () => {
    const [active] = await browser.tabs.query({ active: true, windowId })
    if (active?.id !== undefined) await turnTo(active.id)
  }
  return {
    shown,
    offer,
    follow: async () => {
      const site = offer.peek()
      const done = site !== null && (await followSite(site))
      if (done) offer.value = null
      return done
    },
    start: () => {
      const onActivated = (info: { tabId: number; windowId: number }) => {
        if (info.windowId === windowId) void turnTo(info.tabId)
      }
      const onUpdated = (id: number, change: { status?: string }) => {
        // after a press of the toolbar button its tab may be read until it goes elsewhere
        if (id === tabId && change.status === 'complete' && shown.peek() === null) void readTab(id)
      }
      browser.tabs.onActivated.addListener(onActivated)
      browser.tabs.onUpdated.addListener(onUpdated)
      void look()
      return () => {
        browser.tabs.onActivated.removeListener(onActivated)
        browser.tabs.onUpdated.removeListener(onUpdated)
        stopWatching()
      }
    },
  }
}
