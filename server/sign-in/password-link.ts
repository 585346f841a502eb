import { v7 as newId } from 'uuid'
import { type LinkView, linkHours } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { mayActOn } from '../../shared/roles.ts'
import { findUser, lockHolder } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findByToken } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { publish } from '../events/publish.ts'
import { limit } from '../limits.ts'
import type { World } from '../world.ts'
import { takePassword } from './own-password.ts'
import { hashPassword } from './password.ts'
import { findKnown, insertLink, lockLink, type Purpose, useLink, voidLinks } from './password-queries.ts'
import { checkPasswordRule, type Known } from './password-rule.ts'
import { hashOf, newToken } from './refresh.ts'
import { inLine } from './sign-in-line.ts'

export type MadeLink = { token: string; expires_at: string }

/** A link that sets a person's password once; those before it count no more. */
export async function makeLink(
  sql: TransactionSql,
  link: { account_id: string; user_id: string; purpose: Purpose; created_by: string | null },
): Promise<MadeLink> {
  const token = newToken()
  await voidLinks(sql, link.user_id)
  const row = { ...link, id: newId(), token_hash: hashOf(token), life_hours: linkHours[link.purpose] }
  return { token, expires_at: await insertLink(sql, row) }
}

/** The token stands behind the `#`: no server and no log on the way reads it. */
export function linkAddress(publicUrl: string, token: string): string {
  return `${publicUrl}/app/password#${token}`
}

/** Who brings a link: from where, and who is signed in in that browser. */
export type Bringer = { address: string; user_id: string | undefined }

type Opened = {
  account_id: string
  link_id: string
  user_id: string
  purpose: Purpose
  expires_at: string
  known: Known
}

/** Whom a link is for, so that nobody sets somebody else's password. Throws when it counts no more. */
export async function readLink(world: World, token: string, bringer: Bringer): Promise<LinkView> {
  const { purpose, known, expires_at } = await openLink(world, token, bringer)
  const { name, email, account_name: account } = known
  return { purpose, name, email: email ?? '', account, expires_at: new Date(expires_at).toISOString() }
}

/** Sets the password; the link is used up, and what the old password had opened ends. */
export async function setPasswordByLink(
  world: World,
  { token, password }: { token: string; password: string },
  bringer: Bringer,
): Promise<void> {
  const { account_id, link_id, known } = await openLink(world, token, bringer)
  await checkPasswordRule(password, known)
  const hash = await inLine('stranger', () => hashPassword(password))
  await inAccount(world.db, account_id, async (sql) => {
    await lockHolder(sql, 'password_links', link_id)
    // again, now that it is ours: a second one who brought it meanwhile is refused
    const { user_id, purpose } = await usable(sql, link_id)
    await useLink(sql, link_id)
    await takePassword(sql, user_id, { hash, keep_family_id: null })
    const who = { account_id, user_id }
    const entry = { action: 'password.set', subject_kind: 'user', subject_id: user_id } as const
    await record(sql, who, { ...entry, result: 'done', detail: { by: purpose } })
    await publish(sql, account_id, 'person.changed', { user_id })
  })
}

async function openLink(world: World, token: string, bringer: Bringer): Promise<Opened> {
  const { LOGINS_PER_ADDRESS_PER_MINUTE } = world.config
  await limit(world, `link:address:${bringer.address}`, LOGINS_PER_ADDRESS_PER_MINUTE, 60)
  const found = await findByToken(world.db.system, 'password_links', hashOf(token))
  if (!found)
    throw new Problem('not_found', 'There is no such link. Copy it whole, or ask an admin for a new one.')
  const { account_id, id: link_id } = found
  return inAccount(world.db, account_id, async (sql) => {
    const row = await usable(sql, link_id)
    const known = await findKnown(sql, row.user_id)
    if (!known) throw new Problem('link_replaced')
    if (bringer.user_id && bringer.user_id !== row.user_id)
      throw new Problem(
        'link_of_another',
        `This link is for ${known.name}, and somebody else is signed in here. Sign out first, then open it again.`,
      )
    const { user_id, purpose, expires_at } = row
    return { account_id, link_id, user_id, purpose, expires_at, known }
  })
}

async function usable(sql: TransactionSql, linkId: string) {
  const row = await lockLink(sql, linkId)
  if (!row || row.voided) throw new Problem('link_replaced')
  if (row.used) throw new Problem('link_used')
  if (row.expired) throw new Problem('link_expired')
  const user = await findUser(sql, row.user_id)
  if (!user?.active)
    throw new Problem(
      'link_replaced',
      'Your FlowPilot user is switched off. An admin of your account can switch it on.',
    )
  // who made it may still know it, and would come in as what the person has become since
  const maker = row.created_by === null ? null : await findUser(sql, row.created_by)
  if (maker !== null && !(maker?.active && mayActOn(maker.role, user.role)))
    throw new Problem(
      'link_replaced',
      'Whoever made this link may not make one for you any more. Ask an owner of your account for a new one.',
    )
  return row
}
