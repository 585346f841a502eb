import type { Draft } from '../../shared/contracts/drafts.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { mayOpenDraft } from './may-open-draft.ts'
import { findDrafts, lockDrafts, putDraft } from './queries.ts'

const megabyte = 1_000_000

/** Keeps a person's unsent text. An empty one takes no room, so it is taken whatever else is kept. */
export function keepDraft(ctx: Ctx, context: string, typed: string): Promise<Draft> {
  may(ctx, 'work')
  // PostgreSQL and JSON hold no half of a surrogate pair
  const body = stripHidden(typed).toWellFormed()
  const place = { user_id: ctx.user.id, context }
  return tx(ctx, async (sql) => {
    await mayOpenDraft(ctx, sql, context)
    await lockDrafts(sql, ctx.user.id)
    if (body !== '') refuseTooMany(ctx, body, await findDrafts(sql, place))
    return putDraft(sql, { ...place, account_id: ctx.account_id, body })
  })
}

function refuseTooMany(ctx: Ctx, body: string, others: { count: number; bytes: number }): void {
  const { DRAFTS_PER_PERSON, DRAFT_MEGABYTES_PER_PERSON } = ctx.world.config
  if (others.count >= DRAFTS_PER_PERSON)
    throw new Problem(
      'too_many_drafts',
      `You have ${DRAFTS_PER_PERSON} unsent texts already. Send or empty some of them, then this one is kept too.`,
    )
  if (others.bytes + Buffer.byteLength(body) > DRAFT_MEGABYTES_PER_PERSON * megabyte)
    throw new Problem(
      'too_many_drafts',
      `Your unsent texts have ${DRAFT_MEGABYTES_PER_PERSON} MB already. Send or shorten some of them, then this one is kept too.`,
    )
}
