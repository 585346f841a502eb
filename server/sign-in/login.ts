import { v7 as newId } from 'uuid'
import type { UserView } from '../../shared/contracts/accounts.ts'
import type { Challenged } from '../../shared/contracts/people.ts'
import { Problem } from '../../shared/problems.ts'
import { findUser, lockUser, replaceHash } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findUserByEmail } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { challengeFor } from './challenge.ts'
import { failedSince, passwordSignIn } from './failed-sign-in-queries.ts'
import { hashPassword, isOtherCost, verifyPassword } from './password.ts'
import { type Caller, countTry } from './password-tries.ts'
import { beginFamily, type Refreshed } from './refresh.ts'
import { inLine } from './sign-in-line.ts'
import { selectRules } from './sign-in-rules-queries.ts'
import { recordUnknown } from './unknown-sign-in.ts'

type Typed = { email: string; password: string }

/** What a sign-in gives, written in one transaction with its audit line: a family of tokens, or a code for one. */
export type Grant = (sql: TransactionSql, who: { account_id: string; user_id: string }) => Promise<string>

/** `browser`: what the list of one's sign-ins calls it. */
export async function login(
  world: World,
  input: Typed,
  { browser, ...caller }: Caller & { browser: string },
): Promise<Refreshed | Challenged> {
  const family_id = newId()
  const done = await signInByPassword(world, input, caller, (sql, who) =>
    beginFamily(sql, { ...who, family_id, device: browser }),
  )
  if ('challenge' in done) return done
  const { given, ...who } = done
  return { ...who, family_id, refresh_token: given }
}

/** Without `given` the password was right and a second factor is asked for: nothing is granted yet. */
type SignedIn = { account_id: string; user: UserView; given: string } | Challenged

/** E-mail and password. Unknown, without password, switched off and wrong all answer alike and cost alike. */
export function signInByPassword(
  world: World,
  input: Typed,
  caller: Caller,
  grant: Grant,
): Promise<SignedIn> {
  return inLine(caller.device ? 'known' : 'stranger', async () => {
    const counted = await countTry(world, input.email, caller)
    const found = await findUserByEmail(world.db.system, input.email)
    const user = found
      ? await inAccount(world.db, found.account_id, (sql) => findUser(sql, found.id))
      : undefined
    const isRight = await verifyPassword(input.password, user?.password_hash)
    if (!found || !user) {
      await recordUnknown(world, input.email)
      throw new Problem('wrong_credentials')
    }

    const { account_id } = found
    const who = { account_id, user_id: user.id }
    const given = await enter(world, who, input.password, isRight ? user.password_hash : null, grant)
    if (!given) throw new Problem('wrong_credentials')
    if (given instanceof Problem) throw given
    await counted.right()
    if (user.password_hash && isOtherCost(user.password_hash))
      world.background.run(
        'hash a password anew',
        renewHash(world, account_id, user.id, input.password, user.password_hash),
      )
    if (typeof given !== 'string') return given
    const view: UserView = { id: user.id, name: user.name, email: user.email, role: user.role }
    return { account_id, user: view, given }
  })
}

type Who = { account_id: string; user_id: string }
type Entered = string | Challenged | Problem | undefined
/** By which hash the person is known now. */
type OtherHash = { hash_now: string }

/**
 * `proved`: the hash that the password fitted, null where it fitted none. Another one by now is tried once: a sign-in
 * a moment ago may have made it anew of the same password.
 */
async function enter(
  world: World,
  who: Who,
  password: string,
  proved: string | null,
  grant: Grant,
  isLast = false,
): Promise<Entered> {
  const done = await write(world, who, proved, grant)
  if (typeof done !== 'object' || !('hash_now' in done)) return done
  const isRight = !isLast && (await verifyPassword(password, done.hash_now))
  return enter(world, who, password, isRight ? done.hash_now : null, grant, true)
}

function write(world: World, who: Who, proved: string | null, grant: Grant): Promise<Entered | OtherHash> {
  return inAccount(world.db, who.account_id, async (sql) => {
    // again, now that nobody changes it: hashing takes long enough for a reset or a switching off
    const now = proved === null ? undefined : await lockUser(sql, who.user_id)
    const isIn = now?.active === true && now.password_hash === proved
    if (now?.active && now.password_hash && !isIn) return { hash_now: now.password_hash }
    const entry = { action: passwordSignIn, subject_kind: 'user', subject_id: who.user_id }
    const rules = isIn ? await selectRules(sql) : undefined
    if (rules?.sso_only) {
      await record(sql, who, { ...entry, result: 'refused', detail: { code: 'sso_only' } })
      return new Problem('sso_only')
    }
    const asked = isIn ? await challengeFor(sql, who) : undefined
    const detail = isIn
      ? { failed_before: await failedSince(sql, who.user_id), asked: asked?.second_factor ?? null }
      : {}
    // granted first: the line then names the sign-in that it began
    const granted = isIn ? (asked ?? (await grant(sql, who))) : undefined
    await record(sql, who, { ...entry, result: isIn ? 'ok' : 'refused', detail })
    return granted
  })
}

/** The cost of a hash has changed since it was made, and only now is the password at hand. */
async function renewHash(
  world: World,
  account_id: string,
  userId: string,
  password: string,
  old: string,
): Promise<void> {
  const renewed = await hashPassword(password)
  await inAccount(world.db, account_id, (sql) => replaceHash(sql, userId, { old, new: renewed }))
}
