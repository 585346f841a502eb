import { createTokenClock } from '../../pod/line/token-clock.ts'
import { type PanelSignedIn, panelSignedIn } from '../../shared/contracts/accounts.ts'
import { oauthClientId } from '../../shared/contracts/extension.ts'
import type { PanelAnswer } from '../messages.ts'
import { read, signInKept, who, words, write } from '../storage.ts'
import { agree } from './agree.ts'
import { Away, callServer, Refused } from './call-server.ts'
import { serverAddress } from './server-address.ts'
import { askForGrant } from './sign-in.ts'

const lockLimitMs = 40_000
const revokeTimeoutMs = 10_000
const moved = 'FlowPilot now uses another server. Sign in there.'
const gone = 'Your sign-in has ended. Sign in again; your drafts are kept.'

/**
 * The only holder of the refresh token. Everybody else gets access tokens, which live in this worker's memory; after
 * its death the next question makes a new one.
 */
export function createTokenKeeper() {
  const clock = createTokenClock<PanelAnswer>()

  const answerOf = (access_token: string, server_url: string): PanelAnswer => ({
    kind: 'token',
    access_token,
    left_s: Math.round(clock.leftMs() / 1000),
    server_url,
  })

  /** The next refresh token is stored before anybody sees the access token: a worker killed between loses nothing. */
  const accept = async (serverUrl: string, given: PanelSignedIn): Promise<PanelAnswer> => {
    await write(signInKept, { refresh_token: given.refresh_token, server_url: serverUrl })
    const before = await read(who)
    if (before.user?.id !== given.user.id)
      await write(who, { user: { id: given.user.id, name: given.user.name }, word: null })
    clock.keep(given.access_token, given.expires_in * 1000, serverUrl)
    return answerOf(given.access_token, serverUrl)
  }

  const end = async (word: string | null): Promise<PanelAnswer> => {
    clock.drop()
    await write(signInKept, null)
    await write(who, { user: null, word })
    return { kind: 'obstacle', code: 'not_signed_in', ...(word ? { word } : {}) }
  }

  const refresh = async (serverUrl: string): Promise<PanelAnswer> => {
    const kept = await read(signInKept)
    if (!kept) return { kind: 'obstacle', code: 'not_signed_in', ...wordOf(await whyOut()) }
    // a sign-in belongs to the server that gave it
    if (kept.server_url !== serverUrl) return end(moved)
    try {
      return await accept(
        serverUrl,
        await callToken(serverUrl, { grant_type: 'refresh_token', refresh_token: kept.refresh_token }),
      )
    } catch (error) {
      if (error instanceof Refused && error.code !== 'unreadable') return end(error.message || gone)
      return { kind: 'obstacle', code: 'unreachable' }
    }
  }

  const give = async (rejected?: string, again = false): Promise<PanelAnswer> => {
    const address = await serverAddress()
    if (!address) return { kind: 'obstacle', code: 'no_server' }
    const obstacle = await agree(address.url, again)
    if (obstacle) return { kind: 'obstacle', code: obstacle }
    clock.dropIf(rejected)
    const value = clock.fresh(address.url)
    return value ? answerOf(value, address.url) : clock.share(inLine(() => refresh(address.url)))
  }

  const signIn = async (): Promise<PanelAnswer> => {
    const address = await serverAddress()
    if (!address) return { kind: 'obstacle', code: 'no_server' }
    const obstacle = await agree(address.url, true)
    if (obstacle) return { kind: 'obstacle', code: obstacle }
    const grant = await askForGrant(address.url)
    if (!grant) return { kind: 'obstacle', code: 'sign_in_given_up' }
    try {
      return await accept(
        address.url,
        await callToken(address.url, { grant_type: 'authorization_code', ...grant }),
      )
    } catch (error) {
      if (error instanceof Away) return { kind: 'obstacle', code: 'unreachable' }
      return { kind: 'obstacle', code: 'sign_in_given_up', ...wordOf({ word: (error as Error).message }) }
    }
  }

  /** Here at once, whatever the server says; there as soon as it can be reached, within this call. */
  const signOut = async (): Promise<PanelAnswer> => {
    let revoked = Promise.resolve()
    // a refresh under way would sign in again behind our back; who asks from here on shares the end
    await clock.begin(
      inLine(async () => {
        const kept = await read(signInKept)
        const ended = await end(null)
        if (kept) revoked = revoke(kept)
        return ended
      }),
    )
    await revoked
    return { kind: 'done' }
  }

  return { give, signIn, signOut }
}
export type TokenKeeper = ReturnType<typeof createTokenKeeper>

/** One after the other over every worker there may be: each refresh uses its token up. */
const inLine = (work: () => Promise<PanelAnswer>) => (): Promise<PanelAnswer> =>
  navigator.locks.request('flowpilot-refresh', { signal: AbortSignal.timeout(lockLimitMs) }, work)

async function whyOut(): Promise<{ word: string | null }> {
  const { word } = await read(who)
  return { word: word ?? (await read(words)).at(-1) ?? null }
}

const wordOf = ({ word }: { word: string | null }) => (word ? { word } : {})

function callToken(serverUrl: string, fields: Record<string, string>): Promise<PanelSignedIn> {
  const body = new URLSearchParams({ ...fields, client_id: oauthClientId })
  return callServer(`${serverUrl}/oauth/token`, panelSignedIn, { method: 'POST', body })
}

async function revoke(kept: { refresh_token: string; server_url: string }): Promise<void> {
  const body = new URLSearchParams({ token: kept.refresh_token })
  const signal = AbortSignal.timeout(revokeTimeoutMs)
  await fetch(`${kept.server_url}/oauth/revoke`, { method: 'POST', body, credentials: 'omit', signal }).catch(
    () => {},
  )
}
