import type { InferOutput } from 'valibot'
import type { SiteAnswer, siteQuestion } from '../../shared/contracts/connections.ts'
import { type Ctx, may } from '../ctx.ts'
import { checkSiteUrl } from '../psa/guard.ts'
import { limitTests } from './limit-tests.ts'

/** What a site says of itself and a company before anybody signs in. Nothing is kept. */
export async function discoverSite(
  ctx: Ctx,
  { kind, company_id, custom_host_confirmed, ...given }: InferOutput<typeof siteQuestion>,
): Promise<SiteAnswer> {
  may(ctx, 'administer')
  const { config, psa } = ctx.world
  const site_url = checkSiteUrl(given.site_url, {
    confirmed: custom_host_confirmed,
    allowLoopback: config.ALLOW_LOOPBACK_PSA,
    vendor: psa.vendor(kind),
  })
  await limitTests(ctx, 'site')
  return { site_url, ...(await psa.discover(kind, { url: site_url, company_id })) }
}
