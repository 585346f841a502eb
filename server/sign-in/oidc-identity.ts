import * as oidc from 'openid-client'
import { Problem } from '../../shared/problems.ts'
import type { World } from '../world.ts'
import type { Attempt } from './oidc-attempt.ts'
import { asSignInProblem, callbackUrl, findProvider } from './oidc-provider.ts'

export type Identity = {
  issuer: string
  subject: string
  /** An address that the provider vouches for. Asked for at the first sign-in only. */
  verifiedEmail(): Promise<string | undefined>
}

type Claims = Record<string, unknown>

/** Where the browser goes to, and what its return is held to. */
export async function beginAttempt(
  world: World,
  account_id: string,
  request: Attempt['request'],
): Promise<{ attempt: Attempt; location: string }> {
  const { config } = await findProvider(world, account_id)
  const attempt = {
    account_id,
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
    verifier: oidc.randomPKCECodeVerifier(),
    request,
  }
  const location = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callbackUrl(world.config),
    scope: 'openid email',
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: 'S256',
  })
  return { attempt, location: location.href }
}

/** Who the provider says it was. `search`: the query with which the browser came back. */
export async function identityFrom(world: World, attempt: Attempt, search: string): Promise<Identity> {
  const { config, issuer, guests } = await findProvider(world, attempt.account_id)
  const here = new URL(callbackUrl(world.config))
  here.search = search
  const checks = {
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    pkceCodeVerifier: attempt.verifier,
    idTokenExpected: true,
  }
  try {
    const tokens = await oidc.authorizationCodeGrant(config, here, checks)
    const claims: Claims & { sub: string } = { ...tokens.claims(), sub: tokens.claims()?.sub ?? '' }
    if (isGuest(claims) && !guests)
      throw new Problem('sso_refused', 'Guests of this organisation cannot sign in to FlowPilot.')
    // some name the address only when asked apart
    const isSilent = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined
    const ask = () => oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
    const verifiedEmail = () =>
      Promise.resolve(isSilent ? ask() : claims).then(emailOf, (error: unknown) => {
        throw asSignInProblem(world, error)
      })
    return { issuer, subject: claims.sub, verifiedEmail }
  } catch (error) {
    throw asSignInProblem(world, error)
  }
}

/** Entra's marks: `acct`, or a home elsewhere. Other providers use `idp` for something else, but have no `tid`. */
function isGuest({ acct, tid, idp, iss }: Claims): boolean {
  return Number(acct) === 1 || (tid !== undefined && idp !== undefined && idp !== iss)
}

/** Entra says of an address only whether the owner of its domain was verified (`xms_edov`). */
function emailOf({ email, email_verified, xms_edov }: Claims): string | undefined {
  const isVerified = email_verified === true || xms_edov === true || Number(xms_edov) === 1
  return typeof email === 'string' && isVerified ? email : undefined
}
