import { browser } from 'wxt/browser'
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { showTicketButton } from '../features/ticket-button.ts'
import { watchTicket } from '../features/watch-ticket.ts'
import type { FromPage, OpenAnswer, PageAnswer } from '../messages.ts'
import type { TicketReference } from '../pages/site.ts'

// The content script. Where it runs stands in the manifest, and in the grants of each person; the builder's own kind of
// content script would listen to events that a page can send.
export default defineUnlistedScript({
  main: () => {
    const ours = globalThis as { isWatchedByFlowPilot?: boolean }
    if (ours.isWatchedByFlowPilot || window.top !== window) return
    ours.isWatchedByFlowPilot = true
    let hide: (() => void) | undefined
    let isUnwanted = false

    const say = (message: FromPage) => browser.runtime.sendMessage(message)
    const takeAway = () => {
      hide?.()
      hide = undefined
    }
    const offer = () => {
      hide ??= showTicketButton(
        document,
        async () => ((await say({ kind: 'panel_wanted' })) as OpenAnswer).opened,
        () => {
          isUnwanted = true
          takeAway()
        },
      )
    }
    const tell = async (ticket: TicketReference | null) => {
      // the extension was updated or removed: its new self watches from the next load on
      if (!browser.runtime?.id) return watch.stop()
      const answer = (await say({ kind: 'ticket_seen', ticket }).catch(() => null)) as PageAnswer | null
      if (ticket && answer?.button && !isUnwanted) offer()
      else takeAway()
    }
    const watch = watchTicket(window, (ticket) => void tell(ticket))
    browser.runtime.onMessage.addListener((message: { kind?: unknown }) => {
      if (message?.kind === 'ticket_wanted') watch.again()
    })
  },
})
