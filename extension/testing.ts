import { afterEach, beforeEach, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'

export const ownId = 'hdikdibeiemgdfcfgjlbkclkmaalmebe'
export const serverUrl = 'https://flowpilot.acme.example'
export const ben = { id: '0198a000-0000-7000-8000-00000000be00', name: 'Ben Okafor' }

type Stubs = {
  /** What the browser's sign-in window ends with, given where it was sent. */
  authFlow: (url: string) => Promise<string | undefined>
  granted: Set<string>
  registered: { id: string; matches?: string[] }[]
  notices: { id: string; title?: string; message?: string }[]
  managed: Record<string, unknown>
}

/** A browser of its own for each test; what the fake one lacks is kept in `stubs`. */
export function useBrowser(): Stubs {
  const stubs = {} as Stubs
  beforeEach(() => {
    fakeBrowser.reset()
    Object.assign(stubs, {
      authFlow: async () => undefined,
      granted: new Set(),
      registered: [],
      notices: [],
      managed: {},
    })
    Object.assign(fakeBrowser.runtime, {
      id: ownId,
      getURL: (path: string) => `chrome-extension://${ownId}${path}`,
      getManifest: () => ({
        version: '0.1.0',
        content_scripts: [{ matches: ['https://na.myconnectwise.net/*'] }],
      }),
    })
    let last: Promise<unknown> = Promise.resolve()
    const locks = {
      request: (_name: string, _options: object, work: () => unknown) => {
        last = last.then(work, work)
        return last
      },
      query: async () => ({}),
    }
    vi.stubGlobal('navigator', { locks })
    Object.assign(fakeBrowser, pieces(stubs))
  })
  afterEach(() => vi.unstubAllGlobals())
  return stubs
}

function pieces(stubs: Stubs) {
  const all = (of: { permissions?: string[]; origins?: string[] }) => [
    ...(of.permissions ?? []),
    ...(of.origins ?? []),
  ]
  return {
    identity: {
      getRedirectURL: (path: string) => `https://${ownId}.chromiumapp.org/${path}`,
      launchWebAuthFlow: ({ url }: { url: string }) => stubs.authFlow(url),
    },
    permissions: {
      contains: async (of: object) => all(of).every((each) => stubs.granted.has(each)),
      getAll: async () => ({
        origins: ['https://na.myconnectwise.net/*', ...stubs.granted].filter(isOrigin),
      }),
      onAdded: { addListener: () => {} },
      onRemoved: { addListener: () => {} },
    },
    scripting: {
      getRegisteredContentScripts: async () => stubs.registered,
      registerContentScripts: async (scripts: Stubs['registered']) => void stubs.registered.push(...scripts),
      unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
        stubs.registered = stubs.registered.filter(({ id }) => !ids.includes(id))
      },
    },
    notifications: {
      create: async (id: string, options: object) => void stubs.notices.push({ id, ...options }),
      onClicked: { addListener: () => {} },
      clear: async () => true,
    },
    storage: { ...fakeBrowser.storage, managed: { get: async () => stubs.managed } },
  }
}

const isOrigin = (permission: string) => permission.includes('://')

export type Call = { path: string; form: Record<string, string>; headers: Headers }

/** A server that answers as told, by path; every call is written down. */
export function useServer(
  answer: (call: Call) => { status?: number; body?: unknown } | 'away' | Response,
): Call[] {
  const calls: Call[] = []
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input))
    const form = Object.fromEntries(
      new URLSearchParams(init.body instanceof URLSearchParams ? init.body : ''),
    )
    const call = { path: url.pathname + url.search, form, headers: new Headers(init.headers) }
    calls.push(call)
    const given = answer(call)
    if (given === 'away') throw new TypeError('fetch failed')
    return given instanceof Response
      ? given
      : Response.json(given.body ?? {}, { status: given.status ?? 200 })
  })
  return calls
}
