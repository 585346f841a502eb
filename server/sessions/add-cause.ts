import { v7 as newId } from 'uuid'
import type * as v from 'valibot'
import type { Cause, newCause } from '../../shared/contracts/causes.ts'
import { mostCauses } from '../../shared/limits.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { sameText } from '../language/same-text.ts'
import {
  type CauseRow,
  causeView,
  insertCause,
  listCauses,
  removeCause,
  updateCause,
} from './cause-queries.ts'
import { workable } from './load-session.ts'
import type { SessionRow } from './queries.ts'
import { addStep, touchSession } from './timeline.ts'
import { leadWith, rankCauses } from './write-causes.ts'

/** A cause the engineer has in mind: it leads, and the model brings the check that proves it. */
export function addCause(
  ctx: Ctx,
  sessionId: string,
  { text }: v.InferOutput<typeof newCause>,
): Promise<Cause> {
  return tx(ctx, async (sql) => {
    const session = await workable(ctx, sql, sessionId)
    const id = await leadWithTyped(ctx, sql, session, text)
    await addStep(sql, {
      account_id: ctx.account_id,
      session_id: sessionId,
      user_id: ctx.user.id,
      kind: 'system',
      content: `Cause to prove first: ${text}`,
    })
    await touchSession(sql, sessionId)
    const added = (await listCauses(sql, sessionId)).find((cause) => cause.id === id)
    if (!added) throw new Problem('conflict')
    return causeView(added)
  })
}

/** The typed cause at the top, the one that stands where its words are the same; makes room among the model's. */
export async function leadWithTyped(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  text: string,
): Promise<string> {
  const causes = (await listCauses(sql, session.id)).filter(({ state }) => state !== 'struck')
  const same = causes.find((cause) => sameText(cause.text) === sameText(text))
  const others = await makeRoom(
    sql,
    causes.filter((cause) => cause !== same),
  )
  if (same) await updateCause(sql, same.id, { rank: 1, state: 'picked' })
  const id = same?.id ?? newId()
  if (!same)
    await insertCause(sql, { ...blank, id, text, account_id: ctx.account_id, session_id: session.id })
  await rankCauses(sql, others, 2)
  await leadWith(sql, session, text)
  return id
}

const blank: Cause = {
  id: '',
  text: '',
  for: [],
  against: [],
  test: '',
  rank: 1,
  state: 'open',
  source: 'engineer',
}

/** At most two stay beside the typed one; the model's least likely goes, a person's never. */
async function makeRoom(sql: TransactionSql, others: CauseRow[]): Promise<CauseRow[]> {
  if (others.length < mostCauses) return others
  const free = others.findLast(({ source, state }) => source === 'model' && state === 'open')
  if (!free)
    throw new Problem('invalid', `A case holds ${mostCauses} causes. Strike one first.`, {
      fields: { text: `At most ${mostCauses} causes.` },
    })
  await removeCause(sql, free.id)
  return others.filter((cause) => cause !== free)
}
