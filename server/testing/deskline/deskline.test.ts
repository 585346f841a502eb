import pino from 'pino'
import { expect, test } from 'vitest'
import { checkSiteUrl } from '../../psa/guard.ts'
import { describeProvider } from '../../psa/provider.suite.ts'
import { createRegistry } from '../../psa/registry.ts'
import { createDesk, type DeskNote, type DeskTicket } from './desk.ts'
import { deskline } from './vendor.ts'

const queues = ['First line', 'Projects']
const stages = queues.flatMap((queue, n) => [
  { key: `new-${n}`, queue, name: 'New', ends: false },
  { key: `parked-${n}`, queue, name: 'Parked', ends: false },
  { key: `over-${n}`, queue, name: 'Over', ends: true },
])
const person = (n: number, login: string, name: string, more = {}) => ({
  ...{ key: `P-${n}`, login, name, mail: `${login}@acme.example`, left: false, robot: false },
  ...more,
})
const ticket = (n: number, title: string, more: Partial<DeskTicket> = {}): DeskTicket => ({
  ...{ key: `T-${n}`, title, customer: 'Contoso', queue: 'First line', stage: 'new-0', owner: null },
  ...{ mailed: [], foreign: false },
  ...more,
})
const note = (n: number, of: number, text: string, by: DeskNote['by'] = 'desk'): DeskNote => ({
  ...{ key: `N-${n}`, ticket: `T-${of}`, text, audience: by === 'work' ? 'desk' : 'talk', author: 'ben', by },
  at: new Date(Date.UTC(2026, 10, 1, 0, n)).toISOString(),
})

const seeded = () =>
  createDesk({
    stages,
    people: [
      person(1, 'ben', 'Ben Okafor'),
      person(2, 'cleo', 'Cleo Marsh'),
      person(3, 'mo', 'Mo Hart', { left: true }),
      person(4, 'flowpilot', 'FlowPilot', { robot: true }),
    ],
    tickets: [
      ticket(1001, 'Mail from outside not arriving', { owner: 'P-1' }),
      ticket(1002, 'Printer jams', { mailed: ['ann@contoso.example', 'boss@contoso.example'] }),
      ticket(1003, 'Old laptop', { stage: 'over-0' }),
      ticket(1004, 'Hostile <img onerror=1>'),
      ticket(1005, 'Of somebody else', { foreign: true }),
      ticket(1006, 'New floor', { queue: 'Projects', stage: 'new-1', owner: 'P-2' }),
    ],
    notes: [
      note(1, 1001, 'No mail since Monday.', 'customer'),
      note(2, 1001, 'Looked at the filter.', 'work'),
      note(3, 1004, '<script>\0alert(1)</script> \ud800'),
      ...Array.from({ length: 120 }, (_, n) => note(10 + n, 1006, `Note ${n}`)),
    ],
  })

const registryFor = (desk: ReturnType<typeof seeded>) =>
  createRegistry({
    config: { ALLOW_LOOPBACK_PSA: false },
    log: pino({ level: 'silent' }),
    fetch: () => Promise.reject(new Error('Deskline is in this process')),
    vendors: { deskline: deskline(desk) },
  })
const connection = (password: string) => ({
  ...{ id: password, account_id: 'a1', kind: 'deskline' },
  ...{ site: { url: 'https://desk.line.example' }, credentials: { password } },
})

describeProvider('Deskline', async () => {
  const desk = seeded()
  const { state } = desk
  const registry = registryFor(desk)
  state.helpers.push({ key: 'H-1', ticket: 'T-1001', person: 'P-1', done: false })
  const loginOf = (key: string | null | undefined) =>
    state.people.find((one) => one.key === key)?.login ?? null
  return {
    provider: registry.provider(connection('open sesame')),
    strangerProvider: registry.provider(connection('open rye')),
    notesAt: (id) =>
      state.notes
        .filter((row) => row.ticket === id && row.by !== 'work')
        .map(({ key, text, audience, author }) => ({
          ...{ id: key, text, author, internal: audience === 'desk', discussion: audience === 'talk' },
        })),
    mailsAt: (id) => state.mails.filter((one) => one === id).length,
    timeAt: (id) =>
      state.works
        .filter((row) => row.ticket === id)
        .map(({ key, login, minutes, kept }) => ({ id: key, member: login, minutes, internal_notes: kept })),
    standingAt: (id) => {
      const row = desk.ticket(id)
      const standing = state.helpers.filter((one) => one.ticket === id && !one.done)
      return {
        status_id: row?.stage ?? '',
        owner: loginOf(row?.owner),
        resources: standing.map((one) => loginOf(one.person) ?? ''),
      }
    },
    strike: desk.strike,
    settled: desk.settled,
    bill: (id) => {
      const work = state.works.find(({ key }) => key === id)
      if (work) work.billed = true
    },
    known: {
      ticket: {
        ...{ id: 'T-1001', summary: 'Mail from outside not arriving', company: 'Contoso' },
        ...{ first_name: 'Ann', owner: 'Ben Okafor' },
      },
      timed_ticket_id: 'T-1001',
      many_notes: { ticket_id: 'T-1006', count: 120 },
      hostile_ticket_id: 'T-1004',
      mailing: { ticket_id: 'T-1002', contact: 'ann@contoso.example' },
      closed_ticket_id: 'T-1003',
      members: { active: 'ben', other: 'cleo', inactive: 'mo', api: 'flowpilot' },
      foreign_ticket_id: 'T-1005',
      absent_ticket_id: 'T-9999',
      statuses: { other: 'parked-0', closing: 'over-0', foreign: 'parked-1' },
      work_type_id: 'remote',
    },
  }
})

test('has no pod, and credentials of its own', () => {
  const registry = registryFor(seeded())
  expect(registry.provider(connection('open sesame')).pod).toBeUndefined()
  const withKeys = { ...connection(''), credentials: { public_key: 'p', private_key: 'k' } }
  expect(() => registry.provider(withKeys)).toThrow('password')
  expect(() => registry.provider({ ...connection(''), kind: 'nobody' })).toThrow('no PSA of the kind nobody')
})

test('the guard asks the vendor which hosts are its cloud, and confirms others by its name', () => {
  const vendor = registryFor(seeded()).vendor('deskline')
  const check = (url: string) => checkSiteUrl(url, { confirmed: false, allowLoopback: false, vendor })
  expect(check('desk.line.example/t/T-1001')).toBe('https://desk.line.example')
  expect(() => check('https://desk.acme.example')).toThrow('no address of the Deskline cloud')
  expect(() => check('https://na.myconnectwise.net')).toThrow('Deskline')
})
