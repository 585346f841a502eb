import { readAddress } from './address.ts'
import { readAutotask } from './autotask.ts'
import { readConnectWise } from './connectwise.ts'
import { cloudHosts } from './connectwise-hosts.ts'
import { readFreshservice } from './freshservice.ts'
import { readHaloPsa } from './halopsa.ts'
import type { PageHints, Site, TicketReference } from './site.ts'
import { readSyncro } from './syncro.ts'
import { readZendesk } from './zendesk.ts'

const digits = /^[1-9]\d{0,14}$/

export const sites: readonly Site[] = [
  {
    product: 'connectwise',
    product_name: 'ConnectWise',
    hosts: cloudHosts,
    elsewhere: 'always',
    ids: /^[1-9]\d{0,9}$/,
    read: readConnectWise,
  },
  {
    product: 'autotask',
    product_name: 'Autotask',
    hosts: ['*.autotask.net'],
    elsewhere: 'when_chosen',
    ids: /^(?:[1-9]\d{0,14}|T\d{8}\.\d{4}(?:\.\d{3})?)$/,
    read: readAutotask,
  },
  {
    product: 'halopsa',
    product_name: 'HaloPSA',
    hosts: ['*.halopsa.com'],
    elsewhere: 'when_chosen',
    ids: digits,
    read: readHaloPsa,
  },
  {
    product: 'syncro',
    product_name: 'Syncro',
    hosts: ['*.syncromsp.com', '*.shield.syncromsp.com'],
    // Its path is that of many a program.
    elsewhere: 'never',
    ids: digits,
    read: readSyncro,
  },
  {
    product: 'zendesk',
    product_name: 'Zendesk',
    hosts: ['*.zendesk.com'],
    elsewhere: 'when_chosen',
    ids: digits,
    read: readZendesk,
  },
  {
    product: 'freshservice',
    product_name: 'Freshservice',
    hosts: ['*.freshservice.com'],
    elsewhere: 'when_chosen',
    ids: digits,
    read: readFreshservice,
  },
]

/** The pages that are followed without a grant, for the manifest. */
export const cloudMatches: string[] = cloudHosts.map((host) => `https://${host}/*`)

/** Which ticket a page shows; null when it shows none, or none for certain enough to name. */
export function recognise(
  url: string,
  banner: string | null = null,
  hints: PageHints = {},
): TicketReference | null {
  const address = readAddress(url)
  if (!address) return null
  for (const site of sites) {
    const isOwnHost = site.hosts.some((host) => isHost(address.host, host))
    if (!isOwnHost && !mayBeElsewhere(site, address, hints)) continue
    const found = site.read(address, banner, hints)
    if (!found || !site.ids.test(found.ticket_id)) continue
    return {
      product: site.product,
      product_name: site.product_name,
      ticket_id: found.ticket_id,
      site: address.origin,
      certainty: found.certainty,
      needs_grant: !(isOwnHost && site.hosts === cloudHosts),
    }
  }
  return null
}

/** The whole name, port included; a `*` is exactly one label. */
function isHost(host: string, pattern: string): boolean {
  if (!pattern.startsWith('*.')) return host === pattern
  const rest = pattern.slice(1)
  return host.endsWith(rest) && /^[a-z\d][a-z\d-]{0,62}$/.test(host.slice(0, -rest.length))
}

function mayBeElsewhere({ elsewhere }: Site, { hostname }: URL, hints: PageHints): boolean {
  const isChosen = elsewhere === 'always' || (elsewhere === 'when_chosen' && hints.is_chosen_host === true)
  return isChosen && !hasVendorName(hostname)
}

/** A name that has a vendor's within it, at its end or before somebody else's, is never a customer's own. */
function hasVendorName(hostname: string): boolean {
  // Freshdesk has Freshservice's paths.
  const hosts = [...sites.flatMap((site) => site.hosts), '*.freshdesk.com']
  return hosts.some((host) => `.${hostname}.`.includes(`.${host.replace(/^\*\./, '')}.`))
}
