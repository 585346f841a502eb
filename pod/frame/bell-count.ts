import { signal } from '@preact/signals'
import { bodyOf } from '../line/api.ts'
import { oncePerPod } from '../pod.ts'
import { toast } from '../ui/Toasts.tsx'
import { headingOf } from './bell-words.ts'
import { openNotified } from './open-notified.ts'

/**
 * How much of what I was told is unread. A screen that has the focus says what is new, unless its case stands there, and
 * the server is told so: nothing outside says it again.
 */
export const unreadOf = oncePerPod((pod) => {
  const { notifications } = pod.api.client
  const unread = signal(0)
  const load = async (came: readonly object[] | null) => {
    const page = await bodyOf(notifications.$get({ query: { limit: '1' } }))
    unread.value = page.unread
    const [newest] = page.items
    if (!newest || newest.seen_at || !document.hasFocus()) return
    const isNew = came?.some((event) => 'notification_id' in event && event.notification_id === newest.id)
    if (isNew && !pod.shown.peek().has(newest.session_id ?? ''))
      toast(headingOf(newest), { action: { label: 'Open', onPress: () => openNotified(pod, newest) } })
    await notifications.seen.$post({ json: { up_to: newest.id } })
  }
  void load(null).catch(() => {})
  pod.live.follow(['notification.created', 'notification.read'], load)
  return unread
})
