import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import type { Pod } from '../pod.ts'
import { createReminderActs } from '../reminders/reminder-acts.ts'
import type { Sheets } from './sheets.tsx'

/**
 * What somebody's words ordered of this screen: Share Update, which is written at once where readers and length were both
 * said, and a reminder that stands already. Nothing goes out by it.
 */
export function carryOut(
  pod: Pick<Pod, 'api'>,
  sheets: Pick<Sheets, 'show'>,
  session_id: string,
  { share, reminder, post }: TurnAct,
): void {
  if (share) {
    const { audience, length } = share
    sheets.show('share', {
      ...(audience ? { audience } : {}),
      ...(length ? { length } : {}),
      ...(audience && length ? { begin: true } : {}),
    })
  }
  if (post) sheets.show('share', { confirm: true })
  if (reminder) createReminderActs(pod, session_id).sayWasSet(reminder)
}
