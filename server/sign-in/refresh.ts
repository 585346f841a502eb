import { createHash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { findHolder, lockHolder } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { countHit } from '../db/counting-queries.ts'
import { findByToken } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { publish } from '../events/publish.ts'
import { noteSignIn } from '../http/origin.ts'
import { limitNotReached } from '../limits.ts'
import type { World } from '../world.ts'
import {
  type Holder,
  insertFamily,
  lockRefresh,
  revokeFamily,
  rotateRefresh,
  type Way,
} from './refresh-queries.ts'
import { lacksFactor } from './second-factor-queries.ts'

const idleDays = 7
export const longestDays = 30
/** Tabs that refresh at the same moment all hold the same token: within this time they get the same successor. */
const graceS = 10
const purpose = 'refresh'

export type Refreshed = { account_id: string; user: UserView; family_id: string; refresh_token: string }

type Outcome =
  | { refused: 'not_signed_in' | 'refresh_reused' }
  | { user: UserView; family_id: string; sealed: string; isRotated: boolean }

export const newToken = () => randomBytes(32).toString('base64url')
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** How somebody got in, and on what: browser and system as `deviceOf` names them. */
export type How = { signed_in_by: Way; device: string }

/** A first refresh token, of a family of its own. */
export async function beginFamily(
  sql: TransactionSql,
  who: { account_id: string; user_id: string; surface?: Holder; family_id?: string } & Partial<How>,
): Promise<string> {
  const token = newToken()
  const family_id = who.family_id ?? newId()
  noteSignIn({ surface: who.surface ?? 'app', token_id: family_id })
  await insertFamily(sql, {
    id: newId(),
    surface: 'app',
    signed_in_by: 'password',
    device: '',
    ...who,
    family_id,
    token_hash: hashOf(token),
    idle_days: idleDays,
    longest_days: longestDays,
  })
  return token
}

/** Exchanges a refresh token for its successor. One that was exchanged before ends its whole family. */
export async function refresh(world: World, token: string, surface: Holder = 'app'): Promise<Refreshed> {
  const found = await findByToken(world.db.system, 'refresh_tokens', hashOf(token))
  if (!found) throw new Problem('not_signed_in')
  const { account_id } = found
  const user_id = await inAccount(world.db, account_id, (sql) => findHolder(sql, 'refresh_tokens', found.id))
  const bucket = `refresh:user:${user_id}`
  // looked at before and counted after: a refusal must not come once the token is already exchanged
  await limitNotReached(world, bucket, world.config.REFRESHES_PER_MINUTE)
  const successor = newToken()
  const successor_sealed = await world.keys.seal(purpose, account_id, successor)

  // decided inside, thrown outside: a throw would undo the revocation
  const outcome: Outcome = await inAccount(world.db, account_id, async (sql) => {
    const user = await lockHolder(sql, 'refresh_tokens', found.id)
    const row = await lockRefresh(sql, found.id)
    if (!row || row.revoked || row.expired || row.surface !== surface) return { refused: 'not_signed_in' }
    if (!user?.active) {
      await revokeFamily(sql, row.family_id)
      return { refused: 'not_signed_in' }
    }
    // the account asks for a second factor since: this person signs in again and sets one up
    if (row.signed_in_by === 'password' && (await lacksFactor(sql, user.id)))
      return { refused: 'not_signed_in' }
    const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
    const { family_id } = row
    if (row.rotated_s === null) {
      await rotateRefresh(
        sql,
        { id: row.id, successor_sealed },
        { id: newId(), token_hash: hashOf(successor), idle_days: idleDays },
      )
      return { user: view, family_id, sealed: successor_sealed, isRotated: true }
    }
    if (row.rotated_s <= graceS && row.successor_sealed)
      return { user: view, family_id, sealed: row.successor_sealed, isRotated: false }
    await revokeFamily(sql, row.family_id)
    await record(
      sql,
      { account_id, user_id: user.id },
      { action: 'sign_in.reused', subject_kind: 'user', subject_id: user.id, result: 'ended' },
    )
    return { refused: 'refresh_reused' }
  })
  if ('refused' in outcome) throw new Problem(outcome.refused)
  if (outcome.isRotated) await countHit(world.db.system, bucket, 60)
  return {
    account_id,
    user: outcome.user,
    family_id: outcome.family_id,
    refresh_token: await world.keys.unseal(purpose, account_id, outcome.sealed),
  }
}

/** Whose sign-in this token belongs to, while it is open. */
export async function holderOf(world: World, token: string): Promise<string | undefined> {
  const found = await findByToken(world.db.system, 'refresh_tokens', hashOf(token))
  if (!found) return undefined
  const row = await inAccount(world.db, found.account_id, (sql) => lockRefresh(sql, found.id))
  return row && !row.revoked && !row.expired ? row.user_id : undefined
}

/** Ends the family of this token. An unknown one is signed out already. */
export async function logout(world: World, token: string): Promise<void> {
  const found = await findByToken(world.db.system, 'refresh_tokens', hashOf(token))
  if (!found) return
  const ended = await inAccount(world.db, found.account_id, async (sql) => {
    await lockHolder(sql, 'refresh_tokens', found.id)
    const row = await lockRefresh(sql, found.id)
    if (!row || row.revoked) return null
    await revokeFamily(sql, row.family_id)
    const who = { account_id: found.account_id, user_id: row.user_id }
    await record(sql, who, {
      action: 'sign_in.ended',
      subject_kind: 'user',
      subject_id: row.user_id,
      result: 'ok',
    })
    await publish(sql, found.account_id, 'person.changed', { user_id: row.user_id })
    return { ...who, family_id: row.family_id }
  })
  if (ended) await world.presence.signedOut(ended)
}
