/** Web hosts of ConnectWise's cloud; the API answers under the same name with `api-` before it. */
export const cloudHosts: ReadonlySet<string> = new Set([
  'na.myconnectwise.net',
  'eu.myconnectwise.net',
  'au.myconnectwise.net',
  'aus.myconnectwise.net',
  'za.myconnectwise.net',
  'staging.connectwisedev.com',
])

const codebase = 'v4_6_release'

/** `https://api-na.myconnectwise.net/v4_6_release/apis/3.0`; `web`: the host that knows the members' cookies. */
export function apiBase(siteUrl: string, { web = false } = {}): string {
  const site = new URL(siteUrl)
  const host = cloudHosts.has(site.hostname) && !web ? `api-${site.host}` : site.host
  return `${site.protocol}//${host}/${codebase}/apis/3.0`
}

/** The ticket's screen in the PSA. */
export function ticketUrl(siteUrl: string, ticketId: string): string {
  return `${new URL(siteUrl).origin}/${codebase}/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=${encodeURIComponent(ticketId)}`
}
