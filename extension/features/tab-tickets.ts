import { browser } from 'wxt/browser'
import { type SeenTicket, ticketWanted } from '../messages.ts'
import { forget, read, ticketOfTab, write } from '../storage.ts'

let last: Promise<void> = Promise.resolve()

/** Remembers what each tab shows, for as long as it shows it. Panels read it from the same place. */
export function keepTicket(tabId: number, ticket: SeenTicket | null): Promise<void> {
  const kept = last.then(() => keep(tabId, ticket))
  last = kept.catch(() => {})
  return kept
}

async function keep(tabId: number, ticket: SeenTicket | null): Promise<void> {
  const before = await read(ticketOfTab(tabId))
  if (JSON.stringify(before) === JSON.stringify(ticket)) return
  if (ticket) await write(ticketOfTab(tabId), ticket)
  else await forget(ticketOfTab(tabId))
}

/** A page that left without a word is found out when the next one in its tab is loaded. */
export function forgetLeftTabs(): void {
  browser.tabs.onRemoved.addListener((tabId) => void forget(ticketOfTab(tabId)))
  browser.tabs.onReplaced?.addListener((_added, removed) => void forget(ticketOfTab(removed)))
  browser.tabs.onUpdated.addListener((tabId, change) => {
    if (change.status === 'complete') void askAgain(tabId)
  })
}

async function askAgain(tabId: number): Promise<void> {
  if ((await read(ticketOfTab(tabId))) === null) return
  await browser.tabs.sendMessage(tabId, ticketWanted, { frameId: 0 }).catch(() => forget(ticketOfTab(tabId)))
}
