import { createHash, randomInt } from 'node:crypto'
import type { NewSecret, SecondFactor, SecondFactorChange } from '../../shared/contracts/people.ts'
import { Problem, problems } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { SealBroken } from '../keys/sealing.ts'
import type { World } from '../world.ts'
import { checkOwnPassword, ownSettings } from './own-password.ts'
import {
  confirmPending,
  countFailure,
  deleteFactor,
  lockFactor,
  readFactor,
  replaceRecoveryCodes,
  setPending,
  useRecoveryCode,
  useStep,
} from './second-factor-queries.ts'
import { matchingStep, newSecret, otpauthUri } from './totp.ts'

const purpose = 'second_factor'
const mostFailures = 5
const recoveryCodeCount = 10
/** Without signs that are read as each other. */
const recoveryAlphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const recoveryLength = 16

type Who = { account_id: string; user_id: string }
/** What a code was worth. */
export type Checked = 'code' | 'recovery_code' | 'wrong'

export async function readSecondFactor(ctx: Ctx): Promise<SecondFactor> {
  const row = await tx(ctx, (sql) => readFactor(sql, ctx.user.id))
  if (!row) throw new Problem('not_signed_in')
  return {
    since: row.since && new Date(row.since).toISOString(),
    recovery_codes_left: row.left,
    required: row.required,
    possible: row.has_password,
  }
}

/** With the password: a new secret, which counts once a code of it came. With that code: ten recovery codes. */
export async function changeSecondFactor(
  ctx: Ctx,
  change: SecondFactorChange,
): Promise<NewSecret | { recovery_codes: string[] }> {
  ownSettings(ctx)
  const who = { account_id: ctx.account_id, user_id: ctx.user.id }
  if ('password' in change) {
    const { email } = await checkOwnPassword(ctx, change.password)
    return beginEnrolment(ctx.world, who, email ?? ctx.user.name)
  }
  const done = await tx(ctx, async (sql) => {
    const codes = await confirmEnrolment(ctx.world, sql, who, change.code)
    if (codes) await publish(sql, ctx.account_id, 'person.changed', { user_id: ctx.user.id })
    return codes
  })
  // no 401: the client would take it for an old token and send the code again
  if (!done) throw new Problem('invalid', undefined, { fields: { code: problems.wrong_code.sentence } })
  return { recovery_codes: done }
}

export async function endSecondFactor(ctx: Ctx, password: string): Promise<void> {
  ownSettings(ctx)
  await checkOwnPassword(ctx, password)
  await tx(ctx, async (sql) => {
    if ((await readFactor(sql, ctx.user.id))?.required) throw new Problem('second_factor_required')
    if (!(await deleteFactor(sql, ctx.user.id))) return
    await record(sql, ctx, {
      action: 'second_factor.ended',
      subject_kind: 'user',
      subject_id: ctx.user.id,
      result: 'done',
    })
    await publish(sql, ctx.account_id, 'person.changed', { user_id: ctx.user.id })
  })
}

/** A secret that waits for its first code. */
export async function beginEnrolment(world: World, who: Who, account: string): Promise<NewSecret> {
  const secret = newSecret()
  const sealed = await world.keys.seal(purpose, who.account_id, secret)
  await tx({ world, account_id: who.account_id }, (sql) => setPending(sql, { ...who, sealed }))
  return { secret, uri: otpauthUri(secret, { account, issuer: 'FlowPilot' }) }
}

/** The first code of the waiting secret makes it count; answers the recovery codes, or undefined for a wrong one. */
export async function confirmEnrolment(
  world: Pick<World, 'keys'>,
  sql: TransactionSql,
  who: Who,
  code: string,
): Promise<string[] | undefined> {
  const row = await lockFactor(sql, who.user_id)
  if (!row?.pending_sealed) throw new Problem('conflict', 'This secret does not wait any more. Begin again.')
  if (row.recent_failures >= mostFailures) throw tooOften(row.retry_after_s)
  const secret = await open(world, who, row.pending_sealed)
  const step = matchingStep(secret, plain(code), { now: Date.now(), after: 0 })
  if (step === undefined) {
    await countFailure(sql, who.user_id)
    return undefined
  }
  await confirmPending(sql, who.user_id, step)
  const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode)
  await replaceRecoveryCodes(sql, { ...who, hashes: codes.map((each) => hashOfRecoveryCode(each)) })
  await record(sql, who, {
    action: 'second_factor.set_up',
    subject_kind: 'user',
    subject_id: who.user_id,
    result: 'done',
  })
  return codes
}

/** Six digits of the authenticator, which count once, or a recovery code. Throws too_often after five wrong ones. */
export async function checkCode(
  world: Pick<World, 'keys'>,
  sql: TransactionSql,
  who: Who,
  given: string,
): Promise<Checked> {
  const row = await lockFactor(sql, who.user_id)
  if (!row?.secret_sealed) return 'wrong'
  const code = plain(given)
  const isDigits = /^\d{6}$/.test(code)
  // nobody guesses a recovery code, so that somebody's wrong guesses do not keep its owner out
  if (!isDigits && (await useRecoveryCode(sql, who.user_id, hashOfRecoveryCode(code)))) return 'recovery_code'
  if (row.recent_failures >= mostFailures) throw tooOften(row.retry_after_s)
  if (isDigits) {
    const secret = await open(world, who, row.secret_sealed)
    const step = matchingStep(secret, code, { now: Date.now(), after: row.last_step })
    if (step !== undefined) {
      await useStep(sql, who.user_id, step)
      return 'code'
    }
  }
  await countFailure(sql, who.user_id)
  return 'wrong'
}

/** A secret whose key is gone is lost; a recovery code still lets the person in. */
function open(world: Pick<World, 'keys'>, who: Who, sealed: string): Promise<string> {
  return world.keys.unseal(purpose, who.account_id, sealed).catch((error: unknown) => {
    if (!(error instanceof SealBroken)) throw error
    const words =
      'FlowPilot cannot read the secret of your authenticator any more. Use a recovery code, or ask an admin to take the second factor away.'
    throw new Problem('wrong_code', words, { cause: error })
  })
}

const plain = (code: string) => code.replace(/[\s-]/g, '').toLowerCase()
const tooOften = (retry_after_s: number) =>
  new Problem(
    'too_often',
    'Five wrong codes in five minutes. Wait for the newest ones to pass, then try again.',
    {
      extra: { retry_after_s },
    },
  )

function newRecoveryCode(): string {
  const signs = Array.from(
    { length: recoveryLength },
    () => recoveryAlphabet[randomInt(recoveryAlphabet.length)],
  )
  return [0, 4, 8, 12].map((at) => signs.slice(at, at + 4).join('')).join('-')
}

/** 79 random bits: nothing that a dictionary holds, so a plain hash does. */
function hashOfRecoveryCode(code: string): string {
  return createHash('sha256').update(plain(code)).digest('base64url')
}
