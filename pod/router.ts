/** Where the full page stands. */
export type Route =
  | { screen: 'new' }
  | { screen: 'case'; session_id: string }
  | { screen: 'posts' }
  | { screen: 'settings' }
  | { screen: 'audit' }
  /** Where a one-time link leads; without a sign-in. */
  | { screen: 'password' }
  | { screen: 'unknown' }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function routeOf(path: string): Route {
  const [first, second, third, ...rest] = path.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? []
  if (first !== 'app' || rest.length > 0) return { screen: 'unknown' }
  if (second === undefined) return { screen: 'new' }
  const pages = ['posts', 'settings', 'audit', 'password'] as const
  const page = pages.find((each) => each === second)
  if (page && third === undefined) return { screen: page }
  if (second === 'cases' && third !== undefined && uuid.test(third))
    return { screen: 'case', session_id: third }
  return { screen: 'unknown' }
}

export function pathOf(route: Route): string {
  if (route.screen === 'case') return `/app/cases/${route.session_id}`
  return route.screen === 'new' || route.screen === 'unknown' ? '/app' : `/app/${route.screen}`
}
