import * as v from 'valibot'
import type { PsaFetch } from '../guard.ts'
import type { SiteAtPsa, SiteFound } from '../vendor.ts'
import { BadAnswer, ConnectionFailure, HttpFailure } from './errors.ts'
import { readBody } from './read-body.ts'
import { troubleOf } from './trouble.ts'
import { wireCompanyInfo } from './wire.ts'

const discoverLimitMs = 10_000
const nothing = { company_name: null, version: null, elsewhere: null }

/** Asks a site, which wants no keys for it, whether it has this company. `cloudHost`: of whose cloud a host is. */
export async function discover(
  { url, company_id }: SiteAtPsa,
  fetch: PsaFetch,
  cloudHost: (host: string) => string | null,
): Promise<SiteFound> {
  const isCloud = cloudHost(new URL(url).hostname) !== null
  let body: unknown
  try {
    body = await ask(`${new URL(url).origin}/login/companyinfo/${encodeURIComponent(company_id)}`, fetch)
  } catch (error) {
    const isUnknown = error instanceof HttpFailure && error.status === 404
    if (isUnknown && (isCloud || error.body !== undefined)) return { ...nothing, trouble: 'company_unknown' }
    // without keys nothing was refused: another web server has no such page
    if (error instanceof HttpFailure && error.status < 500 && troubleOf(error) === 'keys_refused')
      return { ...nothing, trouble: 'not_understood' }
    return { ...nothing, trouble: troubleOf(error) as SiteFound['trouble'] }
  }
  if (body === null) return { ...nothing, trouble: 'company_unknown' }
  const info = v.safeParse(wireCompanyInfo, body)
  if (!info.success) return { ...nothing, trouble: 'not_understood' }
  const { CompanyName, VersionCode, SiteUrl } = info.output
  const there = cloudHost((SiteUrl ?? '').replace(/^https?:\/\//i, '').replace(/[/:].*$/, ''))
  const elsewhere = there && `https://${there}` !== new URL(url).origin ? `https://${there}` : null
  return { trouble: null, company_name: CompanyName ?? null, version: VersionCode ?? null, elsewhere }
}

async function ask(url: string, fetch: PsaFetch): Promise<unknown> {
  let response: Response
  try {
    const signal = AbortSignal.timeout(discoverLimitMs)
    response = await fetch(url, { headers: { Accept: 'application/json' }, redirect: 'manual', signal })
  } catch (error) {
    throw new ConnectionFailure(error)
  }
  if (response.ok) {
    const body = await readBody(response)
    if (body === undefined) throw new BadAnswer(response.status, 'ConnectWise answered with nothing.')
    return body
  }
  throw new HttpFailure(response.status, await readBody(response).catch(() => undefined), null)
}
