import type { NewProvider, SignInRules, SignInRulesChange } from '../../shared/contracts/sign-in.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { selectDomains } from './domain-queries.ts'
import { domainView, setDomains } from './email-domains.ts'
import { callbackUrl, discoverProvider, secretPurpose } from './oidc-provider.ts'
import {
  deleteProvider,
  hasIdentity,
  selectProvider,
  updateProvider,
  upsertProvider,
} from './provider-queries.ts'
import {
  endOtherSignIns,
  lockRules,
  type RulesRow,
  selectRules,
  updateRules,
} from './sign-in-rules-queries.ts'

/** How people get into the account, for admins to read. */
export async function readSignInRules(ctx: Ctx): Promise<SignInRules> {
  may(ctx, 'administer')
  return tx(ctx, (sql) => viewIn(ctx, sql))
}

/** Only owners change how people get in. A provider is asked before it counts. */
export async function changeSignInRules(ctx: Ctx, change: SignInRulesChange): Promise<SignInRules> {
  may(ctx, 'own')
  const { provider, domains, known_domains, ...given } = change
  const client_secret_sealed = provider ? await sealedSecret(ctx, provider) : undefined
  return tx(ctx, async (sql) => {
    const before = await lockRules(sql)
    if (!before) throw new Problem('not_found')
    if (provider) await setProvider(ctx, sql, provider, client_secret_sealed)
    if (provider === null && (await deleteProvider(sql))) await recordProvider(ctx, sql, 'removed', {})
    if (domains) await setDomains(ctx, sql, domains, known_domains)
    const after = { ...before, ...given }
    if (after.sso_only) await holdsSsoOnly(ctx, sql)
    await updateRules(sql, after)
    const ended = after.sso_only && !before.sso_only ? await endOtherSignIns(sql, ctx.user.id) : []
    if (Object.keys(given).length > 0) await recordRules(ctx, sql, before, after)
    for (const user_id of ended) await publish(sql, ctx.account_id, 'person.changed', { user_id })
    return viewIn(ctx, sql)
  })
}

async function viewIn(ctx: Ctx, sql: TransactionSql): Promise<SignInRules> {
  const rules = await selectRules(sql)
  if (!rules) throw new Problem('not_found')
  const row = await selectProvider(sql)
  const provider = row && {
    issuer: row.issuer,
    client_id: row.client_id,
    label: row.label,
    guests: row.guests,
    changed_at: row.changed_at,
  }
  return {
    provider: provider ?? null,
    domains: (await selectDomains(sql)).map(domainView),
    ...rules,
    callback_url: callbackUrl(ctx.world.config),
  }
}

const secretMissing = () =>
  new Problem('invalid', 'Enter the secret of this client.', {
    fields: { 'provider.client_secret': 'Enter the secret of this client.' },
  })

/**
 * Asks the provider who it is. A secret that nobody can read is never sent to another place by naming it. Undefined
 * where none was given: the one that is known stays.
 */
async function sealedSecret(ctx: Ctx, provider: NewProvider): Promise<string | undefined> {
  const { world, account_id } = ctx
  const known = await tx(ctx, selectProvider)
  const isSame = known?.issuer === provider.issuer && known.client_id === provider.client_id
  const { client_secret } = provider
  if (client_secret === undefined && !isSame) throw secretMissing()
  const secret =
    client_secret ?? (await world.keys.unseal(secretPurpose, account_id, known?.client_secret_sealed ?? ''))
  await discoverProvider(world, { ...provider, client_secret: secret }).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'sso_unavailable') throw error
    const says = 'No OpenID provider answers at this issuer. Nothing was changed.'
    throw new Problem('sso_unavailable', says, { fields: { 'provider.issuer': 'No provider answers here.' } })
  })
  return client_secret === undefined ? undefined : world.keys.seal(secretPurpose, account_id, client_secret)
}

async function setProvider(
  ctx: Ctx,
  sql: TransactionSql,
  { client_secret: secret, ...provider }: NewProvider,
  client_secret_sealed: string | undefined,
): Promise<void> {
  if (client_secret_sealed !== undefined)
    await upsertProvider(sql, { account_id: ctx.account_id, ...provider, client_secret_sealed })
  else if (!(await updateProvider(sql, provider))) throw secretMissing()
  await recordProvider(ctx, sql, 'set', { ...provider, secret_changed: secret !== undefined })
}

/** Nobody locks the account: the owner who asks for it has come in by the provider before. */
async function holdsSsoOnly(ctx: Ctx, sql: TransactionSql): Promise<void> {
  const provider = await selectProvider(sql)
  const refuse = (why: string) => {
    throw new Problem('sso_not_ready', why, { fields: { sso_only: why } })
  }
  if (!provider) return refuse('Set up a provider first, or passwords are the only way in.')
  if (!(await selectDomains(sql)).some(({ proved_at }) => proved_at !== null))
    return refuse('Prove a domain first: by it people are led to your provider.')
  if (!(await hasIdentity(sql, ctx.user.id, provider.issuer)))
    return refuse('Sign in by single sign-on once yourself first, so that it is known to work.')
}

function recordProvider(
  ctx: Ctx,
  sql: TransactionSql,
  what: 'set' | 'removed',
  detail: Record<string, unknown>,
): Promise<void> {
  return record(sql, ctx, {
    action: `sign_in.provider_${what}`,
    subject_kind: 'account',
    subject_id: ctx.account_id,
    result: 'ok',
    detail,
  })
}

function recordRules(ctx: Ctx, sql: TransactionSql, before: RulesRow, after: RulesRow): Promise<void> {
  return record(sql, ctx, {
    action: 'sign_in.rules_changed',
    subject_kind: 'account',
    subject_id: ctx.account_id,
    result: 'ok',
    detail: { before, after },
  })
}
