import type { Delivery, DeliveryCause } from '../../shared/contracts/connections.ts'
import { momentOf } from '../ui/when.ts'

/** Why nothing is sent to ConnectWise right now. */
export const deliveryTitles: Record<Delivery['state'], string> = {
  stopped: 'ConnectWise answers unreliably; we send again when it answers.',
  trying: 'ConnectWise answered again. The next one goes alone; when it has arrived, the others follow.',
  paused: 'ConnectWise asked us to wait.',
}

/** What that was seen by. */
export function causeWords({ code, count, since }: DeliveryCause): string {
  return `Since ${momentOf(since)}: ${causes[code](count)}.`
}

const causes: Record<DeliveryCause['code'], (count: number) => string> = {
  no_clear_answers: (count) => `${count} got no clear answer`,
  unreadable: (count) => `tickets could not be read ${count} times in a row`,
}
