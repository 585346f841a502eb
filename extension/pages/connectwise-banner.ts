/** Where the screen names its record; the first visible one counts, for older screens stay in the page. */
export const bannerSelectors: readonly string[] = [
  '.cw_BannerView .detailLabel',
  '.detailLabel',
  '.cw_CwLabel, .gwt-Label',
]
export const podHeaderSelector = '.pod_service_ticket_ticket_header'

/** What a banner says: its ticket, or in another language the number that may confirm the address. */
export type BannerSays = { ticket_id: string | null; number: string | null }

const maxChars = 200
// A number goes on to its end: "#48,291" is not ticket 48.
const ticketBanner = /^\s*service\s*ticket\s*#\s*([1-9]\d{0,9})(?![\d.,]*\d)/i
const podHeader = /^\s*ticket\s*#\s*([1-9]\d{0,9})(?![\d.,]*\d)/i
const otherRecord =
  /^\s*(?:project|company|contact|activity|opportunity|sales\s*order|purchase\s*order|invoice|agreement|configuration|time|expense|schedule)\b/i

/** Null when nothing is visible. A summary that names a second ticket does not count: only the beginning does. */
export function readBanner(text: string | null | undefined): BannerSays | null {
  const start = text?.slice(0, maxChars)
  if (!start?.trim()) return null
  const ticketId = ticketBanner.exec(start)?.[1] ?? null
  const number = otherRecord.test(start) ? null : (/\d+/.exec(start)?.[0] ?? null)
  return { ticket_id: ticketId, number }
}

export function readPodHeader(text: string | null | undefined): string | null {
  return podHeader.exec(text?.slice(0, maxChars) ?? '')?.[1] ?? null
}
