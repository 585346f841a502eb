import { browser } from 'wxt/browser'
import { type FromPanel, type OpenAnswer, type PageAnswer, type PanelAnswer, receive } from '../messages.ts'
import { read, settings, who } from '../storage.ts'
import { showBadge } from './badge.ts'
import { keepPlace } from './catch-up.ts'
import type { TokenKeeper } from './keep-token.ts'
import { noticeEvent, notifyOf } from './notices.ts'
import { openPanel, opensFromPages } from './open-panel.ts'
import { keepTicket } from './tab-tickets.ts'

/** The one door for messages: who asks is told by the browser, what is asked by a schema; the rest is dropped. */
export function answerMessages(keeper: TokenKeeper): void {
  browser.runtime.onMessage.addListener((message, sender, respond) => {
    const received = receive(message, sender)
    if (!received) return false
    if (received.from === 'panel') {
      answerPanel(received.message, keeper).then(respond, () =>
        respond({ kind: 'obstacle', code: 'unreachable' }),
      )
      return true
    }
    if (received.message.kind === 'panel_wanted') {
      void openPanel(received.tab_id).then((opened) => respond({ opened } satisfies OpenAnswer))
      return true
    }
    // the page's own address is the browser's word, not the page's
    const { ticket } = received.message
    const tabId = received.tab_id
    answerPage(tabId, ticket && { ...ticket, site: received.origin }, keeper).then(respond, () =>
      respond(null),
    )
    return true
  })
}

async function answerPage(
  tabId: number,
  ticket: Parameters<typeof keepTicket>[1],
  keeper: TokenKeeper,
): Promise<PageAnswer> {
  await keepTicket(tabId, ticket)
  void showBadge(tabId, keeper).catch(() => {})
  return { button: opensFromPages() && (await read(settings)).ticket_button }
}

async function answerPanel(message: FromPanel, keeper: TokenKeeper): Promise<PanelAnswer> {
  if (message.kind === 'token_wanted') return keeper.give(message.rejected, message.again)
  if (message.kind === 'sign_in_wanted') return keeper.signIn()
  if (message.kind === 'sign_out_wanted') return keeper.signOut()
  const { user } = await read(who)
  if (user && message.id) await keepPlace(user.id, message.id)
  const about = noticeEvent(message.event, message.data)
  if (about) await notifyOf(about, keeper, true)
  return { kind: 'done' }
}
