import type { SignInRow } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { lockUser } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { ownSettings } from './own-password.ts'
import { longestDays } from './refresh.ts'
import { endFamilyOf, openSignIns } from './refresh-queries.ts'

/** One's own open sign-ins, the newest used first. */
export async function listSignIns(ctx: Ctx): Promise<SignInRow[]> {
  const rows = await tx(ctx, (sql) => openSignIns(sql, ctx.user.id, longestDays))
  return rows.map((row) => ({
    ...row,
    started_at: new Date(row.started_at).toISOString(),
    last_seen_at: new Date(row.last_seen_at).toISOString(),
    current: row.id === ctx.family_id,
  }))
}

/** Ends one of one's own sign-ins, its access tokens and streams with it. */
export async function endSignIn(ctx: Ctx, familyId: string): Promise<void> {
  ownSettings(ctx)
  await tx(ctx, async (sql) => {
    await lockUser(sql, ctx.user.id)
    if (!(await endFamilyOf(sql, ctx.user.id, familyId))) throw new Problem('not_found')
    await record(sql, ctx, {
      action: 'sign_in.ended',
      subject_kind: 'user',
      subject_id: ctx.user.id,
      result: 'ok',
    })
    await publish(sql, ctx.account_id, 'person.changed', { user_id: ctx.user.id })
  })
  const { account_id, user } = ctx
  await ctx.world.presence.signedOut({ account_id, user_id: user.id, family_id: familyId })
}
