import { Problem } from '../../shared/problems.ts'
import type { Ctx } from '../ctx.ts'
import { limitTests } from './limit-tests.ts'
import type { KeyPair } from './provider-for.ts'

export type Wanted = {
  id: string
  kind: string
  site_url: string
  company_id: string
  client_id: string
  keys: KeyPair
}

/** Asks the PSA whether it takes what is about to be kept; throws with why not, so that what works stays. */
export async function tryConnection(ctx: Ctx, wanted: Wanted): Promise<void> {
  await limitTests(ctx, 'keys')
  const { id, kind, site_url: url, company_id, client_id, keys: credentials } = wanted
  const site = { url, company_id, client_id }
  const provider = ctx.world.psa.provider({ id, account_id: ctx.account_id, kind, site, credentials })
  const trouble = await provider.tryKeys()
  if (trouble) throw new Problem('connection_not_working', undefined, { extra: { trouble } })
}
