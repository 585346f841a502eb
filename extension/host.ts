import { signal } from '@preact/signals'
import { browser } from 'wxt/browser'
import type { Host, Pin, TabTicket } from '../pod/host.ts'
import { copyText } from '../pod/hosts/copy.ts'
import { createMemoryPath } from '../pod/hosts/memory-path.ts'
import { createStorage } from '../pod/hosts/storage.ts'
import { createFollowedTab } from './features/follow-tab.ts'
import { noticeEvents } from './features/notice-kinds.ts'
import { createPanelToken } from './features/panel-token.ts'
import { createSharedLive } from './features/share-live.ts'
import { ask } from './messages.ts'
import { forget, pinOfWindow, read, settings, watch, who, write } from './storage.ts'

const isWeb = /^https?:\/\//

export type PanelFacts = { base_url: string; window_id: number; pin: Pin | null; user_id: string | null }

/** The browser's side panel: beside the tabs of one window, signed in by the background. */
export function createPanelHost(win: Window, given: PanelFacts): Host {
  const { version } = browser.runtime.getManifest()
  const token = createPanelToken(given.base_url, { Server: given.base_url || 'none', Panel: version }, () =>
    win.location.reload(),
  )
  const tab = createFollowedTab(given.window_id)
  const pin = signal(given.pin)
  let userId = given.user_id

  const openPage = (path: string) =>
    void browser.tabs.create({ url: `${given.base_url}${path}`, windowId: given.window_id })
  const onWho = ({ user, word }: { user: { id: string } | null; word: string | null }) => {
    // another person: nothing of the one before may stay on the screen
    if (user && userId && user.id !== userId) return win.location.reload()
    if (user && !userId)
      void read(pinOfWindow(given.window_id, user.id)).then((kept) => {
        pin.value = kept
      })
    userId = user?.id ?? userId
    if (user) token.tryAgain()
    else token.end(word)
  }

  return {
    ...createStorage(win),
    kind: 'panel',
    base_url: given.base_url,
    ticket: signal(null),
    trouble: token.trouble,
    signed_in: token.signed_in,
    ...createMemoryPath(() => ticketIn(tab.shown.value)),
    accessToken: token.get,
    renew: token.renew,
    lastToken: token.last,
    refreshScreen: () => {},
    openTicket: (_ticketId, url) => {
      if (url && isWeb.test(url)) void browser.tabs.create({ url, windowId: given.window_id })
    },
    openPage,
    reload: () => win.location.reload(),
    copy: (text) => copyText(win, text),
    tryAgain: () => {
      if (token.trouble.value?.code === 'no_server') void browser.runtime.openOptionsPage()
      else token.tryAgain()
    },
    signOut: async () => {
      await ask({ kind: 'sign_out_wanted' }).catch(() => {})
    },
    panel: {
      shown: tab.shown,
      offer: tab.offer,
      follow: tab.follow,
      pin,
      setPin: (next) => {
        pin.value = next
        const item = pinOfWindow(given.window_id, userId ?? '')
        void (next ? write(item, next) : forget(item))
      },
      signIn: token.signIn,
      word: token.word,
      openOptions: () => void browser.runtime.openOptionsPage(),
      createLive: (api) =>
        createSharedLive(
          api,
          { locks: win.navigator.locks, channel: new BroadcastChannel('flowpilot-events') },
          sendToBackground,
        ),
    },
    start: () => {
      const stops = [
        tab.start(),
        watch(who, onWho),
        watch(
          settings,
          ({ server_url }) => server_url !== null && server_url !== given.base_url && win.location.reload(),
        ),
        token.stop,
      ]
      token.get().catch(() => {})
      return () => {
        for (const stop of stops) stop()
      }
    },
  }
}

const ticketIn = (shown: TabTicket | null) => shown && `${shown.site} ${shown.ticket_id}`

/** The background notifies, also of what this panel reads while it keeps the stream. */
function sendToBackground(id: string | null, event: string, data: unknown): void {
  if (noticeEvents.some((each) => each === event))
    ask({ kind: 'event_heard', event, id, data }).catch(() => {})
}
