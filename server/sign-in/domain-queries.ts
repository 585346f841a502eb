import type { EmailDomain } from '../../shared/contracts/sign-in.ts'
import type { TransactionSql } from '../db/connect.ts'

export type DomainRow = Pick<EmailDomain, 'domain' | 'proved_by' | 'proved_at'> & { token: string }

export async function selectDomains(sql: TransactionSql): Promise<DomainRow[]> {
  return sql`select domain, token, proved_by, proved_at from email_domains order by domain limit 100`
}

export async function insertDomain(
  sql: TransactionSql,
  row: { account_id: string; domain: string; token: string },
): Promise<void> {
  await sql`insert into email_domains ${sql(row)} on conflict (account_id, domain) do nothing`
}

/** What a second proof says counts no more than the first. Throws domain_taken while another account holds it. */
export async function proveDomain(
  sql: TransactionSql,
  domain: string,
  by: 'dns' | 'operator',
): Promise<boolean> {
  const proved = await sql`
    update email_domains set proved_by = ${by}, proved_at = now() where domain = ${domain} and proved_at is null`
  return proved.count > 0
}

export async function deleteDomain(sql: TransactionSql, domain: string): Promise<boolean> {
  return (await sql`delete from email_domains where domain = ${domain}`).count > 0
}
