import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { type EventKind, type EventPayload, eventPayloads } from '../../shared/contracts/events.ts'
import { change, eventPlace, read, settings, who } from '../storage.ts'
import { callServer } from './call-server.ts'
import type { TokenKeeper } from './keep-token.ts'
import { type NoticeKind, noticeEvents, noticeKinds } from './notice-kinds.ts'
import { serverAddress } from './server-address.ts'

const maxShown = 200

export type NoticeEvent = { event: EventKind; data: EventPayload<EventKind> }

/** Null for an event that nobody is ever notified of, or whose data are none. */
export function noticeEvent(event: string, data: unknown): NoticeEvent | null {
  const known = noticeEvents.find((each) => each === event)
  if (!known) return null
  const parsed = v.safeParse(eventPayloads[known], data)
  return parsed.success ? { event: known, data: parsed.output } : null
}

const kindsOf = ({ event }: NoticeEvent) => noticeKinds.filter((kind) => kind.event === event)

/** The same for all events about the same: of those that were missed only the last one counts. */
export function subjectOf(about: NoticeEvent): string {
  const ids = new Set(kindsOf(about).map(({ fetch }) => fetch.id(about.data)))
  return [about.event, ...ids].join(' ')
}

export async function noticesWanted(): Promise<boolean> {
  const { notices } = await read(settings)
  return notices && (await browser.permissions.contains({ permissions: ['notifications'] }))
}

/**
 * Notifies of what an event is about, where that is one of the kinds and concerns me: each kind once. `isLive`: it came
 * this moment.
 */
export async function notifyOf(about: NoticeEvent, keeper: TokenKeeper, isLive = false): Promise<void> {
  const kinds = kindsOf(about)
  const subjects = new Set(kinds.filter((kind) => kind.mayConcern(about.data)).map(({ fetch }) => fetch))
  if (subjects.size === 0 || !(await noticesWanted())) return
  const [{ user }, address, token] = await Promise.all([read(who), serverAddress(), keeper.give()])
  if (!user || !address || token.kind !== 'token') return
  const headers = { authorization: `Bearer ${token.access_token}` }
  for (const fetch of subjects) {
    if (isLive && fetch.settleMs) await pause(fetch.settleMs)
    const id = fetch.id(about.data)
    const url = `${address.url}/api/v1${fetch.address(id)}`
    const found = await callServer(url, fetch.schema, { headers }).catch(() => null)
    if (found === null) continue
    // as it stands now, which may be of another kind than the event
    const kind = kinds.find((each) => each.fetch === fetch && each.concerns(found, user))
    if (kind && (await isFirst(user.id, `${kind.name} ${id}`))) await show(kind, id, found)
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function show(kind: NoticeKind, id: string, found: unknown): Promise<string> {
  return browser.notifications.create(`${kind.path(found)}#${kind.name}.${id}`, {
    type: 'basic',
    iconUrl: browser.runtime.getURL('/icon/128.png'),
    title: kind.title(found),
    message: kind.message(found),
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

/** A click opens the page in a tab: the browser opens panels only at a press within itself. */
export function openPageOnClick(): void {
  let isListening = false
  const listen = () => {
    if (isListening || !browser.notifications) return
    isListening = true
    browser.notifications.onClicked.addListener((id) => void openPage(id))
  }
  listen()
  browser.permissions.onAdded.addListener(listen)
}

async function openPage(noticeId: string): Promise<void> {
  const [path = ''] = noticeId.split('#')
  const address = await serverAddress()
  if (!address) return
  // a notice of an earlier version has no path in its id
  await browser.tabs.create({ url: `${address.url}${path.startsWith('/') ? path : '/app'}` })
  await browser.notifications.clear(noticeId)
}
