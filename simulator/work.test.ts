import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from './app.ts'
import {
  demoKeys,
  narrowKeys,
  notableTickets,
  otherKeys,
  ownOnlyKeys,
  readOnlyKeys,
} from './seed/constants.ts'
import { ask, keyHeaders, where } from './testing.ts'

const { mail, closed, mailing, other } = notableTickets

let simulator: Simulator
beforeEach(() => {
  simulator = createSimulator()
})

const post = (path: string, body: unknown) => ask(simulator, path, { method: 'POST', body })
const patch = (path: string, body: unknown) => ask(simulator, path, { method: 'PATCH', body })
const remove = (path: string) => ask(simulator, path, { method: 'DELETE' })
const replace = (path: string, value: unknown) => [{ op: 'replace', path, value }]
const acme = () => {
  const tenant = simulator.state.tenants.acme
  if (!tenant) throw new Error('no company acme')
  return tenant
}
const control = (path: string, body: unknown) =>
  simulator.fetch(`http://127.0.0.1:8788/__simulator${path}`, { method: 'POST', body: JSON.stringify(body) })
const statusNamed = (name: string, boardId = 21) =>
  acme().statuses.find((status) => status.boardId === boardId && status.name === name)?.id

const time = {
  chargeToId: mail,
  chargeToType: 'ServiceTicket',
  member: { identifier: 'ben' },
  timeStart: '2026-11-20T09:00:00Z',
  timeEnd: '2026-11-20T09:20:00Z',
  workType: { id: 4 },
  notes: 'Read the trace',
  internalNotes: 'ref FP-7K3F9QXH2M',
}

describe('a time entry', () => {
  test('has the hours between its ends, in two places, and the work type that was asked for', async () => {
    const { status, body } = await post('/time/entries', { ...time, hoursDeduct: 0.25 })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      actualHours: 0.33,
      hoursDeduct: 0,
      workType: { id: 4, name: 'On-site support' },
      status: 'Open',
      invoiceFlag: false,
    })
    const listed = await ask(simulator, `/time/entries?${where(`chargeToId=${mail}`)}`)
    expect(listed.body.map((row: { id: number }) => row.id)).toContain(body.id)
  })

  test.each([
    ['fractions of a second', { timeStart: '2026-11-20T09:00:00.000Z' }, 400, 'Unsupported format'],
    ['an unknown work type', { workType: { id: 99 } }, 400, 'workType is not valid'],
    ['a work type that is no longer used', { workType: { id: 9 } }, 400, 'workType is not valid'],
    ['a member who left', { member: { identifier: 'mo' } }, 400, 'member is not valid'],
    ['the API member', { member: { identifier: 'flowpilot' } }, 403, 'security permission'],
    ['no member, which is the API member', { member: undefined }, 403, 'security permission'],
    ['a closed ticket', { chargeToId: closed }, 400, 'closed ticket'],
    ['a ticket of another company', { chargeToId: other }, 400, 'service ticket'],
    ['a project ticket', { chargeToType: 'ProjectTicket' }, 400, 'service ticket'],
    ['an end before its start', { timeEnd: '2026-11-20T08:00:00Z' }, 400, 'after the start'],
    ['more than a day', { timeEnd: '2026-11-22T08:00:00Z' }, 400, 'longer than a day'],
    ['an unknown property', { minutes: 20 }, 400, "Could not find member 'minutes'"],
  ])('with %s is refused', async (_, more, status, message) => {
    const before = acme().timeEntries.length
    const answer = await post('/time/entries', { ...time, ...more })
    expect(answer.status).toBe(status)
    expect(JSON.stringify(answer.body)).toContain(message)
    expect(acme().timeEntries.length).toBe(before)
  })

  test('is refused on a status that takes no time, though the ticket is open', async () => {
    await patch(`/service/tickets/${mail}`, replace('status', { id: statusNamed('Scheduled') }))
    const { status, body } = await post('/time/entries', time)
    expect([status, body.errors[0].message]).toEqual([400, 'Time entries are not allowed for this status.'])
  })

  test('is refused in a submitted period, and without notes where they are required', async () => {
    await control('/time-rules', {
      company: 'acme',
      submitted: { member: 'ben', to: '2026-11-21T00:00:00Z' },
      notes_required: true,
    })
    expect((await post('/time/entries', time)).body.message).toContain('report period')
    const later = { ...time, timeStart: '2026-11-21T09:00:00Z', timeEnd: '2026-11-21T09:20:00Z' }
    expect((await post('/time/entries', { ...later, notes: '' })).body.errors[0].field).toBe('notes')
    expect((await post('/time/entries', later)).status).toBe(201)
    expect((await post('/time/entries', { ...time, member: { identifier: 'cleo' } })).status).toBe(201)
  })

  test('goes where the board says and mails whom the ticket says, unless each flag is said', async () => {
    const entry = { ...time, chargeToId: mailing }
    const said = {
      addToDetailDescriptionFlag: false,
      emailContactFlag: false,
      emailResourceFlag: false,
      emailCcFlag: false,
    }
    await post('/time/entries', { ...entry, ...said })
    expect(acme().mails).toHaveLength(0)
    await post('/time/entries', entry)
    expect(acme().mails.length).toBeGreaterThan(0)
    const managed = acme().tickets.find(({ boardId }) => boardId === 22)?.id
    const unsaid = await post('/time/entries', { ...time, chargeToId: managed })
    expect(unsaid.body.addToDetailDescriptionFlag).toBe(true)
  })

  test('is changed by its ends, not by its hours; once billed, nobody changes or deletes it', async () => {
    const { body } = await post('/time/entries', time)
    const path = `/time/entries/${body.id}`
    expect((await patch(path, replace('actualHours', 2))).body.actualHours).toBe(0.33)
    expect((await patch(path, replace('timeEnd', '2026-11-20T10:00:00Z'))).body.actualHours).toBe(1)
    expect((await patch(path, replace('hoursDeduct', 0.25))).body.actualHours).toBe(0.75)
    await control('/time-entries/status', { id: body.id, status: 'Billed' })
    expect((await ask(simulator, path)).body).toMatchObject({ status: 'Billed', invoiceFlag: true })
    expect((await patch(path, replace('notes', 'x'))).status).toBe(400)
    expect((await remove(path)).status).toBe(400)
    await control('/time-entries/status', { id: body.id, status: 'Open' })
    expect((await remove(path)).status).toBe(204)
    expect((await ask(simulator, path)).status).toBe(404)
  })

  test('of work types that are used there are three', async () => {
    const { body } = await ask(simulator, '/time/workTypes')
    const used = body.filter((row: { inactiveFlag: boolean }) => !row.inactiveFlag)
    expect(used.map((row: { name: string }) => row.name)).toEqual([
      'Remote support',
      'On-site support',
      'After hours',
    ])
  })
})

describe('an assignment', () => {
  const entry = { objectId: mail, type: { id: 4 }, member: { identifier: 'cleo' }, notifyResource: false }
  const listed = async (ticketId: number) =>
    (await ask(simulator, `/schedule/entries?${where(`type/id=4 AND objectId=${ticketId}`)}`)).body
  const resources = async () => (await ask(simulator, `/service/tickets/${mail}`)).body.resources

  test('is a schedule entry; the names on the ticket follow', async () => {
    const { status, body } = await post('/schedule/entries', entry)
    expect(status).toBe(201)
    expect(body).toMatchObject({ objectId: mail, type: { id: 4, identifier: 'S' }, doneFlag: false })
    expect(body).not.toHaveProperty('dateStart')
    expect(await resources()).toBe('ben, cleo')
    expect((await listed(mail)).map((row: { id: number }) => row.id)).toContain(body.id)
    expect((await remove(`/schedule/entries/${body.id}`)).status).toBe(204)
    expect((await remove(`/schedule/entries/${body.id}`)).status).toBe(404)
    expect(await resources()).toBe('ben')
  })

  test('made twice stands twice, and tells the member unless it says not to', async () => {
    await post('/schedule/entries', entry)
    await post('/schedule/entries', { ...entry, notifyResource: undefined })
    expect(await listed(mail)).toHaveLength(3)
    expect(acme().mails.map(({ to }) => to)).toEqual(['cleo@acme.example'])
  })

  test.each([
    ['of the type of sales', { type: { id: 1 } }, `Activity ${mail} not found`],
    ['of a ticket that is not there', { objectId: 1 }, 'Ticket 1 not found'],
    ['of another company’s ticket', { objectId: other }, `Ticket ${other} not found`],
    ['without a type', { type: undefined }, 'The type field is required.'],
    ['of an unknown type', { type: { id: 77 } }, 'The type is not valid.'],
    ['of a member who left', { member: { identifier: 'mo' } }, 'The member is not valid.'],
    ['of the API member', { member: { identifier: 'flowpilot' } }, 'The member cannot be scheduled.'],
    ['with fractions of a second', { dateStart: '2026-11-20T09:00:00.5Z' }, 'Unsupported format'],
  ])('%s is refused', async (_, more, message) => {
    const before = acme().scheduleEntries.length
    const answer = await post('/schedule/entries', { ...entry, ...more })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain(message)
    expect(acme().scheduleEntries.length).toBe(before)
  })

  test('ends when the ticket is closed, and stays ended when it is opened again', async () => {
    await post('/schedule/entries', entry)
    await patch(`/service/tickets/${mail}`, replace('status', { id: statusNamed('Closed') }))
    await patch(`/service/tickets/${mail}`, replace('status', { id: statusNamed('In Progress') }))
    expect((await listed(mail)).map((row: { doneFlag: boolean }) => row.doneFlag)).toEqual([true, true])
    expect(await resources()).toBe('ben, cleo')
  })

  test('of a new owner is made with the change of the owner; the old one stays a resource', async () => {
    await patch(`/service/tickets/${mail}`, replace('owner', { id: 103 }))
    expect(await resources()).toBe('ben, cleo')
    const flags = (await listed(mail)).map((row: { member: { identifier: string }; ownerFlag: boolean }) => [
      row.member.identifier,
      row.ownerFlag,
    ])
    expect(flags).toEqual([
      ['ben', false],
      ['cleo', true],
    ])
    expect((await patch(`/service/tickets/${mail}`, replace('owner', { id: 104 }))).status).toBe(400)
  })

  test('on a board that assigns owners makes the first resource the owner', async () => {
    const ticket = acme().tickets.find(({ boardId }) => boardId === 22)
    if (!ticket) throw new Error('no ticket on this board')
    ticket.ownerId = null
    await post('/schedule/entries', { ...entry, objectId: ticket.id })
    expect((await ask(simulator, `/service/tickets/${ticket.id}`)).body.owner.identifier).toBe('cleo')
  })

  test('has another type number in another company', async () => {
    const { body } = await ask(simulator, `/schedule/types?${where('identifier="S"')}`, {
      headers: keyHeaders(otherKeys),
    })
    expect(body.map((row: { id: number }) => row.id)).toEqual([7])
  })
})

test('roles that lack a module are refused it, for reading too', async () => {
  for (const [path, body] of [
    ['/time/entries', time],
    ['/schedule/entries', { objectId: mail, type: { id: 4 }, member: { id: 103 } }],
  ] as const)
    for (const [keys, method, status] of [
      [narrowKeys, 'GET', 403],
      [narrowKeys, 'POST', 403],
      [ownOnlyKeys, 'GET', 200],
      [ownOnlyKeys, 'POST', 201],
      [readOnlyKeys, 'GET', 200],
      [readOnlyKeys, 'POST', 403],
      [demoKeys, 'POST', 201],
    ] as const) {
      const sent = method === 'POST' ? { body } : {}
      const answer = await ask(simulator, path, { method, headers: keyHeaders(keys), ...sent })
      expect([path, keys.publicKey, method, answer.status]).toEqual([path, keys.publicKey, method, status])
    }
})

test('a role that reads its own records only sees an empty list, and no error', async () => {
  const headers = keyHeaders(ownOnlyKeys)
  for (const path of ['/time/entries', '/schedule/entries'])
    expect(await ask(simulator, path, { headers })).toMatchObject({ status: 200, body: [] })
})

test('a role that may not close tickets changes their status otherwise', async () => {
  const change = (name: string) =>
    ask(simulator, `/service/tickets/${mail}`, {
      method: 'PATCH',
      body: replace('status', { id: statusNamed(name) }),
      headers: keyHeaders(narrowKeys),
    })
  expect((await change('Closed')).status).toBe(403)
  expect((await change('Escalated')).status).toBe(200)
})

describe('faults', () => {
  test('a change that is ignored answers 200 with the ticket as it was', async () => {
    simulator.addFault({ kind: 'change_ignored', times: 1 })
    const change = replace('status', { id: statusNamed('Escalated') })
    const ignored = await patch(`/service/tickets/${mail}`, change)
    expect([ignored.status, ignored.body.status.name]).toEqual([200, 'In Progress'])
    expect((await patch(`/service/tickets/${mail}`, change)).body.status.name).toBe('Escalated')
  })

  test('a status of another board can be refused instead of ignored', async () => {
    const foreign = statusNamed('Completed', 22)
    const change = replace('status', { id: foreign })
    expect((await patch(`/service/tickets/${mail}`, change)).status).toBe(200)
    simulator.addFault({ kind: 'foreign_status_refused' })
    const { status, body } = await patch(`/service/tickets/${mail}`, change)
    expect([status, body.errors[0].message]).toEqual([
      400,
      `Service Status ${foreign} not found for Service Board 21`,
    ])
  })

  test('hours can be booked otherwise, and entries of now not be listed', async () => {
    simulator.addFault({ kind: 'hours_rounded', times: 1 })
    expect((await post('/time/entries', time)).body.actualHours).toBe(1)
    const before = acme().timeEntries.length
    simulator.addFault({ kind: 'entries_stale' })
    await post('/time/entries', time)
    const { body } = await ask(simulator, '/time/entries?pageSize=1000')
    expect(body.length).toBeLessThan(acme().timeEntries.length)
    expect(acme().timeEntries.length).toBe(before + 1)
  })

  test('members can be refused for time and assignments as for notes', async () => {
    simulator.addFault({ kind: 'member_refused' })
    const assignment = { objectId: mail, type: { id: 4 }, member: { id: 103 } }
    expect((await post('/time/entries', time)).status).toBe(403)
    expect((await post('/schedule/entries', assignment)).status).toBe(403)
  })

  test.each([
    ['/time/entries', time, () => acme().timeEntries.length],
    [
      '/schedule/entries',
      { objectId: mail, type: { id: 4 }, member: { id: 103 } },
      () => acme().scheduleEntries.length,
    ],
  ] as const)('%s is carried out late, or with a lost answer', async (path, body, count) => {
    const before = count()
    simulator.addFault({ kind: 'late_commit', times: 1, delay_ms: 10 })
    await expect(post(path, body)).rejects.toThrow('fetch failed')
    await simulator.settled()
    expect(count()).toBe(before + 1)
    simulator.addFault({ kind: 'reply_lost', times: 1 })
    await expect(post(path, body)).rejects.toThrow('fetch failed')
    expect(count()).toBe(before + 2)
  })
})

test('entries of a ticket can be looked at, whoever made them', async () => {
  await post('/time/entries', time)
  const look = async (path: string) =>
    (await simulator.fetch(`http://127.0.0.1:8788/__simulator${path}?ticket_id=${mail}`)).json()
  const seen = await look('/time-entries')
  expect(seen.company).toBe('acme')
  expect(seen.time_entries.at(-1)).toMatchObject({ internalNotes: 'ref FP-7K3F9QXH2M' })
  expect(await look('/schedule-entries')).toMatchObject({
    resources: 'ben',
    schedule_entries: [{ member: { identifier: 'ben' }, ownerFlag: true }],
  })
})

test('a state that was kept before there were schedule entries is taken over', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'simulator-'))
  const stateFile = join(directory, 'simulator.json')
  const old = structuredClone(simulator.state) as unknown as Record<string, unknown> & {
    tenants: Record<string, Record<string, unknown>>
  }
  old.version = 1
  for (const tenant of Object.values(old.tenants)) {
    for (const name of ['workTypes', 'scheduleTypes', 'scheduleEntries', 'timeSubmittedTo'])
      delete tenant[name]
    for (const ticket of tenant.tickets as Record<string, unknown>[])
      ticket.resources = ticket.id === mail ? 'ben, cleo' : ''
    for (const entry of tenant.timeEntries as Record<string, unknown>[])
      Object.assign(entry, { workType: 'On-site support', workTypeId: undefined, status: undefined })
  }
  writeFileSync(stateFile, JSON.stringify(old))
  const taken = createSimulator({ stateFile })
  expect((await ask(taken, `/service/tickets/${mail}`)).body.resources).toBe('ben, cleo')
  const { body } = await ask(taken, `/time/entries?${where(`chargeToId=${mail}`)}`)
  expect(body[0]).toMatchObject({ workType: { name: 'On-site support' }, status: 'Open' })
  rmSync(directory, { recursive: true })
})
