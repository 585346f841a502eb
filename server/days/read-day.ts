import type { DayReading, MyDay } from '../../shared/contracts/days.ts'
import { unlessTrouble } from '../closings/in-psa.ts'
import { keptWorkTypes } from '../connections/kept-lists.ts'
import { type Ctx, tx } from '../ctx.ts'
import { type AtPsa, psaOf, readBooked } from './booked-time.ts'
import { dayView } from './day-view.ts'
import { type Day, dayOf, instantsOf, loadDay } from './load-day.ts'
import { findDay, ticketWords } from './queries.ts'

/** What was read of the PSA longer ago than this is read again. */
const youngSeconds = 20

/** My day: what I did as proposed time, what I made of it, and what the PSA has already. */
export async function readDay(ctx: Ctx, query: DayReading): Promise<MyDay> {
  const day = await dayOf(ctx, query)
  const psa = await psaOf(ctx)
  if (psa && query.psa === 'read') await refresh(ctx, day, psa)
  return viewOf(ctx, day, psa)
}

/** A PSA that is away leaves what was read before. */
async function refresh(ctx: Ctx, day: Day, psa: AtPsa): Promise<void> {
  const known = await tx(ctx, (sql) => findDay(sql, day.of))
  if (known?.booked && (known.booked_age_s ?? 0) < youngSeconds) return
  await unlessTrouble(readBooked(ctx, day.of, psa, instantsOf(day)))
}

/** As it stands here: what the PSA has is not read again. */
export function viewOf(ctx: Ctx, day: Day, psa: AtPsa | null): Promise<MyDay> {
  const connectionId = psa?.connection.id ?? null
  return tx(ctx, async (sql) => {
    const loaded = await loadDay(ctx, sql, day, connectionId)
    const ids = loaded.entries.flatMap(({ ticket_id }) => ticket_id ?? [])
    const words = connectionId ? await ticketWords(sql, connectionId, ids) : []
    const work_types =
      loaded.row?.work_types ?? (connectionId ? await keptWorkTypes(sql, connectionId) : null)
    return dayView(ctx, day, loaded, {
      words,
      work_types,
      psa: psa?.psa ?? null,
      member_known: psa !== null && psa.member !== null,
    })
  })
}
