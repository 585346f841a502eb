import type * as v from 'valibot'
import type { Cause, causeChange } from '../../shared/contracts/causes.ts'
import { mostCauses } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { mostStruckCauses } from './caps.ts'
import { type CauseRow, causeView, listCauses, strikeCause, updateCause } from './cause-queries.ts'
import { workable } from './load-session.ts'
import { isPersonsCause } from './parts/causes.ts'
import type { SessionRow } from './queries.ts'
import { addStep, touchSession } from './timeline.ts'
import { leadWith, rankCauses } from './write-causes.ts'

type Change = v.InferOutput<typeof causeChange>

const acts = { picked: 'Picked the cause', struck: 'Struck the cause', open: 'Reopened the cause' } as const

/**
 * Picks, strikes, reopens or moves a cause. A picked one leads; striking the leading one clears the hypothesis, unless
 * another one that a person chose leads then.
 */
export function changeCause(ctx: Ctx, sessionId: string, causeId: string, change: Change): Promise<Cause> {
  return tx(ctx, async (sql) => {
    const session = await workable(ctx, sql, sessionId)
    const causes = await listCauses(sql, sessionId)
    const cause = causes.find(({ id }) => id === causeId)
    if (!cause) throw new Problem('not_found')
    const standing = causes.filter(({ state }) => state !== 'struck')
    const wasLeading = standing[0]?.id === causeId
    const state =
      change.rank === 1 && change.state === 'open' && cause.source === 'model' ? 'picked' : change.state
    if (state !== cause.state)
      await (state === 'struck'
        ? strikeCause(sql, { session_id: sessionId, id: causeId }, mostStruckCauses)
        : updateCause(sql, causeId, { state }))
    const others = standing.filter(({ id }) => id !== causeId)
    if (change.state !== 'struck' && others.length >= mostCauses)
      throw new Problem('invalid', `A case holds ${mostCauses} causes. Strike one first.`)
    const order = orderOf(others, cause, change)
    await rankCauses(sql, order, 1)

    const leading = order[0]
    if (leading && leading.id !== standing[0]?.id && change.state !== 'struck')
      await leadWith(sql, session, leading.text)
    else if (leading?.id === causeId) await leadWith(sql, session, leading.text)
    else if (change.state === 'struck' && wasLeading) await handOn(sql, session, order)
    if (change.state !== cause.state)
      await addStep(sql, {
        account_id: ctx.account_id,
        session_id: sessionId,
        user_id: ctx.user.id,
        kind: 'system',
        content: `${acts[change.state]}: ${cause.text}`,
      })
    await touchSession(sql, sessionId)
    const after = (await listCauses(sql, sessionId)).find(({ id }) => id === causeId)
    if (!after) throw new Problem('conflict')
    return causeView(after)
  })
}

/** The leading cause is gone: another that a person chose leads, or none. */
export async function handOn(
  sql: TransactionSql,
  session: Pick<SessionRow, 'id' | 'typed_fields'>,
  standing: readonly CauseRow[],
): Promise<void> {
  const [leading] = standing
  await leadWith(sql, session, leading && isPersonsCause(leading) ? leading.text : null)
}

/**
 * Picking puts it first, unless another place is asked for; what is struck stands in no order. A cause that a person moves to
 * the top is theirs.
 */
function orderOf(others: CauseRow[], cause: CauseRow, { state, rank }: Change): CauseRow[] {
  if (state === 'struck') return others
  const at = rank ?? (state === 'picked' ? 1 : cause.state === 'struck' ? others.length + 1 : cause.rank)
  return others.toSpliced(at - 1, 0, { ...cause, state })
}
