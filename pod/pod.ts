import { computed, type ReadonlySignal, type Signal, signal, untracked } from '@preact/signals'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Me } from '../shared/contracts/accounts.ts'
import type { SessionDetail } from '../shared/contracts/sessions.ts'
import type { Host } from './host.ts'
import { type Api, bodyOf, createApi } from './line/api.ts'
import { createDrafts, type Drafts } from './line/drafts.ts'
import { createLive, type Live } from './line/live.ts'
import {
  createRouter,
  type Page,
  type QueryOf,
  type QuerySchema,
  type Route,
  type Router,
  readQuery,
  searchOf,
} from './router.ts'

/** What every part may reach: the place, the server, the stream, the drafts, who I am. */
export type Pod = {
  host: Host
  api: Api
  live: Live
  drafts: Drafts
  /** Why nothing can be sent now; the band under the header alone says so, with the way back. */
  outage: ReadonlySignal<Outage | null>
  me: ReadonlySignal<Me | null>
  loadMe(): Promise<void>
  /** After signing out: the next one is somebody else. */
  forgetMe(): void
  /** Cases on the screen, by id: they are kept current there, so that lists need not read them. */
  shown: Signal<ReadonlyMap<string, ReadonlySignal<SessionDetail | null>>>
  router: Router
  /** To a page: here where it is shown here, else in a tab. */
  go(route: Route): void
}

/** `line`: the server is not reached. `psa`: ConnectWise cannot say who is looking. */
export type Outage = 'line' | 'psa'

export const PodContext = createContext<Pod | null>(null)

export function usePod(): Pod {
  const pod = useContext(PodContext)
  if (!pod) throw new Error('Outside of mountCockpit.')
  return pod
}

/** What the address asks of the page in view, and how the page changes that. */
export function useQuery<S extends QuerySchema>(schema: S): [QueryOf<S>, (change: QueryOf<S>) => void] {
  const { host } = usePod()
  const [path = '', search = ''] = host.path.value.split('?')
  const query = readQuery(schema, search)
  return [query, (change) => host.goTo(path + searchOf({ ...query, ...change }), { replace: true })]
}

/** A model of the whole account: made when it is first asked for, and the same for all who ask. */
export function oncePerPod<M>(create: (pod: Pod) => M): (pod: Pod) => M {
  const made = new WeakMap<Pod, { model: M }>()
  return (pod) => {
    const known = made.get(pod) ?? { model: untracked(() => create(pod)) }
    made.set(pod, known)
    return known.model
  }
}

/** True where the signed-in person may change cases. */
export function mayWork(me: Me | null): boolean {
  return me !== null && me.role !== 'viewer'
}

export function createPod(host: Host, pages: readonly Page[] = []): Pod {
  const router = createRouter(pages)
  const me = signal<Me | null>(null)
  const lineApi = createApi(host)
  let known: string | null = null
  const live = host.panel?.createLive(lineApi) ?? createLive(lineApi)
  // a call that died while the stream still stands: the stream is asked again whether it does
  const api = createApi(host, {
    onUnreachable: () => {
      if (live.state.peek().status === 'live') live.restart()
    },
  })
  return {
    host,
    api,
    live,
    outage: computed(() => {
      if (host.trouble.value?.code === 'psa_away') return 'psa'
      return live.state.value.status === 'offline' ? 'line' : null
    }),
    drafts: createDrafts(api, { lastToken: host.lastToken, isKnown: () => me.peek() !== null }),
    me,
    loadMe: async () => {
      const found = await bodyOf(api.client.me.$get())
      // another person: nothing of the one before may stay on the screen, nor be saved as theirs
      if (known !== null && known !== found.user.id) return host.reload()
      known = found.user.id
      me.value = found
    },
    forgetMe: () => {
      me.value = null
    },
    shown: signal(new Map()),
    router,
    go: (route) => {
      const path = router.pathOf(route)
      const isHere = router.pageOf(route)?.on.includes(host.kind) ?? true
      if (isHere || !host.openPage) host.goTo(path)
      else host.openPage(path)
    },
  }
}
