import type { UpdatePromises } from '../../shared/contracts/reminders.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { findZones } from '../ai-policy/queries.ts'
import { zoneOfText } from '../ai-policy/zone-of-text.ts'
import { type Ctx, tx } from '../ctx.ts'
import { promisesIn } from '../language/promises.ts'
import { loadUpdate } from '../updates/load-update.ts'

const soonerMs = 10 * 60_000

/** What an update promises that is still to come; `zone`: of whoever asks, where neither client nor account has one. */
export function readPromises(
  ctx: Ctx,
  sessionId: string,
  updateId: string,
  zone: string | undefined,
): Promise<UpdatePromises> {
  return tx(ctx, async (sql) => {
    const { update } = await loadUpdate(ctx, sql, sessionId, updateId)
    const timeZone = zoneOfText(update.audience, await findZones(sql, sessionId)) ?? zone ?? 'UTC'
    const now = Date.now()
    const items = promisesIn(stripHidden(update.content), { now, timeZone }).map((promise) => {
      const at = Date.parse(promise.at)
      const remind_at = new Date(at - soonerMs > now ? at - soonerMs : at).toISOString()
      return { ...promise, remind_at }
    })
    return { items: items.toSorted((a, b) => a.at.localeCompare(b.at)), time_zone: timeZone }
  })
}
