import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import Provider from 'oidc-provider'

export type TestProvider = {
  issuer: string
  /** Who is signed in there now, and what it says of them. */
  signedIn: { sub: string; claims: Record<string, unknown> }
  /** Our client there. */
  client: { client_id: string; client_secret: string }
  /** Settings of a server of before, whose provider this was. */
  settings: Record<string, string>
  /** Walks a browser from `location` until it is sent to `callback`; answers that address. */
  walk(location: string): Promise<URL>
  stop(): Promise<void>
}

const client = { id: 'flowpilot', secret: 'secret-of-flowpilot' }
const claimNames = ['email', 'email_verified', 'xms_edov', 'acct', 'tid', 'idp']

/** A real OpenID provider on a port of its own that asks nobody for a password. */
export async function startOpenidProvider(callback: string): Promise<TestProvider> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const signedIn = { sub: 'nobody', claims: {} as Record<string, unknown> }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [callback],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: 'test' }] },
    cookies: { keys: ['only-for-tests'] },
    claims: { openid: ['sub', ...claimNames.slice(2)], email: ['email', 'email_verified'] },
    ttl: { Interaction: 600, Session: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...signedIn.claims }) }),
  })
  const handle = provider.callback()
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response)
    void (async () => {
      const { prompt, params, grantId } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login')
        return provider.interactionFinished(request, response, { login: { accountId: signedIn.sub } })
      const grant =
        (grantId ? await provider.Grant.find(grantId) : undefined) ??
        new provider.Grant({ accountId: signedIn.sub, clientId: String(params.client_id) })
      grant.addOIDCScope('openid email')
      return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
    })()
  })
  return {
    issuer,
    signedIn,
    client: { client_id: client.id, client_secret: client.secret },
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_LABEL: 'Acme ID',
    },
    walk: (location) => walk(location, callback),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** Redirect by redirect, with the cookies of one browser; at most ten. */
async function walk(location: string, callback: string): Promise<URL> {
  const cookies = new Map<string, string>()
  let at = new URL(location)
  for (let step = 0; step < 10; step++) {
    if (at.href.startsWith(callback)) return at
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=')
      cookies.set(name, value)
    }
    const next = response.headers.get('location')
    if (!next)
      throw new Error(`the provider stopped at ${at.pathname}: ${response.status} ${await response.text()}`)
    at = new URL(next, at)
  }
  throw new Error('the provider goes round in circles')
}
