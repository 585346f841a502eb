import { signal } from '@preact/signals'
import { vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import type { People, PersonName } from '../../server/testing/people.ts'
import type { World } from '../../server/world.ts'
import type { EventKind } from '../../shared/contracts/events.ts'
import type { Host } from '../host.ts'
import { createPod, type Pod } from '../pod.ts'
import type { Page } from '../router.ts'

/** `cut`: nothing gets through. `mute`: requests arrive, their answers do not come back. */
type LineState = 'good' | 'cut' | 'mute'
type Held = { of: RegExp; reached(): void; go: Promise<void> }
type Line = { is: LineState; asked: string[]; open: number; held: Held[]; streams: Set<AbortController> }

/** A pod on the real server, in this process and over its test database. */
export type TestPod = {
  pod: Pod
  /** What was asked of the server, oldest first: "GET /me". The stream of events does not count. */
  asked: string[]
  /** The answer to the next request that looks like this waits, after the server has done what it asks. */
  hold(of: RegExp): { reached: Promise<void>; release(): void }
  /** Resolves once the pod shows that its line is like this. */
  to(state: LineState): Promise<void>
  /** Resolves when no answer is on its way. */
  quiet(): Promise<void>
  /** Resolves when an event of this kind has come from now on, and what follows it was read. */
  afterEvent(kind: EventKind): Promise<void>
}

type Place = { ticket?: string; pages?: readonly Page[] }

/** Longer than anything waits for a second event. */
const readByThenMs = 1200
const root = '/api/v1'

/** Pods of named people; `leave` closes all that were opened. */
export function createTestPods(world: World, who: People) {
  const app = createApp(world)
  const lines = new Map<string, Line>()
  const opened: Pod[] = []
  const send = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const url = new URL(String(input))
    const line = lines.get(url.hostname)
    if (!line) throw new TypeError(`${url.hostname} is nobody’s`)
    return throughLine(line, url, init, (clean) => app.request(url.href, clean))
  }
  return {
    open: async (name: PersonName, place: Place = {}): Promise<TestPod> => {
      vi.stubGlobal('fetch', send)
      const line: Line = { is: 'good', asked: [], open: 0, held: [], streams: new Set() }
      const server = `${name}-${lines.size}`
      lines.set(server, line)
      const { ticket } = place
      const token = () => who.tokenFor(name, ticket ? { ticket } : undefined)
      const pod = createPod(hostOf(`http://${server}`, token, ticket), place.pages)
      opened.push(pod)
      await pod.loadMe()
      pod.live.start()
      await vi.waitUntil(() => pod.live.state.value.status === 'live', wide)
      line.asked.length = 0
      return testPod(pod, line)
    },
    leave: () => {
      for (const pod of opened.splice(0)) pod.live.stop()
      vi.unstubAllGlobals()
    },
  }
}
export type TestPods = ReturnType<typeof createTestPods>

const wide = { timeout: 20_000 }

function testPod(pod: Pod, line: Line): TestPod {
  const quiet = async () => void (await vi.waitUntil(() => line.open === 0, wide))
  return {
    pod,
    asked: line.asked,
    hold: (of) => {
      const reached = deferred()
      const go = deferred()
      line.held.push({ of, reached: reached.resolve, go: go.promise })
      return { reached: reached.promise, release: go.resolve }
    },
    to: async (state) => {
      line.is = state
      if (state === 'good') pod.live.tryNow()
      else for (const stream of line.streams) stream.abort()
      const wanted = state === 'good' ? 'live' : 'offline'
      await vi.waitUntil(() => pod.live.state.value.status === wanted, wide)
    },
    quiet,
    afterEvent: (kind) =>
      new Promise((resolve) => {
        const unfollow = pod.live.follow(
          [kind],
          async () => {
            unfollow()
            resolve(await quiet())
          },
          { settleMs: readByThenMs },
        )
      }),
  }
}

async function throughLine(
  line: Line,
  url: URL,
  init: RequestInit,
  ask: (init: RequestInit) => Response | Promise<Response>,
): Promise<Response> {
  const isStream = url.pathname === `${root}/events`
  const call = `${init.method ?? 'GET'} ${url.pathname.replace(root, '')}${url.search}`
  if (!isStream) line.asked.push(call)
  if (line.is === 'cut' || (isStream && line.is === 'mute')) throw new TypeError('fetch failed')
  line.open += isStream ? 0 : 1
  try {
    const at = line.held.findIndex(({ of }) => of.test(call))
    const [held] = at < 0 ? [] : line.held.splice(at, 1)
    const response = await ask(init)
    held?.reached()
    await held?.go
    if (init.signal?.aborted) throw new DOMException('left', 'AbortError')
    if (line.is === 'good') return cuttable(response, line, init.signal)
    await response.text()
    throw new TypeError('fetch failed')
  } finally {
    line.open -= isStream ? 0 : 1
  }
}

/** A stream that ends when its reader leaves it, or the line breaks. */
function cuttable(response: Response, line: Line, left: AbortSignal | null | undefined): Response {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response
  const cut = new AbortController()
  line.streams.add(cut)
  const signal = left ? AbortSignal.any([left, cut.signal]) : cut.signal
  const body = response.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal })
  return new Response(body, { status: response.status, headers: response.headers })
}

function hostOf(base_url: string, token: () => Promise<string>, ticket: string | undefined): Host {
  const kept = new Map<string, string>()
  const path = signal('/app')
  return {
    kind: ticket ? 'pod' : 'page',
    base_url,
    ticket: signal(ticket ?? null),
    trouble: signal(null),
    signed_in: signal('yes'),
    path,
    goTo: (to) => {
      path.value = to
    },
    accessToken: token,
    renew: token,
    lastToken: () => null,
    recall: (key) => kept.get(key) ?? null,
    remember: (key, value) => void kept.set(key, value),
    refreshScreen: () => {},
    openTicket: () => {},
    copy: async () => true,
    reload: () => {},
    tryAgain: () => {},
    start: () => () => {},
  }
}

function deferred() {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}
