import { signal } from '@preact/signals'
import type { Notification } from '../../shared/contracts/notifications.ts'
import { bodyOf } from '../line/api.ts'
import { oncePerPod } from '../pod.ts'
import { toast } from '../ui/Toasts.tsx'
import { headingOf } from './bell-words.ts'
import { openNotified } from './open-notified.ts'
import { toldWhileHidden } from './page-title.ts'
import { whileHidden } from './while-hidden.ts'

/** So many of the newest are read: an update that is due stands over the page until it is read. */
const looksAt = 10

/**
 * How much of what I was told is unread, and which updates are due, the newest first. A screen that has the focus says
 * what is new, unless its case stands there, and the server is told so: nothing outside says it again.
 */
export const unreadOf = oncePerPod((pod) => {
  const { notifications } = pod.api.client
  const unread = signal(0)
  const due = signal<readonly Notification[]>([])
  let lookedAt: string | null = null
  /** A tab is named after the handoffs it was told of while nobody looked at it, until they are read. */
  const countForTitle = (items: readonly Notification[]) => {
    const isShown = document.visibilityState !== 'hidden' && toldWhileHidden.peek() === 0
    if (lookedAt === null || isShown) lookedAt = items[0]?.created_at ?? ''
    const since = lookedAt
    toldWhileHidden.value = items.filter((one) => isNewHandoff(one) && one.created_at > since).length
  }
  const load = async (came: readonly object[] | null) => {
    const page = await bodyOf(notifications.$get({ query: { limit: String(looksAt) } }))
    unread.value = page.unread
    due.value = page.items.filter(({ kind, read_at }) => kind === 'reminder' && read_at === null)
    if (pod.host.kind === 'page') countForTitle(page.items)
    const [newest] = page.items
    if (!newest || newest.seen_at || !document.hasFocus()) return
    const isNew = came?.some((event) => 'notification_id' in event && event.notification_id === newest.id)
    if (isNew && newest.kind !== 'reminder' && !pod.shown.peek().has(newest.session_id ?? ''))
      toast(headingOf(newest), { action: { label: 'Open', onPress: () => openNotified(pod, newest) } })
    await notifications.seen.$post({ json: { up_to: newest.id } })
  }
  void load(null).catch(() => {})
  pod.live.follow(['notification.created', 'notification.read'], load)
  if (pod.host.kind === 'page')
    whileHidden(async () => pod.me.peek() && (await load(null)), document, globalThis.navigator?.locks)
  return { unread, due }
})

const isNewHandoff = ({ kind, read_at }: Notification) =>
  read_at === null && (kind === 'escalation' || kind === 'handoff_claimed')
