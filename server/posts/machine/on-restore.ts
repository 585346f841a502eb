import type { Change, Clock, PostRow } from './row.ts'
import { later, timeOfDay } from './times.ts'

/**
 * The database may have lost its newest rows since this was written down, and with them that it was sent: whatever the
 * row says, only a whole settle time of looking tells.
 */
export function onRestore(post: PostRow, epoch: number, clock: Clock): Change {
  return {
    set: {
      state: 'checking',
      epoch,
      owner: null,
      lease_until: null,
      look_count: post.look_count,
      clean_absences: 0,
      last_absence_at: null,
      unreadable_since: null,
      settle_until: later(clock.now, clock.settle_s),
      check_at: clock.now,
      explanation: `FlowPilot's database came back at ${timeOfDay(clock.now)} and may have forgotten its last minutes. We look whether this is in the ticket before it is sent.`,
    },
    detail: { epoch, before: post.epoch },
  }
}
