import { rewritten } from './fault-plan.ts'
import { type Exchange, json } from './psa-answer.ts'
import { statusName, ticketBody } from './psa-bodies.ts'
import type { PsaDesk } from './psa-desk.ts'
import type { Commit, TruthTicket } from './psa-truth.ts'
import { carryOut, hiddenFor } from './psa-write.ts'

/** Hours, statuses and assignments. */
export const workTypeId = 3
const serviceType = { id: 4, identifier: 'S' }
/** Of the one board; every change of a status asks for one of its own. */
const statusCount = 4_000
export const firstOwnStatus = 100
/** Pages are smaller than anybody asks for. */
const pageCap = 20

type Wire = {
  chargeToId?: number
  objectId?: number
  member?: { id?: number; identifier?: string }
  timeStart?: string
  timeEnd?: string
  notes?: string
  internalNotes?: string
}

/** True when this was the request for it. */
export async function work(desk: PsaDesk, exchange: Exchange): Promise<boolean> {
  const { path, request } = exchange
  const isWrite = request.method !== 'GET'
  if (/^\/time\/entries/i.test(path)) await (isWrite ? bookTime(desk, exchange) : entries(desk, exchange))
  else if (/^\/schedule\/entries/i.test(path))
    await (isWrite ? assign(desk, exchange) : resources(desk, exchange))
  else if (/^\/time\/worktypes/i.test(path)) json(exchange, 200, [{ id: workTypeId, name: 'Remote support' }])
  else if (/^\/schedule\/types/i.test(path)) json(exchange, 200, [serviceType])
  else if (/^\/service\/boards\/1\/statuses/i.test(path)) json(exchange, 200, statuses)
  else if (request.method === 'PATCH') await changeStatus(desk, exchange)
  else return false
  return true
}

const statuses = Array.from({ length: statusCount }, (_, index) => {
  const id = String(index < 2 ? index + 1 : firstOwnStatus + index - 2)
  return { id: Number(id), name: statusName(id), closedStatus: id === '2' }
})

function ticketOf(desk: PsaDesk, { company }: Exchange, id: unknown): TruthTicket | undefined {
  const ticket = desk.truth.tickets.get(String(id))
  return ticket && ticket.company === company && !ticket.deleted ? ticket : undefined
}

const notFound = (exchange: Exchange) =>
  json(exchange, 404, { code: 'NotFound', message: 'Ticket not found.' })

async function bookTime(desk: PsaDesk, exchange: Exchange): Promise<void> {
  const wire = JSON.parse(exchange.body) as Wire
  const ticket = ticketOf(desk, exchange, wire.chargeToId)
  if (!ticket) return notFound(exchange)
  await carryOut(desk, exchange, (fault) => {
    const minutes = Math.round((Date.parse(wire.timeEnd ?? '') - Date.parse(wire.timeStart ?? '')) / 60_000)
    const entry = desk.truth.commit({
      thing: 'time_entry',
      company: exchange.company,
      ticket_id: ticket.id,
      asked_at: exchange.asked_at,
      text: wire.internalNotes ?? '',
      minutes,
      started_at: wire.timeStart ?? '',
      hidden_ms: hiddenFor(desk),
    })
    if (fault.kind === 'rewritten') entry.text = rewritten(entry.text)
    return entryBody(entry)
  })
}

function entryBody(entry: Commit) {
  return {
    id: entry.id,
    chargeToId: Number(entry.ticket_id),
    chargeToType: 'ServiceTicket',
    member: { id: 7, identifier: 'engineer' },
    workType: { id: workTypeId },
    timeStart: entry.started_at,
    timeEnd: new Date(Date.parse(entry.started_at ?? '') + (entry.minutes ?? 0) * 60_000).toISOString(),
    actualHours: Math.round(((entry.minutes ?? 0) / 60) * 100) / 100,
    notes: '',
    internalNotes: entry.text,
    status: 'Open',
  }
}

/** On tickets beside those of the run: a PSA in use has records, and these keys see them. */
const ofOthers = 1

function entries(desk: PsaDesk, exchange: Exchange): void {
  if (exchange.record_id !== '') {
    const entry = shown(desk.truth.commits.filter(({ thing }) => thing === 'time_entry')).find(
      ({ id }) => String(id) === exchange.record_id,
    )
    if (entry) json(exchange, 200, entryBody(entry))
    else json(exchange, 404, { code: 'NotFound', message: 'Time entry not found.' })
    return
  }
  const asked = /chargeToId\s*=\s*(\d+)/i.exec(exchange.query.get('conditions') ?? '')?.[1]
  if (asked) page(exchange, shown(desk.truth.tickets.get(asked)?.entries ?? []).map(entryBody))
  else page(exchange, [{ id: ofOthers }])
}

async function assign(desk: PsaDesk, exchange: Exchange): Promise<void> {
  const wire = JSON.parse(exchange.body) as Wire
  const ticket = ticketOf(desk, exchange, wire.objectId)
  if (!ticket) return notFound(exchange)
  await carryOut(desk, exchange, () =>
    resourceBody(
      desk.truth.commit({
        thing: 'assignment',
        company: exchange.company,
        ticket_id: ticket.id,
        asked_at: exchange.asked_at,
        marker: memberMarker(wire.member?.id),
        text: String(wire.member?.id),
        hidden_ms: hiddenFor(desk),
      }),
    ),
  )
}

export const memberMarker = (id: unknown) => `member-${id}`
export const statusMarker = (id: unknown) => `status-${id}`

function resourceBody(entry: Commit) {
  return {
    id: entry.id,
    objectId: Number(entry.ticket_id),
    type: serviceType,
    member: { id: Number(entry.text), identifier: `m${entry.text}` },
    doneFlag: false,
  }
}

function resources(desk: PsaDesk, exchange: Exchange): void {
  const asked = /objectId\s*=\s*(\d+)/i.exec(exchange.query.get('conditions') ?? '')?.[1]
  if (asked) page(exchange, shown(desk.truth.tickets.get(asked)?.resources ?? []).map(resourceBody))
  else page(exchange, [{ id: ofOthers }])
}

async function changeStatus(desk: PsaDesk, exchange: Exchange): Promise<void> {
  const ticket = ticketOf(desk, exchange, exchange.ticket_id)
  if (!ticket) return notFound(exchange)
  const [change] = JSON.parse(exchange.body) as { value: { id: number } }[]
  await carryOut(desk, exchange, () => {
    const id = String(change?.value.id)
    desk.truth.commit({
      thing: 'status',
      company: exchange.company,
      ticket_id: ticket.id,
      asked_at: exchange.asked_at,
      marker: statusMarker(id),
      text: id,
      hidden_ms: 0,
    })
    ticket.status = id
    return ticketBody(ticket)
  })
}

const shown = (commits: Commit[]) =>
  commits.filter(({ deleted_at, visible_at }) => deleted_at === null && visible_at <= Date.now())

function page(exchange: Exchange, rows: { id: number }[]): void {
  const size = Math.min(pageCap, Number(exchange.query.get('pageSize') ?? 25))
  const number = Number(exchange.query.get('page') ?? 1)
  const hasMore = rows.length > number * size
  const link = { link: `<http://psa/next?page=${number + 1}>; rel="next"` }
  json(exchange, 200, rows.slice((number - 1) * size, number * size), hasMore ? link : {})
}
