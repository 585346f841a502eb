import { record } from '../audit/record.ts'
import type { Config } from '../config.ts'
import { StartError } from '../db/start-error.ts'
import { allAccounts } from '../db/system.ts'
import { isProviderAdopted } from '../db/system-providers.ts'
import { inAccount } from '../db/tx.ts'
import type { World } from '../world.ts'
import { proveDomain } from './domain-queries.ts'
import { claim } from './email-domains.ts'
import { secretPurpose } from './oidc-provider.ts'
import {
  domainsOfIdentities,
  domainsOfOwners,
  markAdopted,
  selectProvider,
  upsertProvider,
} from './provider-queries.ts'

/**
 * The provider of the server's settings becomes one account's, once. What it could do for every account it can do for
 * that one alone; with several accounts the operator says for which.
 */
export async function adoptProvider(world: World): Promise<void> {
  const { config, db, log } = world
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client_id, OIDC_CLIENT_SECRET: client_secret } = config
  if (!issuer || !client_id || !client_secret) return
  if (await isProviderAdopted(db.system)) {
    log.info('OIDC_* settings count no more: the provider stands in Settings, under Sign-in')
    return
  }
  const account = chosen(await allAccounts(db.system), config)
  if (!account) {
    log.warn('OIDC_* settings wait for the first account, whose provider they become at the next start')
    return
  }
  const { account_id } = account
  const client_secret_sealed = await world.keys.seal(secretPurpose, account_id, client_secret)
  const domains = await inAccount(db, account_id, async (sql) => {
    if (!(await markAdopted(sql)) || (await selectProvider(sql))) return []
    const { OIDC_LABEL: label, OIDC_GUESTS: guests } = config
    await upsertProvider(sql, { account_id, issuer, client_id, client_secret_sealed, label, guests })
    const linked = await domainsOfIdentities(sql, issuer)
    const theirs = linked.length > 0 ? linked : await domainsOfOwners(sql)
    for (const domain of theirs) {
      await claim(sql, { account_id }, domain)
      await proveDomain(sql, domain, 'operator')
    }
    await record(
      sql,
      { account_id },
      {
        action: 'sign_in.provider_set',
        subject_kind: 'account',
        subject_id: account_id,
        result: 'ok',
        detail: { by: 'settings of the server', issuer, client_id, domains: theirs },
      },
    )
    return theirs
  })
  log.info({ account: account.key, domains }, 'the provider of the OIDC_* settings is this account’s now')
}

type Account = { account_id: string; key: string }

function chosen(accounts: Account[], { OIDC_ACCOUNT }: Config): Account | undefined {
  if (OIDC_ACCOUNT) {
    const named = accounts.find(({ key }) => key === OIDC_ACCOUNT)
    if (!named && accounts.length > 0)
      throw new StartError('provider_unassigned', `OIDC_ACCOUNT: there is no account ${OIDC_ACCOUNT}.`)
    return named
  }
  if (accounts.length > 1)
    throw new StartError(
      'provider_unassigned',
      `OIDC_ISSUER is set, and this server has several accounts (${accounts
        .slice(0, 10)
        .map(({ key }) => key)
        .join(
          ', ',
        )}). A provider signs in to one of them: name it in OIDC_ACCOUNT, or take the OIDC_* settings away.`,
    )
  return accounts[0]
}
