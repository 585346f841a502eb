import { expect, test } from 'vitest'
import type { TicketContext, TicketNote } from '../../shared/contracts/tickets.ts'
import { timesOf } from '../testing/growth.ts'
import { ticketForModel } from './for-model.ts'

function note(index: number, text: string): TicketNote {
  return {
    id: String(index),
    kind: 'note',
    text,
    visibility: 'internal',
    placements: ['internal'],
    author: 'Ben Okafor',
    from_contact: false,
    created_at: new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
  }
}

function context(notes: TicketNote[]): TicketContext {
  return {
    ticket: {
      id: '48291',
      summary: 'Mail from outside not arriving',
      url: 'https://na.myconnectwise.net/',
      company: { id: '1', name: 'Contoso Dental' },
      contact: { id: '2', name: 'Ann Reyes', first_name: 'Ann', email: 'ann@contoso.example' },
      board: null,
      status: null,
      priority: null,
      type: null,
      owner: null,
      resources: [],
      closed: false,
      configurations: [],
      emails: { contact: null, cc: [], resources: false },
      created_at: null,
      updated_at: null,
    },
    notes,
    notes_truncated: false,
    related: [],
    missing: [],
    fetched_at: '2026-01-01T00:00:00.000Z',
  }
}

const long = '"\u2028 '.repeat(40_000)
const texts = (notes: { text: string }[]) => notes.map(({ text }) => text)

test('the first note and the newest forty are shown, those between counted', () => {
  const result = ticketForModel(
    context(Array.from({ length: 300 }, (_, index) => note(index, `note ${index}`))),
  )
  expect(texts(result.notes).slice(0, 3)).toEqual(['note 0', '[259 older notes left out]', 'note 260'])
  expect(result.notes.at(-1)).toMatchObject({ id: 'n300', text: 'note 299' })
})

test('the first note is shown however long the others are', () => {
  const notes = [
    note(0, 'The first words'),
    ...Array.from({ length: 60 }, (_, index) => note(index + 1, long)),
  ]
  const result = ticketForModel(context(notes))
  expect(result.notes[0]).toMatchObject({ id: 'n1', text: 'The first words' })
  expect(result.notes[1]?.text).toMatch(/^\[\d+ older notes left out\]$/)
  expect(result.notes.at(-1)).toMatchObject({ id: 'n61' })
  expect(JSON.stringify(result).length).toBeLessThanOrEqual(60_000)
})

test('many long notes take no more time than what is shown of them', async () => {
  const mail = '<p>Dear colleagues, the printer on the second floor does not print since this morning.</p>'
  const asked = (count: number) =>
    context(
      Array.from({ length: count }, (_, index) => ({
        ...note(index, `${index} ${mail.repeat(1_100)}`),
        from_contact: index % 2 === 0,
      })),
    )
  const [few, many] = [asked(10), asked(80)]
  expect(
    await timesOf(
      () => ticketForModel(many),
      () => ticketForModel(few),
    ),
  ).toBeLessThan(2)
})

test('the client’s first note is shown where a colleague’s stands before it', () => {
  const reported = { ...note(1, 'Nobody can print'), from_contact: true }
  const rest = Array.from({ length: 50 }, (_, index) => note(index + 2, `note ${index}`))
  const result = ticketForModel(context([note(0, 'Called in'), reported, ...rest]))
  expect(texts(result.notes).slice(0, 3)).toEqual([
    'Called in',
    'Nobody can print',
    '[10 older notes left out]',
  ])
})

test('a note says who wrote it, who reads it and when, in the named zone', () => {
  const client = { ...note(0, 'Same again'), from_contact: true, author: 'Ann Reyes' }
  const both = context([client, { ...note(1, 'Done'), visibility: 'client_visible', kind: 'time_entry' }])
  expect(ticketForModel(both, { timeZone: 'Europe/Berlin' }).notes).toEqual([
    {
      id: 'n1',
      author: 'Ann Reyes',
      from: 'client',
      visibility: 'internal',
      kind: 'note',
      time: 'Thu 2026-01-01 01:00 Europe/Berlin',
      text: 'Same again',
    },
    {
      id: 'n2',
      author: 'Ben Okafor',
      from: 'colleague',
      visibility: 'client_visible',
      kind: 'time_entry',
      time: 'Thu 2026-01-01 01:01 Europe/Berlin',
      text: 'Done',
    },
  ])
})

test('times are in UTC unless a known zone is named, summer time included', () => {
  const one = context([{ ...note(0, 'x'), created_at: '2026-07-04T22:30:00.000Z' }])
  const timeIn = (timeZone?: string) => ticketForModel(one, { timeZone }).notes[0]
  expect(timeIn()).toMatchObject({ time: 'Sat 2026-07-04 22:30 UTC' })
  expect(timeIn('Nowhere/City')).toMatchObject({ time: 'Sat 2026-07-04 22:30 UTC' })
  expect(timeIn('Europe/Berlin')).toMatchObject({ time: 'Sun 2026-07-05 00:30 Europe/Berlin' })
  expect(timeIn('America/New_York')).toMatchObject({ time: 'Sat 2026-07-04 18:30 America/New_York' })
})

test('a note without a time has none', () => {
  expect(ticketForModel(context([{ ...note(0, 'x'), created_at: null }])).notes[0]).toMatchObject({
    time: null,
  })
})

test('of two client notes that quote the same unknown mail the earlier one keeps it', () => {
  const quote =
    '\n\nOn 4 May 2026 Kim <kim@contoso.example> wrote:\n> The lamp on the switch is red since noon.'
  const client = (index: number, text: string) => ({ ...note(index, text), from_contact: true })
  const notes = [client(0, 'Help'), client(1, `See below.${quote}`), client(2, `Again.${quote}`)]
  const result = texts(ticketForModel(context(notes)).notes)
  expect(result[1]).toContain('switch is red')
  expect(result[2]).toBe('Again.\n\n[quoted mail, 2 lines, cut]')
})

test('a client’s answer leaves out our note wherever it stands', () => {
  const ours = note(1, 'Please restart the computer and tell me what the screen shows.')
  const answer = `It says 0x7B.\n\nFrom: Ben\nSent: Monday\nSubject: RE: Ticket\n\n${ours.text}`
  const result = ticketForModel(
    context([{ ...note(0, 'Help'), from_contact: true }, { ...note(2, answer), from_contact: true }, ours]),
  ).notes
  expect(result[1]?.text).toBe('It says 0x7B.\n\n[quoted mail, 4 lines, cut]')
})

test('however long the notes, the whole stays within its limit', () => {
  const result = ticketForModel(
    context(Array.from({ length: 40 }, (_, index) => note(index, '"\u2028" '.repeat(40_000)))),
  )
  expect(JSON.stringify(result).length).toBeLessThanOrEqual(60_000)
  expect(result.notes.length).toBeGreaterThan(3)
})

test('addresses of people stay out', () => {
  expect(JSON.stringify(ticketForModel(context([])))).not.toContain('ann@contoso.example')
})
