import { Problem } from '../../../shared/problems.ts'
import type { PsaProvider, TimeEntry, WriteOutcome } from '../../psa/provider.ts'
import type { DeskTicket, Work } from './desk.ts'
import { helpersOf, isClosed, open, refused, type Seat, stageOf, ticketOf, write } from './seat.ts'

const kinds = [
  { id: 'on-site', name: 'On site' },
  { id: 'remote', name: 'Remote' },
]

const mapWork = ({ key, ticket, login, from, minutes, kind, told, kept, billed }: Work): TimeEntry => ({
  ...{ id: key, ticket_id: ticket, member_identifier: login, started_at: from, ended_at: null, minutes },
  ...{ work_type_id: kind, notes: told, internal_notes: kept, billed },
})

const changeTicket = (
  seat: Seat,
  id: string,
  change: Partial<DeskTicket>,
  isTaken: boolean,
): Promise<WriteOutcome> =>
  write(
    seat,
    'ticket',
    () => {
      const { desk } = seat
      const row = desk.ticket(id)
      if (!row || !isTaken) return refused
      const at = desk.state.tickets.indexOf(row)
      const ticket = { ...row, ...change }
      desk.state.tickets[at] = ticket
      if (isClosed(seat, ticket)) for (const helper of helpersOf(seat, id)) helper.done = true
      return { status: 200, key: id, ticket }
    },
    (now) => Object.entries(change).every(([name, value]) => now[name as keyof DeskTicket] === value),
  )

export function bookTime(
  seat: Seat,
): Pick<PsaProvider, 'createTimeEntry' | 'timeEntry' | 'timeEntries' | 'memberTime' | 'workTypes'> {
  const { desk } = seat
  const { state } = desk
  return {
    createTimeEntry: (order) =>
      write(seat, 'time', () => {
        const row = desk.ticket(order.ticket_id)
        const worker = state.people.find(({ login }) => login === order.member_identifier)
        const isKind = kinds.some(({ id }) => id === order.work_type_id)
        if (!row || isClosed(seat, row) || !isKind || !desk.person(worker?.key ?? null)) return refused
        const key = desk.newKey('W')
        const { member_identifier: login, started_at: from, minutes, work_type_id: kind, notes: told } = order
        state.works.push({
          ...{
            key,
            ticket: row.key,
            login,
            from,
            minutes,
            kind,
            told,
            kept: order.internal_notes,
            billed: false,
          },
        })
        return { status: 201, key }
      }),
    timeEntry: async (id) => {
      const found = open(seat).works.find(({ key }) => key === id)
      return found ? mapWork(found) : null
    },
    timeEntries: async (id) => {
      const works = open(seat).works.filter(({ ticket }) => ticket === id)
      if (!/^T-\d+$/.test(id)) throw new Problem('ticket_not_found')
      return { entries: works.map(mapWork), complete: true }
    },
    memberTime: async (login, { from, to }) => {
      const [fromMs, toMs] = [Date.parse(from), Date.parse(to)]
      const entries = open(seat).works.map(mapWork)
      const isWithin = (entry: TimeEntry) => {
        const startMs = Date.parse(entry.started_at)
        return startMs < toMs && startMs + entry.minutes * 60_000 > fromMs
      }
      const own = entries.filter((entry) => entry.member_identifier === login && isWithin(entry))
      return { entries: own, complete: true }
    },
    workTypes: async () => {
      open(seat)
      return kinds
    },
  }
}

export function changeTickets(seat: Seat): Pick<PsaProvider, 'changeStatus' | 'assign' | 'resources'> {
  const { desk } = seat
  const { state } = desk
  return {
    changeStatus: ({ ticket_id, status_id }) =>
      changeTicket(
        seat,
        ticket_id,
        { stage: status_id },
        stageOf(seat, status_id)?.queue === desk.ticket(ticket_id)?.queue,
      ),
    assign: ({ ticket_id, act, member_id }) => {
      const person = desk.person(member_id)
      if (act === 'own') return changeTicket(seat, ticket_id, { owner: member_id }, person !== undefined)
      const standing = () => helpersOf(seat, ticket_id).filter((one) => one.person === member_id && !one.done)
      if (act === 'remove')
        return write(seat, 'removal', () => {
          if (!desk.ticket(ticket_id) || !person) return refused
          const gone = standing()
          state.helpers = state.helpers.filter((one) => !gone.includes(one))
          return { status: 200, key: gone.at(-1)?.key ?? ticket_id }
        })
      return write(seat, 'resource', () => {
        const [already] = standing()
        if (!desk.ticket(ticket_id) || !person) return refused
        const key = already?.key ?? desk.newKey('H')
        if (!already) state.helpers.push({ key, ticket: ticket_id, person: member_id, done: false })
        return { status: 200, key }
      })
    },
    resources: async (id) => ({
      resources: helpersOf(seat, ticketOf(seat, id).key).map(({ key, person, done }) => ({
        ...{ entry_id: key, member_id: person, done },
        member_identifier: state.people.find((one) => one.key === person)?.login ?? '',
      })),
      complete: true,
    }),
  }
}
