import { unpackLzma } from './lzma.ts'

/**
 * What the part after `#` says of the screen:
 * `ticket`: a ticket's screen, and which; `ticket_unread`: a ticket's screen, not which;
 * `state_unnamed`: a ticket's state without the screen's name, good only to confirm; `other`: another screen.
 */
export type HashState =
  | { kind: 'none' }
  | { kind: 'ticket'; ticket_id: string; is_packed: boolean }
  | { kind: 'ticket_unread' }
  | { kind: 'state_unnamed'; ticket_id: string }
  | { kind: 'other' }

const maxPackedChars = 16_384
const maxStateBytes = 32_768
const ticketScreens = ['sr100', 'sr150']

export function readHash(hash: string): HashState {
  const text = hash.replace(/^#/, '')
  if (text === '') return { kind: 'none' }
  return /^startscreen=/i.test(text) ? readPlain(text) : readPacked(text)
}

/** `#startscreen=sr150&state=<JSON>` */
function readPlain(text: string): HashState {
  if (text.length > maxPackedChars) return { kind: 'other' }
  const params = new URLSearchParams(text)
  if (!ticketScreens.includes(params.get('startscreen')?.toLowerCase() ?? '')) return { kind: 'other' }
  const state = parseState(params.get('state') ?? '')
  if (!state) return { kind: 'ticket_unread' }
  return ticketScreens.includes(state.screen) && state.ticket_id
    ? { kind: 'ticket', ticket_id: state.ticket_id, is_packed: false }
    : { kind: 'other' }
}

/** `#<packed JSON>??<screen name>`, the name sometimes missing. */
function readPacked(text: string): HashState {
  const cut = text.lastIndexOf('??')
  const name = cut < 0 ? null : text.slice(cut + 2).toLowerCase()
  if (name !== null && name !== 'serviceticket') return { kind: 'other' }
  const state = parseState(unpack(cut < 0 ? text : text.slice(0, cut)))
  const isTicket = state !== null && ticketScreens.includes(state.screen)
  if (isTicket && !state.ticket_id) return { kind: 'other' }
  if (!isTicket || !state.ticket_id) return name === null ? { kind: 'other' } : { kind: 'ticket_unread' }
  return name === null
    ? { kind: 'state_unnamed', ticket_id: state.ticket_id }
    : { kind: 'ticket', ticket_id: state.ticket_id, is_packed: true }
}

/** Base64 with `$` for `+` and `_` for `/`, then LZMA, then UTF-8. */
function unpack(payload: string): string {
  if (payload.length > maxPackedChars || !/^[\w$]+={0,2}$/.test(payload)) return ''
  try {
    const packed = atob(payload.replaceAll('$', '+').replaceAll('_', '/'))
    const state = unpackLzma(
      Uint8Array.from(packed, (char) => char.charCodeAt(0)),
      maxStateBytes,
    )
    return state ? new TextDecoder('utf-8', { fatal: true }).decode(state) : ''
  } catch {
    return ''
  }
}

/** The record id stands at `s.p.rd`; deeper ones belong to other parts of the screen, 0 to a new ticket. */
function parseState(json: string): { screen: string; ticket_id: string | null } | null {
  try {
    const state: unknown = JSON.parse(json)
    const screen = field(state, 'p')
    const record = field(field(field(state, 's'), 'p'), 'rd')
    const digits = typeof record === 'number' || typeof record === 'string' ? String(record) : ''
    return typeof screen === 'string'
      ? { screen: screen.toLowerCase(), ticket_id: /^[1-9]\d{0,9}$/.test(digits) ? digits : null }
      : null
  } catch {
    return null
  }
}

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
