import { computed, type Signal, signal } from '@preact/signals'
import type { AccountPreferences } from '../../shared/contracts/preferences.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import type { Pod } from '../pod.ts'
import { readPreferences } from './read-preferences.ts'

/** Preferences of the account as they stand, and what is chosen here but not saved yet. */
export function createPreferencesModel({ api, live }: Pick<Pod, 'api' | 'live'>, mayChange: boolean) {
  const { preferences } = api.client.accounts.me
  const kept: Signal<AccountPreferences | null> = signal(null)
  const chosen = signal<Partial<AccountPreferences>>({})
  const problem = signal<string | null>(null)
  const busy = signal(false)
  const attempt = async (work: () => Promise<AccountPreferences>): Promise<boolean> => {
    problem.value = null
    try {
      kept.value = await work()
      return true
    } catch (error) {
      problem.value = asProblem(error).message
      return false
    }
  }
  /** Nothing but what differs is sent: what somebody else sets meanwhile stays theirs. */
  const changed = computed(() => {
    const now = kept.value
    const entries = Object.entries(chosen.value) as [keyof AccountPreferences, string | null][]
    return Object.fromEntries(entries.filter(([name, value]) => now !== null && value !== now[name]))
  })
  return {
    /** With what is chosen here; null until it was read. */
    shown: computed(() => kept.value && { ...kept.value, ...chosen.value }),
    kept,
    problem,
    busy,
    isChanged: computed(() => Object.keys(changed.value).length > 0),
    choose: (change: Partial<AccountPreferences>) => {
      chosen.value = { ...chosen.value, ...change }
    },
    save: async (): Promise<boolean> => {
      if (busy.value) return false
      busy.value = true
      const sent: Record<string, string | null> = changed.value
      const done = await attempt(() => bodyOf(preferences.$patch({ json: sent })))
      if (done) {
        // what was chosen while it was on its way is not saved yet
        const rest = Object.entries(chosen.value).filter(([name, value]) => sent[name] !== value)
        chosen.value = Object.fromEntries(rest)
      }
      busy.value = false
      return done
    },
    follow: () => {
      const read = () => attempt(() => (mayChange ? readPreferences(api) : bodyOf(preferences.$get())))
      void read()
      return live.follow(['preferences.changed'], read, { when: ({ user_id }) => user_id === null })
    },
  }
}
