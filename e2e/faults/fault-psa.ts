import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { drawReadFault } from './fault-plan.ts'
import { brokenAnswer, type Exchange, json } from './psa-answer.ts'
import { pageOf, ticketBody } from './psa-bodies.ts'
import { count, type PsaDesk } from './psa-desk.ts'
import { createTruth, type Truth, type TruthTicket } from './psa-truth.ts'
import { work } from './psa-work.ts'
import { writeNote } from './psa-write.ts'
import type { Random } from './random.ts'

export const privateKey = 'right-key'

export type FaultPsa = {
  /** Where its sockets are. */
  site: string
  truth: Truth
  /** Fault → how often it struck. */
  struck: Map<string, number>
  /** For this long no key of the company is taken. */
  revokeKeys(company: string, forMs: number): void
  /** For this long none of the company's notes can be read. */
  hideNotes(company: string, forMs: number): void
  /** From now on it is in good health. */
  calm(): void
  /** Nobody listens at its address any more. */
  leave(): Promise<void>
  comeBack(): Promise<void>
  stop(): Promise<void>
}

/** ConnectWise, as far as posting needs it, over real sockets, with faults drawn from a seed. */
export async function startFaultPsa(
  random: Random,
  tickets: TruthTicket[],
  latest_commit_ms: number,
): Promise<FaultPsa> {
  const pending = new Set<Promise<unknown>>()
  const revokedUntil = new Map<string, number>()
  const unreadableUntil = new Map<string, number>()
  const desk: PsaDesk = {
    truth: createTruth(tickets),
    random,
    isCalm: false,
    latest_commit_ms,
    struck: new Map(),
    later: (work) => {
      const settled = work.catch(() => {}).finally(() => pending.delete(settled))
      pending.add(settled)
    },
  }
  const isPast = (times: Map<string, number>, company: string) => (times.get(company) ?? 0) <= Date.now()

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange = await receive(request, response)
    const { company, ticket_id, rest } = exchange
    if (!company || !isPast(revokedUntil, company))
      return json(exchange, 401, { code: 'Unauthorized', message: 'The keys are not valid.' })
    if (request.method === 'POST' && rest === 'notes') return writeNote(desk, exchange)
    if (request.method === 'DELETE' && rest === 'notes') return removeNote(desk, exchange)
    if (request.method !== 'GET') return void ((await work(desk, exchange)) || json(exchange, 404, {}))
    if (!isPast(unreadableUntil, company) && /notes|entries/i.test(exchange.path))
      return json(exchange, 500, {})
    if (await readFails(desk, exchange)) return
    await sleep(random.between(1, 8))
    if (await work(desk, exchange)) return
    if (exchange.path === '/system/info') return json(exchange, 200, { version: 'v2026.4' })
    const ticket = desk.truth.tickets.get(ticket_id)
    if (ticket_id === '') return json(exchange, 200, [])
    if (!ticket || ticket.company !== company || ticket.deleted)
      return json(exchange, 404, { code: 'NotFound', message: 'Ticket not found.' })
    if (rest === '') return json(exchange, 200, ticketBody(ticket))
    if (/notes/i.test(rest)) return pageOf(desk, exchange, ticket)
    return json(exchange, 200, [])
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy())
  })
  server.keepAliveTimeout = 20_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const leave = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return {
    site: `http://127.0.0.1:${port}`,
    truth: desk.truth,
    struck: desk.struck,
    revokeKeys: (company, forMs) => revokedUntil.set(company, Date.now() + forMs),
    hideNotes: (company, forMs) => unreadableUntil.set(company, Date.now() + forMs),
    calm: () => {
      desk.isCalm = true
    },
    leave,
    comeBack: async () => {
      server.listen(port, '127.0.0.1')
      await once(server, 'listening')
    },
    stop: async () => {
      await Promise.all(pending)
      await leave()
    },
  }
}

async function receive(request: IncomingMessage, response: ServerResponse): Promise<Exchange> {
  const askedAt = Date.now()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url ?? '/', 'http://psa')
  const path = url.pathname.replace(/^\/v4_6_release\/apis\/3\.0/i, '')
  const [, ticketId = '', rest = '', noteId = ''] =
    /^\/service\/tickets\/(\d+)(?:\/([a-z]+))?(?:\/(\d+))?$/i.exec(path) ?? []
  const login = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString()
  const [, company = '', key] = /^([^+]+)\+[^:]*:(.*)$/.exec(login) ?? []
  return {
    request,
    response,
    asked_at: askedAt,
    path,
    query: url.searchParams,
    company: key === privateKey ? company : '',
    ticket_id: ticketId,
    rest: rest.toLowerCase(),
    note_id: noteId,
    record_id: /\/entries\/(\d+)$/i.exec(path)?.[1] ?? '',
    body: Buffer.concat(chunks).toString(),
  }
}

async function readFails(desk: PsaDesk, exchange: Exchange): Promise<boolean> {
  const fault = desk.isCalm ? 'none' : drawReadFault(desk.random)
  if (fault === 'none') return false
  count(desk.struck, `read ${fault}`)
  if (fault === 'slow') {
    await sleep(desk.random.between(100, 900))
    return false
  }
  if (fault === 'status') json(exchange, desk.random.pick([500, 502, 503]), {})
  if (fault === 'busy') json(exchange, 429, {}, { 'retry-after': '1' })
  if (fault === 'reset') exchange.request.socket.resetAndDestroy()
  if (fault === 'half_body') brokenAnswer(exchange, 200, [{ id: 1, text: 'cut short' }])
  return true
}

function removeNote(desk: PsaDesk, exchange: Exchange): void {
  const ticket = desk.truth.tickets.get(exchange.ticket_id)
  const note = ticket?.notes.find(
    ({ id, deleted_at }) => String(id) === exchange.note_id && deleted_at === null,
  )
  if (!note) {
    json(exchange, 404, { code: 'NotFound', message: 'Note not found.' })
    return
  }
  note.deleted_at = Date.now()
  exchange.response.writeHead(204).end()
}
