import { beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import type { PsaProvider } from './provider.ts'
import { describeAssignment } from './provider-assignment.suite.ts'
import { describeNotes, order } from './provider-note.suite.ts'
import { describeStatus } from './provider-status.suite.ts'
import { describeTime } from './provider-time.suite.ts'

/** A PSA with known content, and what a test may do to it. */
export type ProviderUnderTest = {
  provider: PsaProvider
  /** The same PSA asked with keys it does not know. */
  strangerProvider: PsaProvider
  /** Notes of a ticket as they stand at the PSA, whoever wrote them. */
  notesAt(
    ticketId: string,
  ): { id: string; text: string; internal: boolean; discussion: boolean; author: string }[]
  mailsAt(ticketId: string): number
  /** Time of a ticket as it stands at the PSA. */
  timeAt(ticketId: string): { id: string; member: string; minutes: number; internal_notes: string }[]
  /** How a ticket stands at the PSA; a resource stands there as often as it was added. */
  standingAt(ticketId: string): { status_id: string; owner: string | null; resources: string[] }
  /** The next write of this kind meets this: `late`, `lost`: carried out after, before the connection breaks. */
  strike(write: 'time' | 'ticket' | 'resource' | 'removal', trouble: Trouble): void
  /** Resolves when everything late has happened. */
  settled(): Promise<void>
  bill(timeEntryId: string): void
  known: {
    ticket: { id: string; summary: string; company: string; first_name: string; owner: string }
    /** Has a note of a time entry. */
    timed_ticket_id: string
    many_notes: { ticket_id: string; count: number }
    hostile_ticket_id: string
    /** Mails its contact and a copy address. */
    mailing: { ticket_id: string; contact: string }
    closed_ticket_id: string
    members: { active: string; other: string; inactive: string; api: string }
    foreign_ticket_id: string
    /** Written as ids of tickets are, and nobody's. */
    absent_ticket_id: string
    /** Of the ticket's board: another one than it has, and a closing one. `foreign`: of another board. */
    statuses: { other: string; closing: string; foreign: string }
    work_type_id: string
  }
}

type Trouble = 'late' | 'lost' | 'error_before' | 'error_after' | 'in_use' | 'ignored' | 'refused'

const soon = () => AbortSignal.timeout(10_000)
const codeOf = (error: unknown) => (error instanceof Problem ? error.code : error)
const wholeOf = async (provider: PsaProvider, ticketId: string) => {
  const { context, rest } = await provider.context(ticketId)
  return (await rest) ?? context
}

/** What any PSA provider must do on a good day and with a PSA that says no. */
export function describeProvider(name: string, make: () => Promise<ProviderUnderTest>): void {
  describe(name, () => {
    let psa: ProviderUnderTest
    beforeEach(async () => {
      psa = await make()
    })
    describeTickets(() => psa)
    describeLists(() => psa)
    describeTrouble(() => psa)
    describeNotes(() => psa)
    describeMembers(() => psa)
    describe('time', () => describeTime(() => psa))
    describe('status', () => describeStatus(() => psa))
    describe('assignment', () => describeAssignment(() => psa))
  })
}

function describeTickets(psa: () => ProviderUnderTest): void {
  test('a ticket comes with company, contact, board, status and owner', async () => {
    const { provider, known } = psa()
    const { ticket } = await wholeOf(provider, known.ticket.id)
    expect(ticket).toMatchObject({
      id: known.ticket.id,
      summary: known.ticket.summary,
      closed: false,
      owner: known.ticket.owner,
    })
    expect(ticket.company?.name).toBe(known.ticket.company)
    expect(ticket.contact?.first_name).toBe(known.ticket.first_name)
    expect(ticket.contact?.email).toContain('@')
    expect(ticket.configurations.length).toBeGreaterThan(0)
    expect(ticket.configurations.every((row) => row.name !== '' && row.type !== null)).toBe(true)
    expect(ticket.url).toContain(known.ticket.id)
    const { id, company, status, closed, merged_into, board } = ticket
    const state = await provider.ticketState(id)
    expect(state).toMatchObject({ id, company, status, closed, merged_into, board_id: board?.id })
    expect(state.owner?.member_identifier).toBe(known.members.active)
    expect(await provider.ticketState(known.closed_ticket_id)).toMatchObject({ closed: true })
  })

  test('the context holds notes oldest first, time entries among them, and tickets of the same client', async () => {
    const { provider, known } = psa()
    const context = await wholeOf(provider, known.timed_ticket_id)
    expect(context.missing).toEqual([])
    expect(context.coming).toBeUndefined()
    expect(context.notes.some((note) => note.kind === 'time_entry')).toBe(true)
    expect(context.notes.some((note) => note.from_contact)).toBe(true)
    const times = context.notes.map((note) => note.created_at ?? '')
    expect(times).toEqual([...times].sort())
    expect(context.related.length).toBeGreaterThan(0)
    expect(context.related.map((row) => row.id)).not.toContain(known.timed_ticket_id)
  })

  test('a long list of notes is read over all its pages', async () => {
    const { provider, known } = psa()
    const { notes, complete } = await provider.notes(known.many_notes.ticket_id)
    expect(complete).toBe(true)
    expect(notes.length).toBe(known.many_notes.count)
    expect(new Set(notes.map((note) => `${note.kind} ${note.id}`)).size).toBe(notes.length)
  })

  test('hostile text comes through as text, without NUL and unpaired surrogates', async () => {
    const { provider, known } = psa()
    const all = JSON.stringify(await wholeOf(provider, known.hostile_ticket_id))
    expect(all).not.toContain('\\u0000')
    expect(all.isWellFormed()).toBe(true)
    expect(all).toContain('<')
  })

  test('the ticket says who is e-mailed', async () => {
    const { provider, known } = psa()
    const { emails } = (await provider.context(known.mailing.ticket_id)).context.ticket
    expect(emails.contact).toBe(known.mailing.contact)
    expect(emails.cc.length).toBeGreaterThan(0)
    expect((await provider.context(known.ticket.id)).context.ticket.emails.contact).toBe(null)
  })
}

function describeLists(psa: () => ProviderUnderTest): void {
  test('search finds by words and by number, closed ones only by number', async () => {
    const { provider, known } = psa()
    const [first = '', second = ''] = known.ticket.summary.split(' ')
    const byWords = await provider.search(`${first}  ${second}`, null)
    expect(byWords.map((row) => row.id)).toContain(known.ticket.id)
    expect(byWords.every((row) => !row.closed)).toBe(true)
    expect((await provider.search(known.ticket.id, null))[0]?.id).toBe(known.ticket.id)
    expect((await provider.search(known.closed_ticket_id, null))[0]).toMatchObject({ closed: true })
    expect((await provider.search('', null)).map((row) => row.id)).not.toContain(known.closed_ticket_id)
  })

  test('search takes quotes, brackets and wildcards as nothing special', async () => {
    const { provider } = psa()
    for (const typed of ['" or id > 0 or "" = "', 'a\\" or 1=1', '[a-z]%*', "' or ''='", '\u0000\u202e'])
      await expect(provider.search(typed, null)).resolves.toBeInstanceOf(Array)
    expect(await provider.search('zzz" or summary like "*', null)).toEqual([])
  })

  test('search narrows to one member', async () => {
    const { provider, known } = psa()
    const mine = await provider.search('', { memberIdentifier: known.members.active, boards: null })
    const everybodys = await provider.search('', null)
    expect(mine.length).toBeGreaterThan(0)
    expect(mine.length).toBeLessThan(everybodys.length)
  })

  test('search narrows to boards; to none where there are none', async () => {
    const { provider } = psa()
    const [first, ...others] = await provider.boards()
    const boards = [first?.id ?? '']
    const found = await provider.search('', { memberIdentifier: null, boards })
    expect(found.length).toBeGreaterThan(0)
    expect(new Set(found.map(({ board_id }) => board_id))).toEqual(new Set(boards))
    expect(others.length).toBeGreaterThan(0)
    expect(await provider.search('', { memberIdentifier: null, boards: [] })).toEqual([])
  })

  test('boards have statuses of their own', async () => {
    const { provider } = psa()
    const boards = await provider.boards()
    const lists = await Promise.all(boards.map((board) => provider.statuses(board.id)))
    const ids = lists.flat().map((status) => status.id)
    expect(boards.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(ids.length)
    expect(
      lists.every((list) => list.some((status) => status.closed) && list.some((status) => !status.closed)),
    ).toBe(true)
    expect(await provider.statuses('999999').catch(codeOf)).toBe('not_found')
  })
}

function describeTrouble(psa: () => ProviderUnderTest): void {
  test('a ticket that is not there, or of another company, is not found', async () => {
    const { provider, known } = psa()
    for (const id of ['1', '9999999999', known.foreign_ticket_id, '12abc', ''])
      for (const read of [provider.ticketState, provider.context, provider.notes])
        expect(await read(id).catch(codeOf)).toBe('ticket_not_found')
  })

  test('a ping tells whether the PSA takes the keys', async () => {
    const { provider, strangerProvider } = psa()
    await expect(provider.ping()).resolves.toBeUndefined()
    expect(await strangerProvider.ping().catch(codeOf)).toBe('psa_keys_refused')
  })

  test('unknown keys are refused, everywhere', async () => {
    const { strangerProvider, known } = psa()
    expect(await strangerProvider.ticketState(known.ticket.id).catch(codeOf)).toBe('psa_keys_refused')
    expect(await strangerProvider.search('mail', null).catch(codeOf)).toBe('psa_keys_refused')
    expect(await strangerProvider.createNote(order(known.ticket.id), soon())).toMatchObject({
      kind: 'keys_refused',
    })
    const tested = await strangerProvider.test()
    expect(tested).toMatchObject({ ok: false, rights: [] })
    expect(tested.problem).toBeTruthy()
  })

  test('the test of a connection names its rights', async () => {
    const tested = await psa().provider.test()
    expect(tested).toMatchObject({ ok: true, problem: null })
    expect(tested.version).toBeTruthy()
    expect(tested.rights.length).toBeGreaterThan(3)
    expect(tested.rights.every((right) => right.need !== '' && right.used_for !== '')).toBe(true)
    const carried = tested.rights.map(({ used_for }) => used_for).join()
    for (const feature of ['time', 'status', 'resources']) expect(carried).toContain(feature)
  })
}

function describeMembers(psa: () => ProviderUnderTest): void {
  test('members carry their address, and whether they are people', async () => {
    const { provider, known } = psa()
    const members = await provider.members()
    const of = (identifier: string) => members.find((member) => member.identifier === identifier)
    expect(of(known.members.active)).toMatchObject({ active: true, api_only: false })
    expect(of(known.members.active)?.email).toContain('@')
    expect(of(known.members.inactive)).toMatchObject({ active: false })
    expect(of(known.members.api)).toMatchObject({ api_only: true })
  })
}
