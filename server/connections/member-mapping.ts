import { LRUCache } from 'lru-cache'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { PsaMember } from '../psa/provider.ts'
import { insertMappings, type MappingRow, selectMapping, selectUnmapped } from './mapping-queries.ts'
import { type Connected, providerFor } from './provider-for.ts'

const lookAgainMs = 300_000
const peopleRemembered = 1_000

/** Who was looked for in vain a moment ago: listing the PSA's members for each of their clicks would find no more. */
export type LookedInVain = LRUCache<string, true>

export const createLookedInVain = (): LookedInVain =>
  new LRUCache({ max: peopleRemembered, ttl: lookAgainMs })

/** Who this person is at the PSA, as far as we know. */
export async function memberFor(
  sql: TransactionSql,
  { connection_id, user_id }: { connection_id: string; user_id: string },
): Promise<MappingRow | null> {
  return (await selectMapping(sql, connection_id, user_id)) ?? null
}

/** Each address with exactly one active member behind it who is a person. */
export function matchByEmail(
  people: readonly { id: string; email: string }[],
  members: readonly PsaMember[],
): { user_id: string; member: PsaMember }[] {
  const byEmail = new Map<string, PsaMember[]>()
  for (const member of members) {
    const email = member.email?.trim().toLowerCase()
    if (email && member.active && !member.api_only)
      byEmail.set(email, [...(byEmail.get(email) ?? []), member])
  }
  return people.flatMap(({ id, email }) => {
    const [member, ...others] = byEmail.get(email.trim().toLowerCase()) ?? []
    return member && others.length === 0 ? [{ user_id: id, member }] : []
  })
}

/** Maps whom an address makes unambiguous: one person, or everybody of the account who is not mapped. */
export async function mapMembersByEmail(
  ctx: Pick<Ctx, 'world' | 'account_id'>,
  { connection, provider }: Connected,
  userId: string | null = null,
): Promise<number> {
  const unmapped = await tx(ctx, (sql) => selectUnmapped(sql, connection.id, userId))
  if (unmapped.length === 0) return 0
  const rows = matchByEmail(unmapped, await provider.members()).map(({ user_id, member }) => ({
    account_id: ctx.account_id,
    connection_id: connection.id,
    user_id,
    member_id: member.id,
    member_identifier: member.identifier,
    member_name: member.name,
    source: 'email' as const,
  }))
  return tx(ctx, (sql) => insertMappings(sql, rows))
}

/** The asker's member, found by address where it is not known yet; null where that is not possible. Never throws for the PSA. */
export async function mapMemberByEmail(ctx: Ctx): Promise<MappingRow | null> {
  const connected = await providerFor(ctx)
  const who = { connection_id: connected.connection.id, user_id: ctx.user.id }
  const known = await tx(ctx, (sql) => memberFor(sql, who))
  const key = `${who.connection_id} ${who.user_id}`
  const { looked_in_vain } = ctx.world
  if (known || looked_in_vain.has(key)) return known
  try {
    await mapMembersByEmail(ctx, connected, ctx.user.id)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    ctx.world.log.warn({ connection_id: who.connection_id, code: error.code }, 'members could not be listed')
  }
  const found = await tx(ctx, (sql) => memberFor(sql, who))
  if (!found) looked_in_vain.set(key, true)
  return found
}
