import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { createSimulator } from '../../../simulator/app.ts'
import { notableTickets } from '../../../simulator/seed/constants.ts'
import { connectionTo } from '../../testing/psa-connection.ts'
import type { PsaFetch } from '../guard.ts'
import { createRegistry } from '../registry.ts'

const ticketId = String(notableTickets.mail)
const secondRound = /\/company\/|\/service\/tickets\?/

function connect(before: (url: string) => Promise<unknown> | undefined, change = (row: object) => row) {
  const simulator = createSimulator()
  const fetch: PsaFetch = async (url, init) => {
    await before(url)
    const answer = await simulator.fetch(url, init)
    if (!answer.ok || !/tickets\/\d+(\/configurations.*)?$/.test(url)) return answer
    const body = (await answer.json()) as object | object[]
    return Response.json(Array.isArray(body) ? body.map(change) : change(body))
  }
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch,
    requestsPerSecond: 1000,
  })
  const provider = registry.provider(connectionTo())
  return { simulator, provider }
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

describe('what only a second round tells', () => {
  test('is not waited for, and comes as the rest', async () => {
    const { open, opened } = gate()
    const { provider } = connect((url) => (secondRound.test(url) ? opened : undefined))
    const { context, rest } = await provider.context(ticketId)
    expect(context).toMatchObject({
      ticket: {
        contact: { name: 'Ann Reyes', first_name: 'Ann', email: expect.stringContaining('@') },
        configurations: [
          { name: 'CD-FRONT-02', type: null },
          { name: 'Contoso Dental Microsoft 365', type: null },
        ],
      },
      related: [],
      missing: [],
      coming: ['contact', 'related', 'configurations'],
    })
    expect(context.notes.length).toBeGreaterThan(0)
    open()
    const whole = await rest
    expect(whole?.coming).toBeUndefined()
    expect(whole?.related.length).toBeGreaterThan(0)
    expect(whole?.ticket.configurations).toMatchObject([
      { name: 'CD-FRONT-02', type: 'Workstation' },
      { name: 'Contoso Dental Microsoft 365', type: 'Cloud tenant' },
    ])
    expect(whole?.notes).toEqual(context.notes)
  })

  test('what it does not tell is missing only then', async () => {
    const { open, opened } = gate()
    const { provider, simulator } = connect((url) => (secondRound.test(url) ? opened : undefined))
    simulator.addFault({ kind: 'status', status: 403, match: { path: '/company/contacts' } })
    const { context, rest } = await provider.context(ticketId)
    expect(context.missing).toEqual([])
    open()
    expect((await rest)?.missing).toMatchObject([{ part: 'contact' }])
    expect((await rest)?.ticket.contact?.name).toBe('Ann Reyes')
  })

  test('devices keep their names where their kinds cannot be read', async () => {
    const { provider, simulator } = connect(() => undefined)
    simulator.addFault({ kind: 'status', status: 500, match: { path: '/company/configurations' } })
    const reading = await provider.context(ticketId)
    const context = (await reading.rest) ?? reading.context
    expect(context.ticket.configurations[0]).toMatchObject({ name: 'CD-FRONT-02', type: null })
    expect(context.missing).toEqual([])
  })
})

describe('what a note or a case must not be without is waited for', () => {
  const late = (url: string, path: string) =>
    url.includes(path) ? new Promise((resolve) => setTimeout(resolve, 300)) : undefined

  test('the address that a note is mailed to', async () => {
    const { provider } = connect(
      (url) => late(url, '/company/contacts'),
      (row) => ({ ...row, automaticEmailContactFlag: true, contactEmailAddress: undefined }),
    )
    const { context } = await provider.context(ticketId)
    expect(context.ticket.emails.contact).toContain('@')
  })

  test('the name of the contact', async () => {
    const { provider } = connect(
      (url) => late(url, '/company/contacts'),
      (row) => ({
        ...row,
        contactName: undefined,
        contact: 'contact' in row && { ...(row.contact as object), name: '' },
      }),
    )
    const { context } = await provider.context(ticketId)
    expect(context.ticket.contact?.name).toBe('Ann Reyes')
  })

  test('the names of devices', async () => {
    const { provider } = connect(
      (url) => late(url, '/company/configurations'),
      (row) => ({ ...row, _info: undefined, deviceIdentifier: undefined }),
    )
    const { context } = await provider.context(ticketId)
    expect(context.ticket.configurations[0]).toMatchObject({ name: 'CD-FRONT-02', type: 'Workstation' })
  })
})

test('work that was entered late stands where it was done', async () => {
  const { simulator, provider } = connect(() => undefined)
  const entry = simulator.state.tenants.acme?.timeEntries.find(({ addToInternal }) => addToInternal)
  if (!entry) throw new Error('the simulator has no time entry')
  const read = async () => (await provider.context(String(entry.chargeToId))).context.notes
  entry.timeStart = '2020-01-02T08:00:00Z'
  entry.dateEntered = '2035-01-02T17:00:00Z'
  expect((await read())[0]).toMatchObject({ kind: 'time_entry', text: entry.notes })
  entry.timeStart = '2035-01-02T08:00:00Z'
  expect((await read()).at(-1)).toMatchObject({ kind: 'time_entry', text: entry.notes })
})
