import type { Hono, MiddlewareHandler, Next } from 'hono'
import { halfOf, loseConnection, refuseConnection, wait } from './connection.ts'
import type { Fault, Faults } from './faults.ts'
import { refusal, tooMany, webServerPage } from './refusal.ts'
import { claimedCompany } from './rest/auth.ts'
import type { Distortion, RestContext, SimulatorEnv } from './rest/env.ts'
import { asResponse } from './rest/respond.ts'

const slowMs = 5_000
const hangLimitMs = 120_000
const hangLookMs = 100
const lateMs = 3_000

export interface FaultWorld {
  faults: Faults
  /** Aborts when the simulator closes. */
  closing: AbortSignal
  /** Carries out a request whose connection is already gone. */
  replay: Hono<SimulatorEnv>['request']
  pending: Set<Promise<unknown>>
}

const distortions: readonly string[] = [
  'wrong_flags',
  'text_rewritten',
  'hours_rounded',
  'change_ignored',
  'foreign_status_refused',
] satisfies Distortion[]
const isDistortion = (kind: string): kind is Distortion => distortions.includes(kind)

async function hang(world: FaultWorld, c: RestContext, fault: Fault): Promise<void> {
  const { signal } = c.req.raw
  const rounds = Math.ceil((fault.delay_ms ?? hangLimitMs) / hangLookMs)
  for (let round = 0; round < rounds; round += 1) {
    if (signal.aborted || world.closing.aborted) return
    if (fault.times === undefined && !world.faults.isActive(fault)) return
    await wait(hangLookMs, [signal, world.closing])
  }
}

function statusAnswer(c: RestContext, fault: Fault): Response {
  const status = fault.status ?? 500
  if (fault.kind === 'html') {
    const page = webServerPage(status, status < 400 ? 'Sign in' : 'Service Unavailable')
    return asResponse(c, fault.status === undefined ? webServerPage(200, 'Sign in') : page)
  }
  if (status === 429) return asResponse(c, tooMany(fault.retry_after))
  const codes: Record<number, string> = {
    401: 'Unauthorized',
    403: 'Security',
    404: 'NotFound',
    409: 'RecordInUse',
  }
  const answer = refusal(
    status,
    fault.code ?? codes[status] ?? 'ConnectWiseApi',
    `The service answered ${status}.`,
  )
  if (fault.retry_after !== undefined) answer.headers['retry-after'] = String(fault.retry_after)
  return asResponse(c, answer)
}

async function commitLater(world: FaultWorld, c: RestContext, fault: Fault): Promise<void> {
  const { method, url, headers } = c.req.raw
  const body = await c.req.text()
  const later = wait(fault.delay_ms ?? lateMs, [world.closing])
    .then(() => world.replay(url, { method, headers, body }, { bypass_faults: true }))
    .catch(() => undefined)
    .finally(() => world.pending.delete(later))
  world.pending.add(later)
}

async function before(
  world: FaultWorld,
  c: RestContext,
  fault: Fault,
  next: Next,
): Promise<Response | undefined> {
  const { kind } = fault
  if (kind === 'unreachable') return refuseConnection(c)
  if (kind === 'reply_lost_before') return loseConnection(c)
  if (kind === 'slow') await wait(fault.delay_ms ?? slowMs, [world.closing])
  if (kind === 'hang') {
    if (fault.after_commit) await next()
    await hang(world, c, fault)
    return loseConnection(c)
  }
  if (kind === 'status' || kind === 'html') {
    if (fault.after_commit) await next()
    return statusAnswer(c, fault)
  }
  if (kind === 'nonsense') return Response.json({ service: 'inventory', status: 'ok' })
  if (kind === 'notes_unreadable') return statusAnswer(c, { ...fault, status: fault.status ?? 500 })
  if (kind === 'late_commit') {
    await commitLater(world, c, fault)
    return loseConnection(c)
  }
  if (isDistortion(kind)) c.var.distortions.push(kind)
  if (kind === 'order_refused' && c.req.query('orderBy') !== undefined)
    return statusAnswer(c, { ...fault, status: 400 })
  if (kind === 'member_refused') c.set('member_refusal', fault.status ?? 400)
  if (kind === 'notes_stale') c.set('notes_as_of', fault.created_at)
  if (kind === 'entries_stale') c.set('entries_as_of', fault.created_at)
  return undefined
}

async function after(c: RestContext, fault: Fault): Promise<Response | undefined> {
  const { kind } = fault
  if (kind === 'reply_lost') return loseConnection(c)
  if (kind === 'half_body') return halfOf(c, c.res)
  if (!c.res.ok) return undefined
  if (kind === 'empty_201') return new Response('', { status: c.res.status })
  if (kind === 'wrong_id') {
    const body = (await c.res.json()) as { id?: number }
    return Response.json({ ...body, id: (body.id ?? 0) + 1_000_000 }, { status: c.res.status })
  }
  return undefined
}

/** Lets the chosen faults strike, in the order they were set. */
export function faultMiddleware(world: FaultWorld): MiddlewareHandler<SimulatorEnv> {
  return async (c, next) => {
    c.set('distortions', [])
    c.set('notes_as_of', undefined)
    c.set('entries_as_of', undefined)
    c.set('member_refusal', undefined)
    if (c.env?.bypass_faults) return next()
    const path = new URL(c.req.url).pathname
    const struck = world.faults.strike({ method: c.req.method, path, company: claimedCompany(c) })
    for (const fault of struck) {
      const response = await before(world, c, fault, next)
      if (!response) continue
      if (!c.finalized) return response
      c.res = undefined
      c.res = response
      return
    }
    await next()
    for (const fault of struck) {
      const response = await after(c, fault)
      if (!response) continue
      c.res = undefined
      c.res = response
    }
  }
}
