import { randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import { createChatRooms } from './chat-rooms.ts'
import { ConnectionLost } from './connection.ts'
import { controlRoutes } from './control.ts'
import { faultMiddleware } from './fault-middleware.ts'
import { createFaults, type Fault, type FaultInput } from './faults.ts'
import { onlyLocal } from './local-only.ts'
import type { MemberSession, SimulatorState } from './records.ts'
import { notFound, Refusal, webServerPage } from './refusal.ts'
import { createRequestLog, type LoggedRequest, type RequestLog } from './request-log.ts'
import { authenticate, claimedCompany } from './rest/auth.ts'
import { companyRoutes } from './rest/company.ts'
import type { SimulatorEnv } from './rest/env.ts'
import { byModule, seldomRoutes } from './rest/modules.ts'
import { noteRoutes } from './rest/notes.ts'
import { asResponse } from './rest/respond.ts'
import { scheduleRoutes } from './rest/schedule.ts'
import { systemRoutes } from './rest/system.ts'
import { ticketRoutes } from './rest/tickets.ts'
import { timeRoutes } from './rest/time.ts'
import { screenApi } from './screen-api.ts'
import { screenPages } from './screen-pages.ts'
import { createStore, openMemberSession, type Store } from './store.ts'

const urlLimit = 8_000

export interface SimulatorOptions {
  /** Where the state is kept; without it, it lives as long as the object. */
  stateFile?: string
  now?: () => Date
  /** The built ticket screen. */
  screenDir?: string
}

export interface Simulator {
  app: Hono<SimulatorEnv>
  /** Behaves as the global `fetch` against the simulator: aborts reject, broken connections reject. */
  fetch: typeof fetch
  readonly state: SimulatorState
  addFault(fault: FaultInput): Fault
  faults(): Fault[]
  clearFaults(): void
  requests(filter?: { path?: string; method?: string }): LoggedRequest[]
  openMemberSession(company: string, identifier: string): MemberSession
  /** Resolves when every late commit has happened. */
  settled(): Promise<void>
  reset(): void
  close(): void
}

/** Any code base answers, letter case does not matter, and doubled slashes are one. */
function routePath(request: Request): string {
  const path = new URL(request.url).pathname.replace(/\/{2,}/g, '/')
  const rest = /^\/v\d+_\d+(?:_release)?(\/.*)$/i.exec(path)?.[1]
  return rest ? `/psa${rest.toLowerCase()}` : path
}

function mainApp(): Hono<SimulatorEnv> {
  return new Hono<SimulatorEnv>({ getPath: routePath })
}

function companyInfo(app: Hono<SimulatorEnv>, state: () => SimulatorState): void {
  app.get('/login/companyinfo/:company', (c) => {
    const tenant = state().tenants[c.req.param('company').toLowerCase()]
    if (!tenant) return c.json(null)
    return c.json({
      CompanyName: tenant.name,
      Codebase: 'v4_6_release/',
      VersionCode: 'v2026.4',
      VersionNumber: 'v4.6.11823',
      CompanyID: tenant.identifier,
      // A string for one company and a boolean for the other: both have been seen.
      IsCloud: tenant.identifier === 'acme' ? false : 'False',
      SiteUrl: new URL(c.req.url).host,
    })
  })
}

function racing(app: Hono<SimulatorEnv>): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init)
    const answered = Promise.resolve(app.fetch(request))
    const { signal } = request
    const aborted = new Promise<never>((_, reject) => {
      if (signal.aborted) reject(signal.reason)
      else signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
    answered.catch(() => undefined)
    return Promise.race([answered, aborted])
  }
}

function guard(app: Hono<SimulatorEnv>): void {
  app.onError((error, c) => {
    if (error instanceof ConnectionLost) throw error
    if (error instanceof Refusal) return asResponse(c, error)
    console.error('simulator:', error)
    return asResponse(c, webServerPage(500, 'Server Error'))
  })
  app.notFound((c) => asResponse(c, notFound('Resource', c.req.path)))
  app.use(onlyLocal())
  app.use('*', async (c, next) => {
    if (c.req.url.length > urlLimit || /%(?![0-9a-f]{2})/i.test(c.req.url))
      throw webServerPage(400, 'Bad Request - Invalid URL')
    await next()
  })
}

function logRest(app: Hono<SimulatorEnv>, store: Store, requests: RequestLog): void {
  const isRest = (path: string) => path.startsWith('/psa/apis/') || path.startsWith('/login/')
  app.use('*', async (c, next) => {
    if (!isRest(c.req.path) || c.env?.bypass_faults) return next()
    const url = new URL(c.req.url)
    const entry = {
      at: store.stamp(),
      method: c.req.method,
      path: url.pathname,
      query: url.search,
      company: claimedCompany(c) ?? null,
    }
    try {
      await next()
    } finally {
      const isLost = c.res.headers.has('x-hono-already-sent') || c.error instanceof ConnectionLost
      requests.add({ ...entry, status: isLost ? 0 : c.res.status })
    }
  })
}

function restRoutes(store: Store): Hono<SimulatorEnv> {
  const rest = new Hono<SimulatorEnv>()
  rest.use('*', async (c, next) => {
    c.set('caller', authenticate(store, c))
    await next()
    c.header('api-current-version', '2026.4')
    c.header('x-cw-request-id', randomUUID())
  })
  rest.use('*', byModule())
  for (const routes of [
    seldomRoutes(),
    systemRoutes(store),
    companyRoutes(),
    noteRoutes(store),
    ticketRoutes(store),
    timeRoutes(store),
    scheduleRoutes(store),
  ]) {
    rest.route('/', routes)
  }
  return rest
}

/** ConnectWise PSA as a small program: REST subset, ticket screen hosting pods, faults on command. */
export function createSimulator(options: SimulatorOptions = {}): Simulator {
  const store = createStore({ stateFile: options.stateFile, now: options.now ?? (() => new Date()) })
  const faults = createFaults(store.stamp)
  const requests = createRequestLog()
  const closing = new AbortController()
  const pending = new Set<Promise<unknown>>()
  const app = mainApp()

  guard(app)
  logRest(app, store, requests)
  const faulty = faultMiddleware({ faults, closing: closing.signal, replay: app.request, pending })
  app.use('/login/*', faulty)
  app.use('/psa/apis/*', faulty)
  companyInfo(app, () => store.state)

  app.route('/psa/apis/3.0', restRoutes(store))
  app.route('/__simulator', controlRoutes({ store, faults, requests, pending }))
  app.route('/__screen-api', screenApi(store))
  app.route('/__rooms', createChatRooms().app)
  app.route('/', screenPages(options.screenDir ?? 'dist/simulator'))

  return {
    app,
    fetch: racing(app),
    get state() {
      return store.state
    },
    addFault: faults.add,
    faults: faults.list,
    clearFaults: () => faults.clear(),
    requests: (filter = {}) => requests.find(filter),
    openMemberSession(company, identifier) {
      const session = openMemberSession(store, company, identifier)
      if (!session) throw new Error(`No member ${identifier} of ${company}`)
      return session
    },
    settled: async () => {
      await Promise.allSettled(pending)
    },
    reset() {
      faults.clear()
      requests.clear()
      store.reset()
    },
    close: () => closing.abort(),
  }
}
