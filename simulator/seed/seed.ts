import type { ApiKey, Rights, SimulatorState, Tenant } from '../records.ts'
import { seedBoards, seedPriorities, seedScheduleTypes, seedWorkTypes } from './boards.ts'
import { acmeClients, otherClients } from './clients.ts'
import { demoKeys, fewKeys, narrowKeys, otherKeys, ownOnlyKeys, readOnlyKeys, wideKeys } from './constants.ts'
import { acmeMembers, otherMembers } from './members.ts'
import { seedDirectory, seedNote, seedSchedule, seedTicket, seedTime } from './seed-rows.ts'
import type { ClientSeed, TicketSeed } from './shapes.ts'
import { contosoTickets } from './tickets-contoso.ts'
import { fabrikamTickets } from './tickets-fabrikam.ts'
import { northwindTickets } from './tickets-northwind.ts'
import { otherTickets } from './tickets-other.ts'
import { tailspinTickets } from './tickets-tailspin.ts'
import { woodgroveTickets } from './tickets-woodgrove.ts'

interface TenantSeed {
  identifier: string
  name: string
  boards: string[]
  firstBoardId: number
  clients: ClientSeed[]
  tickets: TicketSeed[]
}

function seedKey(
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
  memberId: number,
  { readOnly = false, ...rights }: Partial<Rights> & { readOnly?: boolean } = {},
): ApiKey {
  const all = { time: 'all', schedule: 'all', closesTickets: true } as const
  return { publicKey, privateKey, memberId, readOnly, rights: { ...all, ...rights } }
}

const acmeKeys = () => [
  seedKey(demoKeys, 190),
  seedKey(readOnlyKeys, 190, { readOnly: true }),
  seedKey(narrowKeys, 190, { time: 'none', schedule: 'none', closesTickets: false }),
  seedKey(ownOnlyKeys, 190, { time: 'my', schedule: 'my' }),
  seedKey(fewKeys, 190, { denies: ['tickets', 'contacts', 'table_setup'] }),
  seedKey(wideKeys, 190, { opens: ['finance', 'procurement', 'api_members'] }),
]

function seedTenant(seed: TenantSeed, now: Date): Tenant {
  const { boards, statuses } = seedBoards(seed.boards, seed.firstBoardId)
  const isAcme = seed.identifier === 'acme'
  const executive = boards.find((board) => board.name === 'Executive')?.id ?? 0
  const tenant: Tenant = {
    identifier: seed.identifier,
    name: seed.name,
    keys: isAcme ? acmeKeys() : [seedKey(otherKeys, 290)],
    members: isAcme ? acmeMembers(executive) : otherMembers(),
    boards,
    statuses,
    priorities: seedPriorities(),
    clients: [],
    contacts: [],
    configurations: [],
    tickets: [],
    notes: [],
    timeEntries: [],
    workTypes: seedWorkTypes(),
    timeSubmittedTo: {},
    timeNotesRequired: false,
    scheduleTypes: seedScheduleTypes(isAcme ? 4 : 7),
    scheduleEntries: [],
    hostedSetups: [],
    mails: [],
  }
  const directory = seedDirectory(tenant, seed.clients, now)
  for (const ticket of seed.tickets) {
    tenant.tickets.push(seedTicket(directory, seed.clients, ticket))
    tenant.notes.push(...ticket.notes.map((note) => seedNote(directory, ticket, note)))
    tenant.timeEntries.push(...(ticket.time ?? []).map((entry) => seedTime(directory, ticket, entry)))
    tenant.scheduleEntries.push(...seedSchedule(directory, ticket))
  }
  tenant.tickets.sort((a, b) => a.id - b.id)
  tenant.notes.sort((a, b) => a.dateCreated.localeCompare(b.dateCreated))
  tenant.timeEntries.sort((a, b) => a.timeStart.localeCompare(b.timeStart))
  return tenant
}

/** The state a fresh simulator starts with; times count back from `now`. */
export function seedState(now: Date): SimulatorState {
  const acme = seedTenant(
    {
      identifier: 'acme',
      name: 'Acme MSP',
      boards: ['Service Desk', 'Managed Services', 'Executive'],
      firstBoardId: 21,
      clients: acmeClients,
      tickets: [
        ...contosoTickets,
        ...fabrikamTickets,
        ...northwindTickets,
        ...tailspinTickets,
        ...woodgroveTickets,
      ],
    },
    now,
  )
  const other = seedTenant(
    {
      identifier: 'other',
      name: 'Other IT',
      boards: ['Service Desk'],
      firstBoardId: 41,
      clients: otherClients,
      tickets: otherTickets,
    },
    now,
  )
  const counters = {
    ticket: 80_000,
    note: 310_000,
    time_entry: 54_000,
    schedule_entry: 91_000,
    hosted_setup: 10,
    mail: 0,
  }
  for (const tenant of [acme, other]) {
    for (const note of tenant.notes) note.id = ++counters.note
    for (const entry of tenant.timeEntries) entry.id = ++counters.time_entry
    for (const entry of tenant.scheduleEntries) entry.id = ++counters.schedule_entry
  }
  return { version: 2, counters, tenants: { acme, other }, sessions: [] }
}
