import type { Notification } from '../../shared/contracts/notifications.ts'
import type { Pod } from '../pod.ts'
import { routeOf } from './bell-words.ts'

/** To where something can be done about it; it counts as read. A pod of another ticket opens it in a tab. */
export function openNotified(
  { api, host, router, go }: Pick<Pod, 'api' | 'host' | 'router' | 'go'>,
  of: Notification,
): void {
  const read = api.client.notifications[':id'].read
  void read.$post({ param: { id: of.id } }).catch(() => {})
  const route = routeOf(of)
  if (!of.here && host.openPage) host.openPage(router.pathOf(route))
  else go(route)
}
