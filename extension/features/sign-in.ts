import { browser } from 'wxt/browser'
import { oauthClientId } from '../../shared/contracts/extension.ts'

export type Grant = { code: string; code_verifier: string; redirect_uri: string }

/** The server's own sign-in page in a window of the browser; null when the person closed it or it said no. */
export async function askForGrant(serverUrl: string): Promise<Grant | null> {
  const redirect_uri = browser.identity.getRedirectURL('oauth')
  const code_verifier = randomText(48)
  const state = randomText(24)
  const query = new URLSearchParams({
    client_id: oauthClientId,
    redirect_uri,
    response_type: 'code',
    code_challenge: await challengeOf(code_verifier),
    code_challenge_method: 'S256',
    state,
  })
  const url = `${serverUrl}/oauth/authorize?${query}`
  const answer = await browser.identity.launchWebAuthFlow({ url, interactive: true }).catch(() => undefined)
  const code = answer ? codeIn(answer, redirect_uri, state) : null
  return code ? { code, code_verifier, redirect_uri } : null
}

/** The code of an answer that came to our address and carries the state of this very request. */
export function codeIn(answer: string, redirectUri: string, state: string): string | null {
  const { origin, pathname, searchParams } = new URL(answer)
  const isOurs = origin + pathname === redirectUri && searchParams.get('state') === state
  return isOurs ? searchParams.get('code') : null
}

export async function challengeOf(verifier: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return base64url(new Uint8Array(digest))
}

function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
