import { Problem } from '../../shared/problems.ts'
import { findUser, lockUser, type UserRow } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { hashPassword, verifyPassword } from './password.ts'
import { findKnown, setPassword, voidLinks } from './password-queries.ts'
import { checkPasswordRule } from './password-rule.ts'
import { countOwnTry } from './password-tries.ts'
import { endSignIns } from './refresh-queries.ts'
import { inLine } from './sign-in-line.ts'

/** What a person changes about the own sign-in is changed in the full page: a pod's token came from another system. */
export function ownSettings(ctx: Ctx): void {
  if (ctx.surface !== 'app')
    throw new Problem('not_allowed', 'Settings are changed in the full page, not beside a ticket.')
}

/** The person, whose password this is; guesses are limited. Throws no_password, or invalid with the field's name. */
export async function checkOwnPassword(ctx: Ctx, password: string, field = 'password'): Promise<UserRow> {
  const counted = await countOwnTry(ctx.world, ctx.user.id)
  const user = await tx(ctx, (sql) => findUser(sql, ctx.user.id))
  if (!user?.password_hash) throw new Problem('no_password')
  const { password_hash } = user
  if (!(await inLine('known', () => verifyPassword(password, password_hash))))
    throw new Problem('invalid', undefined, { fields: { [field]: 'That is not your password.' } })
  await counted.right()
  return user
}

/** A new password for oneself. It ends every other sign-in, and every link that is out. */
export async function changeOwnPassword(
  ctx: Ctx,
  { current, password }: { current?: string | undefined; password: string },
): Promise<void> {
  ownSettings(ctx)
  const known = await tx(ctx, (sql) => findKnown(sql, ctx.user.id))
  if (!known?.email)
    throw new Problem('no_email', 'You have no e-mail address here, so no password to sign in with.')
  const proved = known.has_password ? await checkOwnPassword(ctx, current ?? '', 'current') : null
  await checkPasswordRule(password, known)
  const hash = await inLine('known', () => hashPassword(password))
  await tx(ctx, async (sql) => {
    const now = await lockUser(sql, ctx.user.id)
    // another one was set while this one was checked
    if (now?.password_hash !== (proved?.password_hash ?? null)) throw new Problem('conflict')
    await takePassword(sql, ctx.user.id, { hash, keep_family_id: ctx.family_id ?? null })
    await record(sql, ctx, {
      action: 'password.set',
      subject_kind: 'user',
      subject_id: ctx.user.id,
      result: 'done',
      detail: { by: 'self' },
    })
    await publish(sql, ctx.account_id, 'person.changed', { user_id: ctx.user.id })
  })
}

/** A password takes the place of the one before, and of whatever that one had opened. Only under the lock of the person. */
export async function takePassword(
  sql: TransactionSql,
  userId: string,
  { hash, keep_family_id }: { hash: string; keep_family_id: string | null },
): Promise<void> {
  await setPassword(sql, userId, hash)
  await voidLinks(sql, userId)
  await endSignIns(sql, userId, keep_family_id)
}
