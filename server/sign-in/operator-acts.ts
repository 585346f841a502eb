import * as v from 'valibot'
import { domainName } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { findAccountByKey } from '../db/system.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { deleteDomain, proveDomain } from './domain-queries.ts'
import { claim, recordDomain } from './email-domains.ts'
import { setSsoOnly } from './sign-in-rules-queries.ts'

type Place = Pick<World, 'db'>

/** The operator's word that a domain is an account's, in place of a TXT record. */
export async function claimDomain(place: Place, accountKey: string, given: string): Promise<void> {
  const { account_id, domain } = await read(place, accountKey, given)
  await inAccount(place.db, account_id, async (sql) => {
    await claim(sql, { account_id }, domain)
    if (await proveDomain(sql, domain, 'operator'))
      await recordDomain(sql, { account_id }, 'sign_in.domain_proved', domain, { by: 'operator' })
  })
}

/** Takes a domain from an account, so that another one can prove it. */
export async function releaseDomain(place: Place, accountKey: string, given: string): Promise<void> {
  const { account_id, domain } = await read(place, accountKey, given)
  await inAccount(place.db, account_id, async (sql) => {
    if (!(await deleteDomain(sql, domain)))
      throw new Problem('not_found', `Account ${accountKey} does not hold ${domain}.`)
    await recordDomain(sql, { account_id }, 'sign_in.domain_released', domain, { by: 'operator' })
  })
}

/** The way back when the provider of an account that takes no passwords lets nobody in. */
export async function allowPasswords(place: Place, accountKey: string): Promise<void> {
  const account_id = await accountOf(place, accountKey)
  await inAccount(place.db, account_id, async (sql) => {
    await setSsoOnly(sql, false)
    await record(
      sql,
      { account_id },
      {
        action: 'sign_in.rules_changed',
        subject_kind: 'account',
        subject_id: account_id,
        result: 'ok',
        detail: { by: 'operator', after: { sso_only: false } },
      },
    )
  })
}

async function read(place: Place, accountKey: string, given: string) {
  const parsed = v.safeParse(domainName, given)
  if (!parsed.success) throw new Problem('malformed', 'That is no domain, such as acme.example.')
  return { account_id: await accountOf(place, accountKey), domain: parsed.output }
}

async function accountOf({ db }: Place, key: string): Promise<string> {
  const account_id = await findAccountByKey(db.system, key)
  if (!account_id) throw new Problem('not_found', `There is no account ${key}.`)
  return account_id
}
