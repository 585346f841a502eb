/** Where the full page stands. */
export type Route =
  | { screen: 'new' }
  | { screen: 'case'; session_id: string }
  | { screen: 'posts' }
  | { screen: 'settings' }
  | { screen: 'unknown' }

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function routeOf(path: string): Route {
  const [first, second, third, ...rest] = path.split(/[?#]/)[0]?.split('/').filter(Boolean) ?? []
  if (first !== 'app' || rest.length > 0) return { screen: 'unknown' }
  if (second === undefined) return { screen: 'new' }
  if (second === 'posts' && third === undefined) return { screen: 'posts' }
  if (second === 'settings' && third === undefined) return { screen: 'settings' }
  if (second === 'cases' && third !== undefined && uuid.test(third))
    return { screen: 'case', session_id: third }
  return { screen: 'unknown' }
}

export function pathOf(route: Route): string {
  if (route.screen === 'case') return `/app/cases/${route.session_id}`
  return route.screen === 'settings' || route.screen === 'posts' ? `/app/${route.screen}` : '/app'
}
