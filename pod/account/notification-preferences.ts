import { signal } from '@preact/signals'
import type {
  NotificationPreferences,
  NotificationPreferencesChange,
} from '../../shared/contracts/notifications.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { oneAtATime } from '../line/one-at-a-time.ts'
import type { Pod } from '../pod.ts'

/** How I want to be told; each change is saved as it is made. */
export function createNotificationPreferences({ api, live, me }: Pick<Pod, 'api' | 'live' | 'me'>) {
  const own = api.client.me['notification-preferences']
  const now = signal<NotificationPreferences | null>(null)
  const problem = signal<string | null>(null)
  const attempt = async (work: () => Promise<NotificationPreferences>) => {
    try {
      now.value = await work()
      problem.value = null
    } catch (error) {
      problem.value = asProblem(error).message
      // what was ticked goes back to how it is
      now.value = now.peek() && { ...(now.peek() as NotificationPreferences) }
    }
  }
  const load = oneAtATime(() => attempt(() => bodyOf(own.$get())))
  return {
    now,
    problem,
    load,
    change: (json: NotificationPreferencesChange) => attempt(() => bodyOf(own.$patch({ json }))),
    follow: () => {
      void load()
      return live.follow(['preferences.changed'], load, {
        when: ({ user_id }) => user_id !== null && user_id === me.peek()?.user.id,
      })
    },
  }
}
export type PreferencesOfMine = ReturnType<typeof createNotificationPreferences>
