import type { AuditAction } from '../../shared/contracts/audit-actions.ts'
import type { PasswordLink } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { limit } from '../limits.ts'
import { makeLink } from '../sign-in/password-link.ts'
import { findKnown } from '../sign-in/password-queries.ts'
import { endSignIns } from '../sign-in/refresh-queries.ts'
import { deleteFactor } from '../sign-in/second-factor-queries.ts'
import { deliverLink } from './deliver-link.ts'
import { linksPerHour } from './invite.ts'
import { loadPerson, notOneself } from './load-person.ts'

/** A new link for somebody: an invitation for who has no password yet, else a reset. Those before it count no more. */
export async function resetPassword(ctx: Ctx, personId: string): Promise<PasswordLink> {
  may(ctx, 'administer')
  await limit(ctx.world, `links:account:${ctx.account_id}`, linksPerHour, 3600)
  const outgoing = await tx(ctx, async (sql) => {
    const { person } = await loadOther(ctx, sql, personId)
    if (!person.active) throw new Problem('not_allowed', 'This person is switched off. Switch them on first.')
    if (!person.email) throw new Problem('no_email')
    const purpose = person.has_password ? 'reset' : 'invitation'
    const { account_id } = ctx
    const link = await makeLink(sql, { account_id, user_id: personId, purpose, created_by: ctx.user.id })
    await tell(ctx, sql, personId, 'person.link_made', { purpose })
    const account = (await findKnown(sql, personId))?.account_name ?? ''
    return { ...link, purpose, email: person.email, name: person.name, account, by: ctx.user.name } as const
  })
  return deliverLink(ctx.world, outgoing)
}

/** Signs somebody out everywhere. */
export function endSignInsOf(ctx: Ctx, personId: string): Promise<void> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    await loadOther(ctx, sql, personId)
    await endSignIns(sql, personId, null)
    await tell(ctx, sql, personId, 'person.signed_out')
  })
}

/** For somebody whose authenticator is lost. Their password alone lets them in, or to a new one where it is required. */
export function resetSecondFactor(ctx: Ctx, personId: string): Promise<void> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    await loadOther(ctx, sql, personId)
    if (await deleteFactor(sql, personId)) await tell(ctx, sql, personId, 'person.second_factor_reset')
  })
}

async function loadOther(ctx: Ctx, sql: TransactionSql, personId: string) {
  const loaded = await loadPerson(ctx, sql, personId)
  notOneself(loaded)
  return loaded
}

async function tell(
  ctx: Ctx,
  sql: TransactionSql,
  personId: string,
  action: AuditAction,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await record(sql, ctx, { action, subject_kind: 'user', subject_id: personId, result: 'done', detail })
  await publish(sql, ctx.account_id, 'person.changed', { user_id: personId })
}
