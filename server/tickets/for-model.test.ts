import { expect, test } from 'vitest'
import type { TicketContext, TicketNote } from '../../shared/contracts/tickets.ts'
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

test('the newest forty notes are told, the older ones counted', () => {
  const told = ticketForModel(
    context(Array.from({ length: 300 }, (_, index) => note(index, `note ${index}`))),
  )
  expect(told.notes.length).toBe(40)
  expect(told.notes.at(-1)?.text).toBe('note 299')
  expect(told.older_notes_not_shown).toBe(260)
})

test('however long the notes, the whole stays within its limit', () => {
  const told = ticketForModel(
    context(Array.from({ length: 40 }, (_, index) => note(index, '"\u2028" '.repeat(40_000)))),
  )
  expect(JSON.stringify(told).length).toBeLessThanOrEqual(60_000)
  expect(told.notes.length).toBeGreaterThan(0)
  expect(told.notes.length + told.older_notes_not_shown).toBe(40)
})

test('addresses of people stay out', () => {
  expect(JSON.stringify(ticketForModel(context([])))).not.toContain('ann@contoso.example')
})
