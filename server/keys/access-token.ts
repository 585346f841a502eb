import { type JWTVerifyGetKey, jwtVerify, SignJWT } from 'jose'
import { v4 as randomId } from 'uuid'
import * as v from 'valibot'

export const tokenAlgorithm = 'EdDSA'
export const tokenAudience = 'flowpilot-api'
const tokenType = 'at+jwt'
const clockToleranceS = 30
/** Longer than any we issue: a token that claims more is not ours. */
const longestLifeS = 15 * 60

export const surfaces = ['pod', 'app', 'panel'] as const
export type Surface = (typeof surfaces)[number]

export const lifetimeS = { pod: 5 * 60, app: 10 * 60, panel: 10 * 60 } as const satisfies Record<
  Surface,
  number
>

const uuid = v.pipe(v.string(), v.uuid())
const accessClaims = v.object({
  sub: uuid,
  jti: uuid,
  account: uuid,
  surface: v.picklist(surfaces),
  /** The ticket ConnectWise showed this member; pods only. */
  ticket: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,9}$/))),
  /** The family of refresh tokens that this one came with: when it ends, so does this. Pods have none. */
  family: v.optional(uuid),
  /** Of the person when a token without family was given: ending all sign-ins raises it. */
  epoch: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  exp: v.number(),
})
/** `exp` in seconds since 1970. */
export type AccessClaims = v.InferOutput<typeof accessClaims>
export type NewAccess = {
  sub: string
  account: string
  surface: Surface
  ticket?: string | undefined
  family?: string | undefined
  epoch?: number | undefined
}

type PrivateKey = Parameters<SignJWT['sign']>[0]

export async function signAccess(
  access: NewAccess,
  by: { kid: string; key: PrivateKey; issuer: string },
): Promise<string> {
  const { sub, account, surface, ticket, family, epoch } = access
  const more = { ...(ticket ? { ticket } : {}), ...(family ? { family } : {}), ...(epoch ? { epoch } : {}) }
  return new SignJWT({ account, surface, ...more })
    .setProtectedHeader({ alg: tokenAlgorithm, kid: by.kid, typ: tokenType })
    .setIssuer(by.issuer)
    .setAudience(tokenAudience)
    .setSubject(sub)
    .setJti(randomId())
    .setIssuedAt()
    .setExpirationTime(`${lifetimeS[surface]}s`)
    .sign(by.key)
}

/** The claims of a token of ours that is still good, or undefined. Never tells why. */
export async function verifyAccess(
  token: string,
  getKey: JWTVerifyGetKey,
  issuer: string,
): Promise<AccessClaims | undefined> {
  const verified = await jwtVerify(token, getKey, {
    algorithms: [tokenAlgorithm],
    issuer,
    audience: tokenAudience,
    typ: tokenType,
    requiredClaims: ['exp', 'iat', 'sub', 'jti'],
    maxTokenAge: longestLifeS,
    clockTolerance: clockToleranceS,
  }).catch(() => undefined)
  const parsed = v.safeParse(accessClaims, verified?.payload)
  return parsed.success ? parsed.output : undefined
}
