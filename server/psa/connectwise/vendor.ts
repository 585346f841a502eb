import * as v from 'valibot'
import { defineVendor } from '../vendor.ts'
import { cloudHosts } from './address.ts'
import { createConnectWise } from './provider.ts'

export const connectWise = defineVendor({
  name: 'ConnectWise',
  cloudHost: (host) => {
    const web = host.toLowerCase().replace(/^api-/, '')
    return cloudHosts.has(web) ? web : null
  },
  pod_query: 'id=[cw_id]&screen=[cw_screen]',
  site: v.object({ url: v.string(), company_id: v.string(), client_id: v.string() }),
  credentials: v.object({ public_key: v.string(), private_key: v.string() }),
  make: ({ id, site: { url, ...site }, credentials }, tools) =>
    createConnectWise({ connection: { id, site_url: url, ...site, ...credentials }, ...tools }),
})
