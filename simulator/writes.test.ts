import { beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from './app.ts'
import { notableTickets } from './seed/constants.ts'
import { ask } from './testing.ts'

const { mail, mailing } = notableTickets
const notes = `/service/tickets/${mail}/notes`

let simulator: Simulator
beforeEach(() => {
  simulator = createSimulator()
})

const post = (path: string, body: unknown) => ask(simulator, path, { method: 'POST', body })
const patch = (path: string, body: unknown) => ask(simulator, path, { method: 'PATCH', body })
const replace = (path: string, value: unknown) => [{ op: 'replace', path, value }]
const mails = () => simulator.state.tenants.acme?.mails ?? []

describe('a note', () => {
  test('stands on the tab it was put on, under its author', async () => {
    const body = {
      text: '  Looked at rules\r\n',
      internalAnalysisFlag: true,
      processNotifications: false,
      member: { identifier: 'ben' },
    }
    const created = await post(notes, body)
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({
      text: 'Looked at rules',
      internalFlag: true,
      externalFlag: true,
      createdBy: 'flowpilot',
    })
    const read = await ask(simulator, `${notes}/${created.body.id}`)
    expect(read.body).toMatchObject({
      internalAnalysisFlag: true,
      detailDescriptionFlag: false,
      member: { identifier: 'ben', name: 'Ben Okafor' },
    })
    expect(read.body).not.toHaveProperty('internalFlag')
  })
  test('without an author is the API member’s', async () => {
    const { body } = await post(notes, { text: 'x', internalAnalysisFlag: true })
    expect(body.member.identifier).toBe('flowpilot')
  })
  test.each([
    [
      'no placement',
      { text: 'x', internalAnalysisFlag: false },
      'Please choose where to display the notes in order to save this record.',
    ],
    [
      'an unknown property',
      { text: 'x', internalAnalysisFlag: true, emailContactFlag: true },
      "Could not find member 'emailContactFlag' on object of type 'ServiceNote'. Path 'emailContactFlag'. Check your accept header",
    ],
    ['no text', { text: '  ', internalAnalysisFlag: true }, 'ServiceNote object is invalid'],
    [
      'a stranger as author',
      { text: 'x', internalAnalysisFlag: true, member: { id: 201 } },
      'ServiceNote object is invalid',
    ],
  ])('with %s is refused', async (_, body, message) => {
    const answer = await post(notes, body)
    expect([answer.status, answer.body.message]).toEqual([400, message])
  })
  test('on another ticket is not found, changes by operations, and goes', async () => {
    const { body } = await post(notes, { text: 'x', internalAnalysisFlag: true })
    expect((await ask(simulator, `/service/tickets/${mailing}/notes/${body.id}`)).status).toBe(404)
    expect((await patch(`${notes}/${body.id}`, replace('text', 'y'))).body.text).toBe('y')
    expect((await patch(`${notes}/${body.id}`, replace('internalAnalysisFlag', false))).status).toBe(400)
    expect((await ask(simulator, `${notes}/${body.id}`, { method: 'DELETE' })).status).toBe(204)
    expect((await ask(simulator, `${notes}/${body.id}`)).status).toBe(404)
  })
  test('mails nobody with notifications off, and the contact and copies with them on, internal or not', async () => {
    const path = `/service/tickets/${mailing}/notes`
    await post(path, { text: 'quiet', detailDescriptionFlag: true, processNotifications: false })
    expect(mails()).toHaveLength(0)
    await post(path, { text: 'loud', internalAnalysisFlag: true })
    expect(mails().map((mail) => mail.to)).toEqual([
      'helen@fabrikam-law.example',
      'david@fabrikam-law.example',
      'it-updates@fabrikam-law.example',
    ])
    await post(notes, { text: 'this ticket mails nobody', detailDescriptionFlag: true })
    expect(mails()).toHaveLength(3)
  })
  test('shows among all notes beside the notes of time entries', async () => {
    const { body } = await ask(simulator, `/service/tickets/${mail}/allNotes?pageSize=1000`)
    const kinds = body.map((note: { noteType: string }) => note.noteType)
    expect(kinds.filter((kind: string) => kind === 'TicketNote')).toHaveLength(12)
    expect(kinds.filter((kind: string) => kind === 'TimeEntryNote')).toHaveLength(2)
  })
})

describe('a ticket', () => {
  const path = `/service/tickets/${mail}`
  const statuses = async (boardId: number) =>
    (await ask(simulator, `/service/boards/${boardId}/statuses`)).body

  test('takes a status of its board, and closing follows the status', async () => {
    const closed = (await statuses(21)).find((status: { closedStatus: boolean }) => status.closedStatus)
    const { body } = await patch(path, replace('status', { id: closed.id }))
    expect(body).toMatchObject({ status: { id: closed.id }, closedFlag: true, closedBy: 'flowpilot' })
  })
  test('answers 200 and keeps its status when given one of another board', async () => {
    const [foreign] = await statuses(22)
    const answer = await patch(path, replace('status', { id: foreign.id }))
    expect(answer.status).toBe(200)
    expect(answer.body.status.name).toBe('In Progress')
  })
  test('answers 200 to what it does not do', async () => {
    for (const operation of [
      replace('resources', 'cleo'),
      replace('company/identifier', 'FabrikamLaw'),
      replace('closedFlag', true),
    ]) {
      const answer = await patch(path, operation)
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({
        resources: 'ben',
        company: { identifier: 'ContosoDental' },
        closedFlag: false,
      })
    }
  })
  test('takes an owner by name, and status by name', async () => {
    const operations = [
      ...replace('owner', { identifier: 'cleo' }),
      ...replace('status', { name: 'Escalated' }),
    ]
    expect((await patch(path, operations)).body).toMatchObject({
      owner: { identifier: 'cleo' },
      status: { name: 'Escalated' },
    })
  })
  test.each([
    ['an object instead of a list', { op: 'replace', path: 'summary', value: 'x' }],
    ['an unknown property', replace('Summary', 'x')],
    ['a summary over 100 characters', replace('summary', 'x'.repeat(101))],
    ['a status that does not exist', replace('status', { id: 1 })],
  ])('refuses %s', async (_, body) => {
    expect((await patch(path, body)).status).toBe(400)
  })
  test('mails the contact about a status only when notifications are on', async () => {
    const waiting = replace('status', { name: 'Waiting on Client' })
    await patch(`/service/tickets/${mailing}`, [...waiting, ...replace('processNotifications', false)])
    expect(mails()).toHaveLength(0)
    await patch(`/service/tickets/${mailing}`, replace('status', { name: 'Resolved' }))
    expect(mails().map((mail) => mail.kind)).toEqual(['status'])
  })
})

describe('time', () => {
  const entry = {
    chargeToId: mail,
    chargeToType: 'ServiceTicket',
    timeStart: '2026-11-20T09:00:00Z',
    timeEnd: '2026-11-20T09:45:00Z',
  }

  test('is entered for a person and shows on the tab it is added to', async () => {
    const body = {
      ...entry,
      member: { identifier: 'ben' },
      notes: 'Read the trace',
      addToInternalAnalysisFlag: true,
    }
    const created = await post('/time/entries', body)
    expect(created.body).toMatchObject({
      actualHours: 0.75,
      member: { identifier: 'ben' },
      billableOption: 'Billable',
    })
    const all = await ask(simulator, `/service/tickets/${mail}/allNotes?pageSize=1000`)
    expect(all.body.some((note: { text: string }) => note.text === 'Read the trace')).toBe(true)
  })
  test('is refused for the API member, for a closed ticket, and without a start', async () => {
    expect((await post('/time/entries', entry)).body.code).toBe('Security')
    const closed = { ...entry, chargeToId: notableTickets.closed, member: { identifier: 'ben' } }
    expect((await post('/time/entries', closed)).status).toBe(400)
    expect((await post('/time/entries', { chargeToId: mail })).body.errors[0].code).toBe(
      'MissingRequiredField',
    )
  })
})

test('a pod is registered, listed and removed', async () => {
  const screens = await ask(simulator, '/system/connectWiseHostedScreens')
  const screen = screens.body.find((row: { name: string }) => row.name === 'ServiceTicket')
  const setup = {
    screenId: screen.screenId,
    description: 'FlowPilot',
    type: 'Pod',
    url: 'http://127.0.0.1:8787/pod/acme?id=[cw_id]',
    origin: 'http://127.0.0.1:8787',
  }
  const created = await post('/system/connectwisehostedsetups', setup)
  expect(created.status).toBe(201)
  expect((await ask(simulator, '/system/connectwisehostedsetups')).body).toHaveLength(1)
  expect(
    (await post('/system/connectwisehostedsetups', { ...setup, url: 'javascript:alert(1)' })).status,
  ).toBe(400)
  await ask(simulator, `/system/connectwisehostedsetups/${created.body.id}`, { method: 'DELETE' })
  expect((await ask(simulator, '/system/connectwisehostedsetups')).body).toEqual([])
})
