/** Web hosts of ConnectWise's cloud, the whole names. Every other host is one of a customer, or an imitation. */
export const cloudHosts: readonly string[] = [
  'na.myconnectwise.net',
  'eu.myconnectwise.net',
  'au.myconnectwise.net',
  'aus.myconnectwise.net',
  'za.myconnectwise.net',
  'staging.connectwisedev.com',
]

export type ScreenPath = 'screen' | 'ticket_link' | 'record_link'

const pages: Record<string, ScreenPath> = {
  'connectwise.aspx': 'screen',
  'connectwise.html': 'screen',
  'services/system_io/service/fv_sr100_request.rails': 'ticket_link',
  'services/system_io/router/openrecord.rails': 'record_link',
}

/** A page under a code base (`v4_6_release`, `v2025_1`, …), the same in the cloud and on premises. */
export function screenPath(pathname: string): ScreenPath | null {
  const page = /^\/v\d{1,4}_\d{1,2}(?:_release)?\/{1,2}([a-z\d_/.]{1,60})$/i.exec(pathname)?.[1]
  const known = page?.toLowerCase()
  return known !== undefined && Object.hasOwn(pages, known) ? (pages[known] ?? null) : null
}
