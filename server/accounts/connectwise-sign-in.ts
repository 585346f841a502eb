import type { InferOutput } from 'valibot'
import type { MemberSignedIn, memberSignInRequest } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { providerOf } from '../connections/provider-for.ts'
import { findAccountByKey, takeBackHit } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import { limit } from '../http/limits.ts'
import type { PsaMember } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { lifetimeS } from './access-token.ts'
import { record } from './audit.ts'
import { fingerprint, isOutage, recall, recallInOutage, remember, seesTicket } from './confirmed-members.ts'
import { findSignInConnection } from './member-queries.ts'
import { userOfMember } from './member-user.ts'

type Request = InferOutput<typeof memberSignInRequest>

const failuresPerMember = { max: 10, windowS: 15 * 60 }
const failuresPerAddress = { max: 30, windowS: 60 }

/**
 * What the pod brings is a claim. It is sent to the host we have configured, never to one it names, and counts only
 * when that host says who it is. Whatever is wrong, the answer is the same; without ConnectWise nobody gets in.
 */
export async function signInMember(world: World, request: Request, address: string): Promise<MemberSignedIn> {
  const account_id = await findAccountByKey(world.db.system, request.account_key)
  if (!account_id) throw new Problem('member_not_confirmed')
  const confirmed = await confirm(world, account_id, request, address)
  if (!confirmed) {
    await audit(world, account_id, null, 'refused')
    throw new Problem('member_not_confirmed')
  }
  const { where, entry, ticket_access } = confirmed
  const user = await userOfMember(world, where, entry.member)
  await audit(world, account_id, user.id, 'ok')
  const ticket = ticket_access === 'yes' ? request.ticket_id : undefined
  const access_token = await world.keys.signAccess({
    sub: user.id,
    account: account_id,
    surface: 'pod',
    ticket,
  })
  return { access_token, expires_in: lifetimeS.pod, user, ticket_access }
}

async function confirm(world: World, account_id: string, request: Request, address: string) {
  const connection = await inAccount(world.db.app, account_id, findSignInConnection)
  if (!connection || connection.company_id.toLowerCase() !== request.company_id.toLowerCase())
    return undefined
  const { member_id, member_hash, member_context, ticket_id } = request
  const claim = { member_id, member_hash, member_context }
  const { provider } = await providerOf(world, account_id, connection.id)

  const print = fingerprint([
    account_id,
    connection.id,
    connection.keys_changed_at,
    member_id,
    member_hash,
    member_context,
  ])
  let entry = recall(print)
  if (!entry) {
    const verify = () => provider.verifyMember(claim)
    const member = await guess(world, account_id, member_id, address, verify).catch((error: unknown) => {
      entry = isOutage(error) ? recallInOutage(print) : undefined
      if (!entry) throw error
      return entry.member
    })
    if (!member?.active || member.api_only) return undefined
    entry ??= remember(print, member)
  }
  const isSeen = ticket_id
    ? await seesTicket(entry, ticket_id, () => provider.memberSeesTicket(claim, ticket_id))
    : undefined
  const ticket_access: MemberSignedIn['ticket_access'] = isSeen === undefined ? 'none' : isSeen ? 'yes' : 'no'
  const where = { account_id, connection_id: connection.id, provision_members: connection.provision_members }
  return { where, entry, ticket_access }
}

/**
 * Counted before ConnectWise is asked, so that guesses in parallel do not slip through, and taken back when it was no
 * guess. By member and by address, never by account: nobody outside can keep a whole team out.
 */
async function guess(
  world: World,
  account_id: string,
  member_id: string,
  address: string,
  verify: () => Promise<PsaMember | null>,
): Promise<PsaMember | null> {
  const counted: [string, { max: number; windowS: number }][] = [
    [`member:${account_id}:${member_id.toLowerCase()}:${address}`, failuresPerMember],
    [`members:${address}`, failuresPerAddress],
  ]
  for (const [bucket, { max, windowS }] of counted) await limit(world, bucket, max, windowS)
  const takeBack = () =>
    Promise.all(counted.map(([bucket, { windowS }]) => takeBackHit(world.db.system, bucket, windowS)))
  const member = await verify().catch(async (error: unknown) => {
    await takeBack()
    throw error
  })
  if (member) await takeBack()
  return member
}

function audit(
  world: World,
  account_id: string,
  user_id: string | null,
  result: 'ok' | 'refused',
): Promise<void> {
  return inAccount(world.db.app, account_id, (sql) =>
    record(
      sql,
      { account_id, user_id },
      { action: 'sign_in.connectwise', subject_kind: 'user', subject_id: user_id, result },
    ),
  )
}
