import type { Logger } from 'pino'
import * as v from 'valibot'
import type { SiteAnswer } from '../../shared/contracts/connections.ts'
import type { PsaFetch } from './guard.ts'
import type { Limiter } from './limiter.ts'
import type { PsaConnection, PsaProvider } from './provider.ts'

/** What a provider works with; `limiter` and `signIns` are the lines before its PSA. */
export type VendorTools = { fetch: PsaFetch; limiter: Limiter; signIns: Limiter; log: Logger }

export type SiteAtPsa = { url: string; company_id: string }
export type SiteFound = Omit<SiteAnswer, 'site_url'>

/** All that the rest of the server knows of a PSA product before one is connected. */
export type Vendor = {
  /** In sentences for people. */
  name: string
  /** The host of the maker's cloud that this host belongs to, null for any other. */
  cloudHost(host: string): string | null
  /** What the PSA tells a pod in its address; null where it has no place for one. */
  pod_query: string | null
  /** What a site tells without keys, within 10 s. A site that fails is an answer; it never throws for one. */
  discover(site: SiteAtPsa, fetch: PsaFetch): Promise<SiteFound>
  /** Throws where site or credentials are not what the vendor's schemas read. */
  open(connection: PsaConnection, tools: VendorTools): PsaProvider
}

type Parts<Site, Credentials> = Omit<Vendor, 'open'> & {
  site: v.GenericSchema<unknown, Site>
  credentials: v.GenericSchema<unknown, Credentials>
  make(
    connection: Pick<PsaConnection, 'id' | 'account_id'> & { site: Site; credentials: Credentials },
    tools: VendorTools,
  ): PsaProvider
}

export function defineVendor<Site, Credentials>(parts: Parts<Site, Credentials>): Vendor {
  const { site, credentials, make, ...known } = parts
  return {
    ...known,
    open: (connection, tools) => {
      const { id, account_id } = connection
      const opened = {
        site: v.parse(site, connection.site),
        credentials: v.parse(credentials, connection.credentials),
      }
      return make({ id, account_id, ...opened }, tools)
    },
  }
}
