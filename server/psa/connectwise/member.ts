import type { MemberClaim, PsaMember } from '../provider.ts'
import type { Client } from './client.ts'
import { HttpFailure } from './errors.ts'
import { mapMember } from './map.ts'
import { wireMember, wireTicket } from './wire.ts'

const checkLimitMs = 8_000

/** Printable ASCII without what would end or split a cookie. */
const cookieValue = /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/

/** The cookies of the member's own session, or null where the claim could not be put into a header. */
export function memberCookie(claim: MemberClaim, companyId: string): string | null {
  const { member_id, member_hash, member_context } = claim
  const isSafe =
    [member_id, member_hash, member_context, companyId].every((value) => cookieValue.test(value)) &&
    !member_id.includes(':') &&
    member_id.length <= 100 &&
    member_hash.length >= 8 &&
    member_hash.length <= 2048 &&
    member_context.length <= 4096
  if (!isSafe) return null
  return `companyName=${companyId}; memberId=${member_id}; memberHash=${member_hash}; memberContext=${member_context}`
}

/** A wrong session is refused, moved to a sign-in page, or (cloud) not found. */
function isDenial(error: unknown): boolean {
  return (
    error instanceof HttpFailure &&
    ([401, 403, 404].includes(error.status) || (error.status >= 300 && error.status < 400))
  )
}

/** Who owns the session, asked at our configured host: the answer counts, and must be who is claimed. */
export async function verifyMember(
  client: Client,
  claim: MemberClaim,
  companyId: string,
  order?: 'first',
): Promise<PsaMember | null> {
  const cookie = memberCookie(claim, companyId)
  if (cookie === null) return null
  try {
    const wire = await client.read(wireMember, {
      path: '/system/myMembers/info',
      signal: AbortSignal.timeout(checkLimitMs),
      member_cookie: cookie,
      first: order === 'first',
    })
    const member = mapMember(wire)
    const isClaimed =
      member.identifier !== '' && member.identifier.toLowerCase() === claim.member_id.toLowerCase()
    return isClaimed && wire.id != null && member.active && !member.api_only ? member : null
  } catch (error) {
    if (isDenial(error)) return null
    throw error
  }
}

/** Identity is not access: ConnectWise applies the member's own role to this read. */
export async function memberSeesTicket(
  client: Client,
  claim: MemberClaim,
  companyId: string,
  ticketId: string,
): Promise<boolean> {
  const cookie = memberCookie(claim, companyId)
  if (cookie === null || !/^\d{1,10}$/.test(ticketId)) return false
  try {
    const ticket = await client.read(wireTicket, {
      path: '/service/tickets/{ticket_id}',
      params: { ticket_id: ticketId },
      query: { fields: 'id' },
      signal: AbortSignal.timeout(checkLimitMs),
      member_cookie: cookie,
      // only who was confirmed asks
      first: true,
    })
    return String(ticket.id) === String(Number(ticketId))
  } catch (error) {
    if (isDenial(error)) return false
    throw error
  }
}
