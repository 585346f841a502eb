import * as v from 'valibot'
import { defineVendor } from '../vendor.ts'
import { cloudHosts } from './address.ts'
import { discover } from './discover.ts'
import { createConnectWise } from './provider.ts'

function cloudHost(host: string): string | null {
  const web = host.toLowerCase().replace(/^api-/, '')
  return cloudHosts.has(web) ? web : null
}

export const connectWise = defineVendor({
  name: 'ConnectWise',
  cloudHost,
  pod_query: 'id=[cw_id]&screen=[cw_screen]',
  discover: (site, fetch) => discover(site, fetch, cloudHost),
  site: v.object({ url: v.string(), company_id: v.string(), client_id: v.string() }),
  credentials: v.object({ public_key: v.string(), private_key: v.string() }),
  make: ({ id, site: { url, ...site }, credentials }, tools) =>
    createConnectWise({ connection: { id, site_url: url, ...site, ...credentials }, ...tools }),
})
