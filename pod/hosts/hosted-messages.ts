/** Messages of the ConnectWise Hosted API: JSON strings in both directions, protocol 1.0. */
export type MemberClaim = {
  company_id: string
  member_id: string
  member_hash: string
  member_context: string
}
export type Incoming =
  | { kind: 'frame'; frame_id: string }
  /** `ticket_id`: the record in view, null for one without a number or another screen; undefined: not said. */
  | { kind: 'event'; event: string; event_id: unknown; ticket_id: string | null | undefined }
  | { kind: 'member'; claim: MemberClaim }
  | { kind: 'other' }

const maxChars = 65_536

/** Anything that is not a message of theirs is null: other scripts and extensions post here too. */
export function readHosted(data: unknown): Incoming | null {
  if (typeof data !== 'string' || data.length > maxChars) return null
  let message: unknown
  try {
    message = JSON.parse(data)
  } catch {
    return null
  }
  if (!isRecord(message)) return null
  if (typeof message.MessageFrameID === 'string') return { kind: 'frame', frame_id: message.MessageFrameID }
  if (typeof message.event === 'string')
    return { kind: 'event', event: message.event, event_id: message._id, ticket_id: ticketOf(message.data) }
  if (typeof message.response === 'string') return readResponse(message.response, message.data)
  return null
}

function readResponse(name: string, data: unknown): Incoming {
  if (name.toLowerCase() !== 'getmemberauthentication' || !isRecord(data)) return { kind: 'other' }
  const text = (key: string) => (typeof data[key] === 'string' ? data[key] : '')
  return {
    kind: 'member',
    claim: {
      company_id: text('companyid'),
      member_id: text('memberid'),
      member_hash: text('memberHash'),
      member_context: text('memberContext'),
    },
  }
}

function ticketOf(data: unknown): string | null | undefined {
  if (!isRecord(data) || !isRecord(data.screenObject)) return undefined
  const { screen, id } = data.screenObject
  return screen === 'ticket' ? ticketNumber(id) : null
}

/** '48291' or 48291 → '48291'; 0, empty and anything else → null. */
export function ticketNumber(id: unknown): string | null {
  const digits = typeof id === 'number' || typeof id === 'string' ? String(id).trim() : ''
  return /^[1-9]\d{0,9}$/.test(digits) ? digits : null
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

export const outgoing = {
  ready: () => ({ message: 'ready' }),
  member: () => ({ hosted_request: 'getMemberAuthentication' }),
  refreshScreen: () => ({ hosted_request: 'refreshScreen', args: {} }),
  setDirty: (dirty: boolean) => ({ hosted_request: 'setDirty', args: { dirty } }),
  openTicket: (id: string) => ({
    hosted_request: 'openScreen',
    args: { newTab: true, screen: 'ticket', id: Number(id) },
  }),
  accept: (event: string, eventId: unknown) => ({ event, _id: eventId, result: 'success' }),
}

export function spellHosted(message: object, frameId: string | null): string {
  return JSON.stringify(frameId === null ? message : { ...message, frameID: frameId })
}
