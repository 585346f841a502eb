import type { Me } from '../../shared/contracts/accounts.ts'
import type { TabTicket } from '../host.ts'

/** One ticket of one site: fit for a draft's context. */
export function keyOf({ product, site, ticket_id }: TabTicket): string {
  return `other-${product}-${site.replace(/^https?:\/\//, '')}-${ticket_id}`
}

/** Numbers are only unique within one site: a ticket is ours where its page belongs to the connected PSA. */
export function isOwnTicket({ product, site }: TabTicket, me: Pick<Me, 'psa'>): boolean {
  const { connected, site_url } = me.psa
  return product === 'connectwise' && connected && site_url !== null && hostOf(site) === hostOf(site_url)
}

/** The REST interface of the cloud is served under the same name with `api-` before it. */
function hostOf(address: string): string {
  try {
    return new URL(address).host.replace(/^api-/, '')
  } catch {
    return address
  }
}
