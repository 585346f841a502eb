import type { TransactionSql } from '../db/connect.ts'

export type ProviderRow = {
  account_id: string
  issuer: string
  client_id: string
  client_secret_sealed: string
  label: string
  guests: boolean
  changed_at: string
}

export async function selectProvider(sql: TransactionSql): Promise<ProviderRow | undefined> {
  const [row] = await sql<ProviderRow[]>`
    select account_id, issuer, client_id, client_secret_sealed, label, guests, changed_at from identity_providers`
  return row
}

export async function upsertProvider(
  sql: TransactionSql,
  row: Omit<ProviderRow, 'changed_at'>,
): Promise<void> {
  await sql`
    insert into identity_providers ${sql(row)}
    on conflict (account_id) do update set
      issuer = excluded.issuer, client_id = excluded.client_id,
      client_secret_sealed = excluded.client_secret_sealed, label = excluded.label, guests = excluded.guests,
      changed_at = clock_timestamp()`
}

/** All but the secret, which stays as it is now. False when the provider is another client by now. */
export async function updateProvider(
  sql: TransactionSql,
  { issuer, client_id, label, guests }: Pick<ProviderRow, 'issuer' | 'client_id' | 'label' | 'guests'>,
): Promise<boolean> {
  const updated = await sql`
    update identity_providers set label = ${label}, guests = ${guests}, changed_at = clock_timestamp()
    where issuer = ${issuer} and client_id = ${client_id}`
  return updated.count > 0
}

export async function deleteProvider(sql: TransactionSql): Promise<boolean> {
  return (await sql`delete from identity_providers`).count > 0
}

/** The user whom this provider's subject is. */
export async function findIdentity(
  sql: TransactionSql,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<string | undefined> {
  const [row] = await sql<{ user_id: string }[]>`
    select user_id from user_identities where issuer = ${issuer} and subject = ${subject}`
  return row?.user_id
}

export async function hasIdentity(sql: TransactionSql, userId: string, issuer: string): Promise<boolean> {
  return (await sql`select 1 from user_identities where user_id = ${userId} and issuer = ${issuer}`).count > 0
}

export async function deleteIdentities(sql: TransactionSql, userId: string): Promise<number> {
  return (await sql`delete from user_identities where user_id = ${userId}`).count
}

/** The account's user with this address, where the address is of a domain that this account proved. */
export async function findUserOfDomain(sql: TransactionSql, email: string): Promise<string | undefined> {
  const [row] = await sql<{ id: string }[]>`
    select id from users
    where lower(email) = lower(${email})
      and exists (select from email_domains
        where proved_at is not null and domain = lower(split_part(${email}, '@', 2)))`
  return row?.id
}

/** E-mail domains of the people who are known to this provider already. */
export async function domainsOfIdentities(sql: TransactionSql, issuer: string): Promise<string[]> {
  const rows = await sql<{ domain: string }[]>`
    select distinct lower(split_part(u.email, '@', 2)) as domain
    from user_identities i join users u on u.account_id = i.account_id and u.id = i.user_id
    where i.issuer = ${issuer} and u.email is not null limit 20`
  return rows.map(({ domain }) => domain)
}

export async function domainsOfOwners(sql: TransactionSql): Promise<string[]> {
  const rows = await sql<{ domain: string }[]>`
    select distinct lower(split_part(email, '@', 2)) as domain from users
    where role = 'owner' and active and email is not null limit 20`
  return rows.map(({ domain }) => domain)
}

/** True once per account. */
export async function markAdopted(sql: TransactionSql): Promise<boolean> {
  return (
    (await sql`update accounts set provider_adopted_at = now() where provider_adopted_at is null`).count > 0
  )
}
