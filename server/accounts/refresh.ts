import { createHash, randomBytes } from 'node:crypto'
import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import type { TransactionSql } from '../db/connect.ts'
import { countHit, findRefreshToken } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { limitNotReached } from '../http/limits.ts'
import type { World } from '../world.ts'
import { record } from './audit.ts'
import { findUser } from './queries.ts'
import {
  findRefreshUser,
  type Holder,
  insertFamily,
  lockRefresh,
  revokeFamily,
  rotateRefresh,
} from './refresh-queries.ts'

const idleDays = 7
const longestDays = 30
/** Tabs that refresh at the same moment all hold the same token: within this time they get the same successor. */
const graceS = 10
const purpose = 'refresh'

export type Refreshed = { account_id: string; user: UserView; refresh_token: string }

type Outcome =
  | { refused: 'not_signed_in' | 'refresh_reused' }
  | { user: UserView; sealed: string; isRotated: boolean }

export const newToken = () => randomBytes(32).toString('base64url')
export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** A first refresh token, of a family of its own. */
export async function beginFamily(
  sql: TransactionSql,
  who: { account_id: string; user_id: string; surface?: Holder; family_id?: string },
): Promise<string> {
  const token = newToken()
  await insertFamily(sql, {
    id: newId(),
    family_id: newId(),
    surface: 'app',
    ...who,
    token_hash: hashOf(token),
    idle_days: idleDays,
    longest_days: longestDays,
  })
  return token
}

/** Exchanges a refresh token for its successor. One that was exchanged before ends its whole family. */
export async function refresh(world: World, token: string, surface: Holder = 'app'): Promise<Refreshed> {
  const found = await findRefreshToken(world.db.system, hashOf(token))
  if (!found) throw new Problem('not_signed_in')
  const { account_id } = found
  const user_id = await inAccount(world.db.app, account_id, (sql) => findRefreshUser(sql, found.id))
  const bucket = `refresh:user:${user_id}`
  // looked at before and counted after: a refusal must not come once the token is already exchanged
  await limitNotReached(world, bucket, world.config.REFRESHES_PER_MINUTE, 60)
  const successor = newToken()
  const successor_sealed = await world.keys.seal(purpose, account_id, successor)

  // decided inside, thrown outside: a throw would undo the revocation
  const outcome: Outcome = await inAccount(world.db.app, account_id, async (sql) => {
    const row = await lockRefresh(sql, found.id)
    if (!row || row.revoked || row.expired || row.surface !== surface) return { refused: 'not_signed_in' }
    const user = await findUser(sql, row.user_id)
    if (!user?.active) {
      await revokeFamily(sql, row.family_id)
      return { refused: 'not_signed_in' }
    }
    const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
    if (row.rotated_s === null) {
      await rotateRefresh(
        sql,
        { id: row.id, successor_sealed },
        { id: newId(), token_hash: hashOf(successor), idle_days: idleDays },
      )
      return { user: view, sealed: successor_sealed, isRotated: true }
    }
    if (row.rotated_s <= graceS && row.successor_sealed)
      return { user: view, sealed: row.successor_sealed, isRotated: false }
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
    refresh_token: await world.keys.unseal(purpose, account_id, outcome.sealed),
  }
}

/** Ends the family of this token. An unknown one is signed out already. */
export async function logout(world: World, token: string): Promise<void> {
  const found = await findRefreshToken(world.db.system, hashOf(token))
  if (!found) return
  await inAccount(world.db.app, found.account_id, async (sql) => {
    const row = await lockRefresh(sql, found.id)
    if (!row || row.revoked) return
    await revokeFamily(sql, row.family_id)
    const who = { account_id: found.account_id, user_id: row.user_id }
    await record(sql, who, {
      action: 'sign_in.ended',
      subject_kind: 'user',
      subject_id: row.user_id,
      result: 'ok',
    })
  })
}
