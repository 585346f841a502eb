import { type Ctx, tx } from '../ctx.ts'
import { countHit } from '../db/counting-queries.ts'
import { record } from './record.ts'

/** So many refusals of a person stand one by one in a minute; the next line says that there were more. */
const perMinute = 60

/** What somebody was not allowed to do. Never throws: the refusal itself stands. */
export async function recordRefusal(
  ctx: Ctx,
  refused: { code: string; method: string; route: string },
): Promise<void> {
  const { count } = await countHit(ctx.world.db.system, `audit:refusals:${ctx.user.id}`, 60)
  if (count > perMinute + 1) return
  await tx(ctx, (sql) =>
    record(sql, ctx, {
      action: count > perMinute ? 'access.refused_often' : 'access.refused',
      subject_kind: 'route',
      subject_id: refused.route.slice(0, 200),
      result: 'refused',
      detail: { code: refused.code, method: refused.method },
    }),
  )
}
