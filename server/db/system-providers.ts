import type { Sql } from './connection-options.ts'

/** The account that proved this e-mail domain. */
export async function findAccountByDomain(system: Sql, domain: string): Promise<string | undefined> {
  const [row] = await system<{ account_id: string }[]>`
    select account_id from email_domains where domain = ${domain} and proved_at is not null`
  return row?.account_id
}

export async function anyProvider(system: Sql): Promise<boolean> {
  const [row] = await system<{ found: boolean }[]>`select exists (select from identity_providers) as found`
  return row?.found ?? false
}

/** True once some account took over the provider of the server's settings. */
export async function isProviderAdopted(system: Sql): Promise<boolean> {
  const [row] = await system<{ found: boolean }[]>`
    select exists (select from accounts where provider_adopted_at is not null) as found`
  return row?.found ?? false
}

export async function insertUnknownSignIn(
  system: Sql,
  row: { id: string; email_hash: string; address: string | null },
): Promise<void> {
  await system`
    insert into unknown_sign_ins (id, email_hash, address) values (${row.id}, ${row.email_hash}, ${row.address})`
}

export async function pruneUnknownSignIns(system: Sql): Promise<void> {
  await system`
    delete from unknown_sign_ins where id in (
      select id from unknown_sign_ins where at < now() - interval '90 days' order by at limit 10000)`
}
