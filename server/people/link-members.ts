import { v7 as newId } from 'uuid'
import type { InferOutput } from 'valibot'
import type { MemberMapping, memberLinks, WaitingMember } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { addPerson, findUser, type UserRow } from '../accounts/queries.ts'
import { record } from '../audit/record.ts'
import { deleteMapping, selectMappings, selectWaiting } from '../connections/mapping-queries.ts'
import { providerFor } from '../connections/provider-for.ts'
import { selectConnection } from '../connections/queries.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PsaMember } from '../psa/provider.ts'
import { deleteWaiting, insertIdentity } from '../sign-in/member-queries.ts'
import { needsOwner } from '../sign-in/member-user.ts'
import { loadActor } from './load-person.ts'
import type { Actor } from './view.ts'

type Links = InferOutput<typeof memberLinks>['items']

/**
 * Links people to members by an admin's hand, or unlinks them (`member_id: null`). Whoever is not named stays as they
 * are. Only owners act on owners and admins.
 */
export async function linkMembers(ctx: Ctx, connectionId: string, links: Links): Promise<MemberMapping[]> {
  may(ctx, 'administer')
  await connectionOr404(ctx, connectionId)
  const members = links.some((link) => link.member_id !== null) ? await membersById(ctx, connectionId) : null
  return tx(ctx, async (sql) => {
    const actor = await loadActor(ctx, sql)
    // unlinked first: two people can change places in one call
    for (const { user_id } of links.toSorted(byUser)) {
      const user = await findUser(sql, user_id)
      if (!user) throw new Problem('invalid', 'One of these people is not in your account.')
      mayLink(actor, user)
      await unlink(
        ctx,
        sql,
        connectionId,
        user,
        links.find((link) => link.user_id === user_id)?.member_id ?? null,
      )
    }
    for (const { user_id, member_id } of links) {
      if (member_id === null) continue
      const member = members?.get(member_id)
      if (!member)
        throw new Problem('invalid', 'ConnectWise has no such member, or it is not active any more.')
      await link(ctx, sql, actor, { connection_id: connectionId, user_id, member })
    }
    return selectMappings(sql, connectionId)
  })
}

export function listWaiting(ctx: Ctx, connectionId: string): Promise<WaitingMember[]> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    if (!(await selectConnection(sql, connectionId))) throw new Problem('not_found')
    return selectWaiting(sql, connectionId)
  })
}

/** Lets a member who waits in: as a new user who is this member. */
export async function admitMember(
  ctx: Ctx,
  connectionId: string,
  memberId: string,
  role: 'viewer' | 'engineer',
): Promise<void> {
  may(ctx, 'administer')
  await connectionOr404(ctx, connectionId)
  const member = (await membersById(ctx, connectionId)).get(memberId)
  if (!member) throw new Problem('not_found')
  await tx(ctx, async (sql) => {
    const user = { account_id: ctx.account_id, id: newId(), name: member.name, email: null, role }
    const actor = await loadActor(ctx, sql)
    if (!(await addPerson(sql, { ...user, password_hash: null }))) throw new Problem('too_many_people')
    await link(ctx, sql, actor, { connection_id: connectionId, user_id: user.id, member })
    await record(sql, ctx, {
      action: 'user.admitted',
      subject_kind: 'user',
      subject_id: user.id,
      result: 'ok',
      detail: { member_id: member.id, role },
    })
  })
}

/** Forgets that a member asked. It is listed again when it tries again. */
export function dismissMember(ctx: Ctx, connectionId: string, memberId: string): Promise<void> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    if (!(await deleteWaiting(sql, connectionId, memberId))) throw new Problem('not_found')
    await record(sql, ctx, {
      action: 'member.dismissed',
      subject_kind: 'member',
      subject_id: memberId,
      result: 'ok',
    })
  })
}

function mayLink(actor: Actor, user: UserRow): void {
  if (!needsOwner(user.role) || actor.role === 'owner') return
  throw new Problem('not_allowed', 'Only an owner links owners and admins to their ConnectWise members.')
}

async function unlink(
  ctx: Ctx,
  sql: TransactionSql,
  connectionId: string,
  user: UserRow,
  next: string | null,
): Promise<void> {
  const removed = await deleteMapping(sql, connectionId, user.id)
  if (!removed || removed.member_id === next) return
  await record(sql, ctx, {
    action: 'member.unlinked',
    subject_kind: 'user',
    subject_id: user.id,
    result: 'ok',
    detail: { member_id: removed.member_id, member: removed.member_identifier, state: removed.state },
  })
}

async function link(
  ctx: Ctx,
  sql: TransactionSql,
  actor: Actor,
  { connection_id, user_id, member }: { connection_id: string; user_id: string; member: PsaMember },
): Promise<void> {
  const by_owner = actor.role === 'owner'
  const who = { account_id: ctx.account_id, connection_id, user_id }
  const identity = { ...who, member, source: 'hand', linked_by: ctx.user.id, by_owner } as const
  if (!(await insertIdentity(sql, identity))) throw new Problem('member_taken')
  await record(sql, ctx, {
    action: 'member.linked',
    subject_kind: 'user',
    subject_id: user_id,
    result: 'ok',
    detail: { by: 'hand', member_id: member.id, member: member.identifier },
  })
}

/** People who work there now: an API member signs nobody in. */
async function membersById(ctx: Ctx, connectionId: string): Promise<Map<string, PsaMember>> {
  const { provider } = await providerFor(ctx, connectionId)
  const members = await provider.members()
  return new Map(members.filter((one) => one.active && !one.api_only).map((one) => [one.id, one]))
}

async function connectionOr404(ctx: Ctx, connectionId: string): Promise<void> {
  if (!(await tx(ctx, (sql) => selectConnection(sql, connectionId)))) throw new Problem('not_found')
}

/** Always in one order, so that two admins at once do not wait for each other. */
const byUser = (a: Links[number], b: Links[number]) => (a.user_id < b.user_id ? -1 : 1)
