import type { Notification } from '../../shared/contracts/notifications.ts'
import type { Pod } from '../pod.ts'
import { searchOf } from '../router.ts'
import { routeOf } from './bell-words.ts'

/** To where something can be done about it; it counts as read. A pod of another ticket opens it in a tab. */
export function openNotified(
  { api, host, router, go, shown }: Pick<Pod, 'api' | 'host' | 'router' | 'go' | 'shown'>,
  of: Notification,
): void {
  const read = api.client.notifications[':id'].read
  void read.$post({ param: { id: of.id } }).catch(() => {})
  const route = routeOf(of)
  // the case in view opens what is asked for where it stands
  if (route.query && shown.peek().has(of.session_id ?? ''))
    host.goTo(host.path.peek().replace(/\?.*/, '') + searchOf(route.query))
  else if (!of.here && host.openPage) host.openPage(router.pathOf(route))
  else go(route)
}
