import type { Change, Clock, PostRow } from './row.ts'
import { later } from './times.ts'

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
      why: { code: 'database_restored' },
    },
    detail: { epoch, before: post.epoch },
  }
}
