import { browser } from 'wxt/browser'
import { readEvents } from '../../pod/line/read-events.ts'
import { change, eventPlace, read, signInKept, who } from '../storage.ts'
import type { TokenKeeper } from './keep-token.ts'
import { type NoticeEvent, noticeEvent, noticesWanted, notifyOf, subjectOf } from './notices.ts'
import { serverAddress } from './server-address.ts'

export const eventsLock = 'flowpilot-events'
const alarmName = 'catch-up'
const everyMinutes = 1
/** The missed ones come at once; this much silence after them means there are no more. */
const quietMs = 2000
const maxEvents = 1000

/** With no panel open nobody hears the server: the alarm looks for what was missed, only to tell the person. */
export function catchUpByAlarm(keeper: TokenKeeper): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === alarmName) void catchUp(keeper).catch(() => {})
  })
  const set = () => void browser.alarms.create(alarmName, { periodInMinutes: everyMinutes })
  browser.runtime.onInstalled.addListener(set)
  browser.runtime.onStartup.addListener(set)
}

export async function catchUp(keeper: TokenKeeper): Promise<void> {
  if ((await read(signInKept)) === null || !(await noticesWanted()) || (await panelFollowsEvents())) return
  const [{ user }, address, token] = await Promise.all([read(who), serverAddress(), keeper.give()])
  if (!user || !address || token.kind !== 'token') return
  const before = await read(eventPlace)
  const lastId = before?.user_id === user.id ? before.last_id : null
  const headers = {
    accept: 'text/event-stream',
    authorization: `Bearer ${token.access_token}`,
    ...(lastId ? { 'last-event-id': lastId } : {}),
  }
  const abort = AbortSignal.timeout(20_000)
  const response = await fetch(`${address.url}/api/v1/events`, {
    headers,
    credentials: 'omit',
    signal: abort,
  })
  if (!response.ok) return
  const missed = await readMissed(response)
  for (const about of missed.events) await notifyOf(about, keeper)
  await keepPlace(user.id, missed.last_id ?? lastId)
}

type Missed = { last_id: string | null; events: NoticeEvent[] }

async function readMissed(response: Response): Promise<Missed> {
  const events = new Map<string, NoticeEvent>()
  let last_id: string | null = null
  let count = 0
  try {
    for await (const { event, id, data } of readEvents(response, quietMs)) {
      if (id) last_id = id
      // an id at once: nothing was missed
      if ((event === 'ready' || event === 'reset') && id) break
      if (event === 'ready') continue
      const about = noticeEvent(event, data)
      if (about) events.set(subjectOf(about), about)
      if (++count >= maxEvents) break
    }
  } catch {
    // silence: caught up
  }
  return { last_id, events: [...events.values()] }
}

async function panelFollowsEvents(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === eventsLock)
}

/** How far was read, by the alarm or by a panel. */
export function keepPlace(userId: string, last_id: string | null): Promise<void> {
  return change(eventPlace, (before) => ({
    user_id: userId,
    last_id,
    shown: before?.user_id === userId ? before.shown : [],
  }))
}
