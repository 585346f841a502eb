import { createHmac, randomBytes } from 'node:crypto'

const periodS = 30
const digits = 6
const secretBytes = 20
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A secret as authenticators take it: base32 (RFC 4648) of 160 bits. */
export function newSecret(): string {
  return toBase32(randomBytes(secretBytes))
}

/** What the QR code says; `account` and `issuer` name the row in the authenticator. */
export function otpauthUri(secret: string, { account, issuer }: { account: string; issuer: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  const query = new URLSearchParams({ secret, issuer, digits: String(digits), period: String(periodS) })
  return `otpauth://totp/${label}?${query}`
}

export const stepAt = (ms: number) => Math.floor(ms / 1000 / periodS)

/** RFC 6238 with SHA-1, which is what every authenticator speaks. */
export function codeAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 0x0f
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff
  return String(number % 10 ** digits).padStart(digits, '0')
}

/** The step whose code this is, at most one period off and newer than `after`; undefined when it is none. */
export function matchingStep(
  secret: string,
  code: string,
  { now, after }: { now: number; after: number },
): number | undefined {
  const current = stepAt(now)
  return [current, current - 1, current + 1].find((step) => step > after && codeAt(secret, step) === code)
}

function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
}
