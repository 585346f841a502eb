import type { ComponentType } from 'preact'
import type { Role } from '../shared/contracts/accounts.ts'
import type { Host } from './host.ts'
import type { Icon } from './ui/Icon.tsx'

/**
 * What a page may be asked for, by key: each answers what it takes of a given value. No schema of the library that the
 * contracts have: its 2 kB would come before the first screen.
 */
export type QuerySchema = Record<string, (given: string) => string | undefined>
export type QueryOf<S extends QuerySchema> = { [Key in keyof S]?: ReturnType<S[Key]> }

export const oneOf =
  <const T extends string>(choices: readonly T[]) =>
  (given: string): T | undefined =>
    choices.find((choice) => choice === given)

export const upTo =
  (most: number) =>
  (given: string): string | undefined =>
    given.slice(0, most) || undefined

/** Where somebody goes: the name of a page, what it is of, and what its address says behind the `?`. */
export type Route = {
  screen: string
  session_id?: string
  flow_key?: string
  query?: Record<string, string | undefined>
}

/** What waits for somebody, as a page counts it: "2", "50+", null for nothing. */
export type Waiting = { posts: string | null; needs: string | null; escalations: string | null }

/** One page, wherever it is shown. Addresses, navigation, menus and titles are read from its row. */
export type Page = {
  name: string
  /** `:session_id` stands for the id of a case, `:flow_key` for the key of a flow. */
  path: string
  title: string
  /** Places that show it themselves; from the others it opens in a tab. */
  on: readonly Host['kind'][]
  /** Where a link to it stands. */
  nav?: readonly ('column' | 'menu')[]
  icon?: Parameters<typeof Icon>[0]['of']
  /** Who finds something there; missing: everybody. */
  readers?: readonly Role[]
  /** Shown with nothing beside it, also to somebody who is not signed in. */
  alone?: true
  query?: QuerySchema
  count?: (waiting: Waiting) => string | null
  /** What stands behind that number where it is read out. */
  counted?: string
  /** Missing for the start page: each place begins with its own. */
  Part?: ComponentType<{ route: Route }>
}

/** Whether somebody of this role finds something there. */
export const isReader = ({ readers }: Page, role: Role | undefined): boolean =>
  !readers || (role !== undefined && readers.includes(role))

const caseId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
type Of = Pick<Route, 'session_id' | 'flow_key'>
const kinds: Record<string, RegExp> = { session_id: caseId, flow_key: /^[\w-]+$/ }
const startPath = '/app'

export type Router = ReturnType<typeof createRouter>

/** Addresses of these pages. What is no page's leads to one called `unknown`. */
export function createRouter(pages: readonly Page[]) {
  const pageOf = ({ screen }: Pick<Route, 'screen'>) => pages.find(({ name }) => name === screen)
  return {
    pages,
    pageOf,
    routeOf: (address: string): Route => {
      const [path = '', search = ''] = address.replace(/#.*$/, '').split('?')
      for (const page of pages) {
        const found = match(page.path, path)
        if (!found) continue
        const query = page.query ? readQuery(page.query, search) : {}
        return { screen: page.name, ...found, ...(Object.keys(query).length > 0 ? { query } : {}) }
      }
      return { screen: 'unknown' }
    },
    pathOf: (route: Route): string => {
      const path = pageOf(route)?.path ?? startPath
      return path.replace(/:(\w+)/, (_, of: keyof Of) => route[of] ?? '') + searchOf(route.query ?? {})
    },
  }
}

/** What an address asks for; what the page does not know, or not like this, is left out. */
export function readQuery<S extends QuerySchema>(schema: S, search: string): QueryOf<S> {
  const query: QueryOf<S> = {}
  for (const [key, given] of new URLSearchParams(search)) {
    const known = Object.hasOwn(schema, key) ? schema[key]?.(given) : undefined
    if (known !== undefined) Object.assign(query, { [key]: known })
  }
  return query
}

/** "?state=done", nothing where nothing is asked. */
export function searchOf(query: Record<string, string | undefined>): string {
  const asked = Object.entries(query).filter((each): each is [string, string] => Boolean(each[1]))
  return asked.length > 0 ? `?${new URLSearchParams(asked)}` : ''
}

function match(pattern: string, path: string): Of | null {
  const wanted = pattern.split('/').filter(Boolean)
  const given = path.split('/').filter(Boolean)
  if (wanted.length !== given.length) return null
  const found: Of = {}
  for (const [at, part] of wanted.entries()) {
    const word = given[at] ?? ''
    const of = part.slice(1) as keyof Of
    if (part[0] === ':' && kinds[of]?.test(word)) found[of] = word
    else if (part !== word) return null
  }
  return found
}
