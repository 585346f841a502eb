import type { AccountPreferences } from '../../shared/contracts/preferences.ts'
import { type Api, bodyOf } from '../line/api.ts'

/** An account that has no time zone yet gets the one of the first admin's browser that reads this. */
export async function readPreferences({ client }: Pick<Api, 'client'>): Promise<AccountPreferences> {
  const { preferences } = client.accounts.me
  const found = await bodyOf(preferences.$get())
  if (found.time_zone !== null) return found
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return bodyOf(preferences.$patch({ json: { time_zone: timeZone } })).catch(() => found)
}
