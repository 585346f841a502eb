import type { AccountPreferences } from '../../shared/contracts/preferences.ts'
import { bodyOf } from '../line/api.ts'
import type { Pod } from '../pod.ts'
import { createChosenValues } from './chosen-values.ts'
import { readPreferences } from './read-preferences.ts'

/** Preferences of the account as they stand, and what is chosen here but not saved yet. */
export function createPreferencesModel({ api, live }: Pick<Pod, 'api' | 'live'>, mayChange: boolean) {
  const { preferences } = api.client.accounts.me
  const values = createChosenValues<AccountPreferences>({
    read: () => (mayChange ? readPreferences(api) : bodyOf(preferences.$get())),
    write: (json) => bodyOf(preferences.$patch({ json })),
  })
  return {
    ...values,
    follow: () => {
      void values.load()
      return live.follow(['preferences.changed'], values.load, { when: ({ user_id }) => user_id === null })
    },
  }
}
