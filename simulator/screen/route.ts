export type Route = { screen: 'ticket'; id: number } | { screen: 'board' } | { screen: 'faults' }

const base = '/v4_6_release/ConnectWise.aspx'

export function readRoute(address: URL): Route {
  if (address.pathname === '/__simulator') return { screen: 'faults' }
  const query = new Map([...address.searchParams].map(([name, value]) => [name.toLowerCase(), value]))
  const id = query.get('recid') ?? query.get('srrecid') ?? ''
  const isTicket = query.get('routeto')?.toLowerCase() === 'servicefv' && /^[1-9]\d{0,8}$/.test(id)
  return isTicket ? { screen: 'ticket', id: Number(id) } : { screen: 'board' }
}

export function addressOf(route: Route): string {
  if (route.screen === 'faults') return '/__simulator'
  if (route.screen === 'board') return `${base}?locale=en_US&routeTo=ServiceBoard`
  return `${base}?locale=en_US&routeTo=ServiceFV&recid=${route.id}`
}
