import * as v from 'valibot'
import { browser } from 'wxt/browser'
import type { Post } from '../../shared/contracts/posts.ts'
import { change, eventPlace, read, settings, who } from '../storage.ts'
import { callServer } from './call-server.ts'
import type { TokenKeeper } from './keep-token.ts'
import { serverAddress } from './server-address.ts'

/** A note that took longer than this is notified of when it has arrived. */
const lateMs = 2 * 60_000
const maxShown = 200

const post = v.object({
  id: v.string(),
  user_id: v.string(),
  session_id: v.nullable(v.string()),
  ticket_id: v.string(),
  state: v.string(),
  explanation: v.string(),
  created_at: v.string(),
  posted_at: v.nullable(v.string()),
})
type Notified = Pick<Post, 'ticket_id' | 'explanation' | 'created_at' | 'posted_at'>
type Kind = {
  states: readonly Post['state'][]
  applies?: (post: Notified) => boolean
  title: (post: Notified) => string
}

/** What concerns a person who is not looking: one row per kind. */
export const kinds: readonly Kind[] = [
  { states: ['needs_human'], title: ({ ticket_id }) => `Your note on #${ticket_id} needs you` },
  { states: ['rejected', 'blocked'], title: ({ ticket_id }) => `Your note on #${ticket_id} was not posted` },
  {
    states: ['posted', 'verified'],
    applies: isLate,
    title: ({ ticket_id }) => `Your note on #${ticket_id} was posted late`,
  },
]

function isLate({ created_at, posted_at }: Notified): boolean {
  return posted_at !== null && Date.parse(posted_at) - Date.parse(created_at) > lateMs
}

export async function noticesWanted(): Promise<boolean> {
  const { notices } = await read(settings)
  return notices && (await browser.permissions.contains({ permissions: ['notifications'] }))
}

/** Notifies of a post that changed: mine, of a kind above, each kind once. */
export async function notifyOfPost(postId: string, state: string, keeper: TokenKeeper): Promise<void> {
  if (!kinds.some(({ states }) => (states as readonly string[]).includes(state)) || !(await noticesWanted()))
    return
  const [{ user }, address, token] = await Promise.all([read(who), serverAddress(), keeper.give()])
  if (!user || !address || token.kind !== 'token') return
  const headers = { authorization: `Bearer ${token.access_token}` }
  const found = await callServer(`${address.url}/api/v1/posts/${encodeURIComponent(postId)}`, post, {
    headers,
  }).catch(() => null)
  // as it stands now, which may be further than the event
  const row = kinds.findIndex(
    ({ states, applies }) =>
      found && (states as readonly string[]).includes(found.state) && (applies?.(found as Notified) ?? true),
  )
  const kind = kinds[row]
  if (!found || found.user_id !== user.id || !kind || !(await isFirst(user.id, `${postId} ${row}`))) return
  await browser.notifications.create(`case.${found.session_id ?? ''}.${postId}.${row}`, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: kind.title(found),
    message: found.explanation,
  })
}

async function isFirst(userId: string, notice: string): Promise<boolean> {
  let isNew = false
  await change(eventPlace, (before) => {
    const own = before?.user_id === userId ? before : { user_id: userId, last_id: null, shown: [] }
    isNew = !own.shown.includes(notice)
    return isNew ? { ...own, shown: [...own.shown, notice].slice(-maxShown) } : own
  })
  return isNew
}

/** A click opens the case in a tab: the browser opens panels only at a press within itself. */
export function openCaseOnClick(): void {
  let isListening = false
  const listen = () => {
    if (isListening || !browser.notifications) return
    isListening = true
    browser.notifications.onClicked.addListener((id) => void openCase(id))
  }
  listen()
  browser.permissions.onAdded.addListener(listen)
}

async function openCase(noticeId: string): Promise<void> {
  const [, sessionId] = noticeId.split('.')
  const address = await serverAddress()
  if (!address) return
  await browser.tabs.create({ url: `${address.url}/app${sessionId ? `/cases/${sessionId}` : ''}` })
  await browser.notifications.clear(noticeId)
}
