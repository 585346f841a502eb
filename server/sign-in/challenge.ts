import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import type { Challenged, NewSecret } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { findUser, lockHolder } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findByToken } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import type { Grant } from './login.ts'
import { hashOf, newToken } from './refresh.ts'
import { beginEnrolment, type Checked, checkCode, confirmEnrolment } from './second-factor.ts'
import { insertChallenge, lockChallenge, secondStepOf, useChallenge } from './second-factor-queries.ts'
import { selectRules } from './sign-in-rules-queries.ts'

/** A right password waits so long for its code; a first authenticator has to be set up in it. */
const lifeS = { code: 5 * 60, enrol: 15 * 60 }

/** What a right password gets instead of tokens, where the person or the account wants more; undefined where not. */
export async function challengeFor(
  sql: TransactionSql,
  who: { account_id: string; user_id: string },
): Promise<Challenged | undefined> {
  const step = await secondStepOf(sql, who.user_id)
  if (!step) return undefined
  const challenge = newToken()
  await insertChallenge(sql, { ...who, id: newId(), token_hash: hashOf(challenge), life_s: lifeS[step] })
  return { challenge, second_factor: step }
}

/** The secret of somebody who has to set up a second factor before the sign-in goes on. */
export async function enrolByChallenge(world: World, challenge: string): Promise<NewSecret> {
  const { account_id, id } = await find(world, challenge)
  const found = await inAccount(world.db, account_id, async (sql) => {
    const row = await lockChallenge(sql, id)
    const user = row && (await findUser(sql, row.user_id))
    return user?.active && (await secondStepOf(sql, user.id)) === 'enrol' ? user : undefined
  })
  if (!found) throw new Problem('sign_in_too_old')
  return beginEnrolment(world, { account_id, user_id: found.id }, found.email ?? found.name)
}

export type Answered = { account_id: string; user: UserView; given: string; recovery_codes?: string[] }

/** The second step of a sign-in by password. A wrong code leaves the challenge open for another. */
export async function answerChallenge(
  world: World,
  input: { challenge: string; code: string },
  grant: Grant,
): Promise<Answered> {
  const { account_id, id } = await find(world, input.challenge)
  // decided inside, thrown outside: a throw would undo the count of wrong codes
  const done = await inAccount(world.db, account_id, async (sql): Promise<Answered | Problem> => {
    const user = await lockHolder(sql, 'sign_in_challenges', id)
    const row = await lockChallenge(sql, id)
    const step = row && (await secondStepOf(sql, row.user_id))
    if (!user?.active || !step) return new Problem('sign_in_too_old')
    const who = { account_id, user_id: user.id }
    const entry = { action: 'sign_in.second_factor', subject_kind: 'user', subject_id: user.id } as const
    if ((await selectRules(sql))?.sso_only) {
      await record(sql, who, { ...entry, result: 'refused', detail: { code: 'sso_only' } })
      return new Problem('sso_only')
    }
    const checked = await check(world, sql, who, { step, code: input.code })
    const detail = { by: checked.by }
    await record(sql, who, { ...entry, result: checked.by === 'wrong' ? 'refused' : 'ok', detail })
    if (checked.by === 'wrong') return new Problem('wrong_code')
    await useChallenge(sql, id)
    const given = await grant(sql, who)
    const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
    const { recovery_codes } = checked
    return { account_id, user: view, given, ...(recovery_codes ? { recovery_codes } : {}) }
  })
  if (done instanceof Problem) throw done
  return done
}

/** A code of the factor that counts, or the first one of a factor that was just made. */
async function check(
  world: World,
  sql: TransactionSql,
  who: { account_id: string; user_id: string },
  { step, code }: { step: 'code' | 'enrol'; code: string },
): Promise<{ by: Checked; recovery_codes?: string[] }> {
  if (step === 'code') return { by: await checkCode(world, sql, who, code) }
  const recovery_codes = await confirmEnrolment(world, sql, who, code)
  return recovery_codes ? { by: 'code', recovery_codes } : { by: 'wrong' }
}

async function find(world: World, challenge: string): Promise<{ account_id: string; id: string }> {
  const found = await findByToken(world.db.system, 'sign_in_challenges', hashOf(challenge))
  if (!found) throw new Problem('sign_in_too_old')
  return found
}
