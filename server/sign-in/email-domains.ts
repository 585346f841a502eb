import { randomBytes } from 'node:crypto'
import type { AuditAction } from '../../shared/contracts/audit-actions.ts'
import { type EmailDomain, mostDomains } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { type AuditSystem, record } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { type DomainRow, deleteDomain, insertDomain, selectDomains } from './domain-queries.ts'

const label = '_flowpilot'

export const txtValue = (token: string) => `flowpilot-domain=${token}`
export const txtName = (domain: string) => `${label}.${domain}`

export function domainView({ token, ...row }: DomainRow): EmailDomain {
  return { ...row, txt: { name: txtName(row.domain), value: txtValue(token) } }
}

/**
 * Makes the account's domains those that are wanted, as far as they differ from those that were known: what came or went
 * meanwhile stays so. A new one waits for its proof; one that goes is free for others.
 */
export async function setDomains(
  ctx: Ctx,
  sql: TransactionSql,
  wanted: readonly string[],
  known?: readonly string[],
): Promise<void> {
  const present = (await selectDomains(sql)).map(({ domain }) => domain)
  const before = known ?? present
  const added = [...new Set(wanted)].filter((domain) => !before.includes(domain) && !present.includes(domain))
  const gone = present.filter((domain) => before.includes(domain) && !wanted.includes(domain))
  if (added.length > 0 && present.length - gone.length + added.length > mostDomains) throw tooMany()
  for (const domain of added) {
    await claim(sql, ctx, domain)
    await recordDomain(sql, ctx, 'sign_in.domain_claimed', domain)
  }
  for (const domain of gone) {
    await deleteDomain(sql, domain)
    await recordDomain(sql, ctx, 'sign_in.domain_released', domain)
  }
}

function tooMany(): Problem {
  const why = `At most ${mostDomains} domains.`
  return new Problem('invalid', why, { fields: { domains: why } })
}

export function claim(
  sql: TransactionSql,
  { account_id }: { account_id: string },
  domain: string,
): Promise<void> {
  return insertDomain(sql, { account_id, domain, token: randomBytes(20).toString('hex') })
}

export function recordDomain(
  sql: TransactionSql,
  who: Ctx | AuditSystem,
  action: AuditAction,
  domain: string,
  detail: Record<string, unknown> = {},
): Promise<void> {
  return record(sql, who, { action, subject_kind: 'domain', subject_id: domain, result: 'ok', detail })
}
