import type { InferOutput } from 'valibot'
import type { MemberSignedIn, memberSignInRequest } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Connected, openConnection } from '../connections/provider-for.ts'
import { selectForSignIn } from '../connections/queries.ts'
import { countHit, takeBackHits } from '../db/counting-queries.ts'
import { inAccount } from '../db/tx.ts'
import { lifetimeS } from '../keys/access-token.ts'
import { limitBoth } from '../limits.ts'
import type { MemberClaim, PsaMember, PsaPod } from '../psa/provider.ts'
import type { World } from '../world.ts'
import { type Confirmed, fingerprint, isOutage, seesTicket } from './confirmed-members.ts'
import { type MemberUser, userOfMember } from './member-user.ts'
import { accountOfPod } from './pod-accounts.ts'

type Request = InferOutput<typeof memberSignInRequest>

const failuresPerMember = { max: 10, windowSeconds: 15 * 60 }
const failuresPerAddress = { max: 30, windowSeconds: 60 }

/**
 * What the pod brings is a claim. It is sent to the host we have configured, never to one it names, and counts only
 * when that host says who it is. Whatever is wrong, the answer is the same; without ConnectWise nobody gets in.
 */
export async function signInMember(world: World, request: Request, address: string): Promise<MemberSignedIn> {
  const confirmed = await confirmMember(world, request, address)
  const signedIn = await userOfMember(world, confirmed.where, confirmed.entry.member)
  return podAccess(world, confirmed, request.ticket_id, signedIn)
}

export type ConfirmedMember = NonNullable<Awaited<ReturnType<typeof confirm>>>

/** Whom ConnectWise confirms, or the one refusal. */
export async function confirmMember(
  world: World,
  request: Request,
  address: string,
): Promise<ConfirmedMember> {
  const account_id = await accountOfPod(world, request.pod_key)
  if (!account_id) throw new Problem('member_not_confirmed')
  const confirmed = await confirm(world, account_id, request, address)
  if (confirmed) return confirmed
  await auditRefusal(world, account_id)
  throw new Problem('member_not_confirmed')
}

/** The pod's token, for the ticket that ConnectWise shows this member and for no other. */
export async function podAccess(
  world: World,
  { where, ticket_access }: ConfirmedMember,
  ticket_id: string | undefined,
  { user, epoch }: MemberUser,
): Promise<MemberSignedIn> {
  const access_token = await world.keys.signAccess({
    sub: user.id,
    account: where.account_id,
    surface: 'pod',
    ticket: ticket_access === 'yes' ? ticket_id : undefined,
    epoch,
  })
  return { access_token, expires_in: lifetimeS.pod, user, ticket_access }
}

async function confirm(world: World, account_id: string, request: Request, address: string) {
  const connection = await inAccount(world.db, account_id, selectForSignIn)
  if (connection?.pod_key !== request.pod_key) {
    world.pod_accounts.delete(request.pod_key)
    return undefined
  }
  if (connection.company_id.toLowerCase() !== request.company_id.toLowerCase()) return undefined
  const { member_id, member_hash, member_context, ticket_id } = request
  const claim = { member_id, member_hash, member_context }
  const { id, keys_changed_at } = connection
  const print = fingerprint([account_id, id, keys_changed_at, member_id, member_hash, member_context])
  const where = {
    account_id,
    connection_id: id,
    provisioning: connection.provisioning,
    linking: connection.linking,
  }
  // what needs no asking comes first, then the limits, then the keys and the PSA
  const known = world.confirmed.recall(print)
  let opened: Promise<Connected> | undefined
  const open = async () => {
    opened ??= openConnection(world, connection, null)
    return (await opened).provider.pod
  }
  if (known) return { where, entry: known, ...(await accessTo(open, known, claim, ticket_id)) }
  const verify = async () =>
    (await open())?.verifyMember(claim, world.confirmed.wasConfirmed(print) ? 'first' : undefined) ?? null
  const entry = await verified(world, print, () => guess(world, account_id, member_id, address, verify))
  return entry && { where, entry, ...(await accessTo(open, entry, claim, ticket_id)) }
}

/** A refusal forgets what was confirmed before; an outage of ConnectWise recalls it. */
async function verified(world: World, print: string, ask: () => Promise<PsaMember | null>) {
  const { confirmed } = world
  try {
    const member = await ask()
    if (member?.active && !member.api_only) return confirmed.remember(print, member)
    confirmed.forget(print)
    return undefined
  } catch (error) {
    const before = isOutage(error) ? confirmed.recallInOutage(print) : undefined
    if (!before) throw error
    return before
  }
}

async function accessTo(
  open: () => Promise<PsaPod | undefined>,
  entry: Confirmed,
  claim: MemberClaim,
  ticketId: string | undefined,
): Promise<Pick<MemberSignedIn, 'ticket_access'>> {
  if (!ticketId) return { ticket_access: 'none' }
  const ask = async () => (await open())?.memberSeesTicket(claim, ticketId) ?? false
  return { ticket_access: (await seesTicket(entry, ticketId, ask)) ? 'yes' : 'no' }
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
  const ofMember = {
    bucket: `member:${account_id}:${member_id.toLowerCase()}:${address}`,
    ...failuresPerMember,
  }
  const ofAddress = { bucket: `members:${address}`, ...failuresPerAddress }
  await limitBoth(world, ofMember, ofAddress)
  const takeBack = () => takeBackHits(world.db.system, [ofMember.bucket, ofAddress.bucket])
  const member = await verify().catch(async (error: unknown) => {
    await takeBack()
    throw error
  })
  if (member) await takeBack()
  return member
}

/** How many refusals within a minute are written down: the first of an account, the tenth, the hundredth… */
const isWrittenDown = (count: number) => Number.isInteger(Math.log10(count))

async function auditRefusal(world: World, account_id: string): Promise<void> {
  const { count } = await countHit(world.db.system, `members-refused:${account_id}`, 60)
  if (!isWrittenDown(count)) return
  const entry = { action: 'sign_in.connectwise', subject_kind: 'user', result: 'refused' } as const
  const detail = { in_this_minute: count }
  await inAccount(world.db, account_id, (sql) => record(sql, { account_id }, { ...entry, detail }))
}
