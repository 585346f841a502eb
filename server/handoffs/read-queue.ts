import type * as v from 'valibot'
import type { EscalationPage, escalationQuery } from '../../shared/contracts/handoff-calls.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { handoffView } from '../sessions/handoff-view.ts'
import { countWaiting, listWaiting } from './queue-queries.ts'

type Query = v.InferOutput<typeof escalationQuery>

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const empty: EscalationPage = { items: [], next_cursor: null, counts: { mine: 0, unassigned: 0, all: 0 } }

/** Cases that wait to be picked up, newest first; the cursor is the last handoff of the page before. */
export async function readQueue(ctx: Ctx, { filter, limit, cursor }: Query): Promise<EscalationPage> {
  may(ctx, 'work')
  if (cursor && !uuid.test(cursor))
    throw new Problem('malformed', undefined, { fields: { cursor: 'The cursor of the page before.' } })
  if (ctx.surface === 'pod' && !ctx.pod_ticket_id) return empty
  const ticket_id = ctx.surface === 'pod' ? ctx.pod_ticket_id : null
  return tx(ctx, async (sql) => {
    const [rows, counts] = await Promise.all([
      listWaiting(sql, ctx, { filter, ticket_id, after: cursor ?? null, limit: limit + 1 }),
      countWaiting(sql, ctx, ticket_id),
    ])
    const items = rows.slice(0, limit).map(({ session, step_count, ...row }) => ({
      handoff: handoffView(row),
      session,
      step_count,
      may_pick_up: row.created_by.id !== ctx.user.id,
    }))
    return { items, counts, next_cursor: rows.length > limit ? (items.at(-1)?.handoff.id ?? null) : null }
  })
}
