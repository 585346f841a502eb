import type { Present } from '../../shared/contracts/presence.ts'
import type { Surface } from '../keys/access-token.ts'

/** Two beats may be lost before somebody counts as gone. */
export const goneAfterMs = 25_000
/** The oldest are forgotten beyond these. */
const placesPerPerson = 20
const mostListed = 50

/** One tab of one person in one case. `since`: ms, when this state began. */
export type Place = {
  account_id: string
  session_id: string
  ticket_id: string | null
  user_id: string
  name: string
  surface: Surface
  /** Which of their tabs, where it says. */
  tab: string | null
  /** The sign-in it came by; a pod has none. */
  family_id: string | null
  state: Present['state']
  since: number
}
type Heard = Place & { heard_at: number }
export type SignIn = { account_id: string; user_id: string; family_id: string }
export type Change = Pick<Place, 'account_id' | 'session_id' | 'ticket_id'>

/** Who is where, as this process last heard it, account by account. */
export function createPlaces(now: () => number = Date.now) {
  const accounts = new Map<string, Map<string, Map<string, Heard>>>()
  const keyOf = ({ session_id, surface, tab }: Pick<Place, 'session_id' | 'surface' | 'tab'>) =>
    `${session_id} ${surface} ${tab}`
  const isHere = (place: Heard) => now() - place.heard_at < goneAfterMs

  const placesOf = ({ account_id, user_id }: Pick<Place, 'account_id' | 'user_id'>) => {
    const people = accounts.get(account_id) ?? new Map<string, Map<string, Heard>>()
    accounts.set(account_id, people)
    const places = people.get(user_id) ?? new Map<string, Heard>()
    people.set(user_id, places)
    return places
  }
  const find = (place: Omit<Place, 'state' | 'since'>): Heard | undefined => {
    const found = accounts.get(place.account_id)?.get(place.user_id)?.get(keyOf(place))
    return found && isHere(found) ? found : undefined
  }

  return {
    find,
    /** True where others see a difference. */
    put(place: Place): boolean {
      const before = find(place)
      const places = placesOf(place)
      places.delete(keyOf(place))
      places.set(keyOf(place), { ...place, heard_at: now() })
      for (const oldest of places.keys()) if (places.size > placesPerPerson) places.delete(oldest)
      return before?.state !== place.state
    },
    /** True where somebody was there. */
    remove(place: Omit<Place, 'state' | 'since'>): boolean {
      const wasHere = find(place) !== undefined
      accounts.get(place.account_id)?.get(place.user_id)?.delete(keyOf(place))
      return wasHere
    },
    /** Where this sign-in of a person is: its places. */
    ofSignIn: ({ account_id, user_id, family_id }: SignIn): Place[] =>
      [...(accounts.get(account_id)?.get(user_id)?.values() ?? [])].filter(
        (place) => place.family_id === family_id,
      ),
    /** Everybody in a case but `except`, each once: typing before reading, else where they came first. */
    of(account_id: string, session_id: string, except: string): Present[] {
      const people = [...(accounts.get(account_id) ?? [])].filter(([user_id]) => user_id !== except)
      const found = people.flatMap(([, places]) => {
        const here = [...places.values()].filter((place) => place.session_id === session_id && isHere(place))
        const typing = here.filter(({ state }) => state === 'typing')
        return (typing.length > 0 ? typing : here).toSorted((a, b) => a.since - b.since).slice(0, 1)
      })
      return found
        .toSorted((a, b) => a.name.localeCompare(b.name))
        .slice(0, mostListed)
        .map(({ user_id, name, surface, state, since }) => ({
          user_id,
          name,
          surface,
          state,
          since: new Date(since).toISOString(),
        }))
    },
    /** Forgets who has been silent too long; answers the cases that are thereby left by somebody. */
    forgetSilent(): Change[] {
      const left = new Map<string, Change>()
      for (const [account_id, people] of accounts) {
        for (const [user_id, places] of people) {
          for (const [key, place] of places)
            if (!isHere(place)) {
              places.delete(key)
              left.set(place.session_id, place)
            }
          if (places.size === 0) people.delete(user_id)
        }
        if (people.size === 0) accounts.delete(account_id)
      }
      return [...left.values()]
    },
  }
}
