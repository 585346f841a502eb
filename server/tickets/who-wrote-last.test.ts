import { expect, test } from 'vitest'
import type { TicketNote } from '../../shared/contracts/tickets.ts'
import { lastWords } from './who-wrote-last.ts'

const note = (at: string | null, more: Partial<TicketNote> = {}): TicketNote => ({
  id: `${at}`,
  kind: 'note',
  text: 'Words',
  visibility: 'client_visible',
  placements: ['discussion'],
  author: 'Ben Okafor',
  from_contact: false,
  created_at: at && `2026-11-30T${at}:00.000Z`,
  ...more,
})
const client = { from_contact: true, author: 'Lila Tran' }

test('the newest of the client and the newest of ours that the client reads, in whatever order notes come', () => {
  const notes = [
    note('11:00', { visibility: 'internal' }),
    note('09:00', client),
    note('08:00'),
    note('10:00', { ...client, author: 'Sam Ortiz' }),
    note('12:00', { kind: 'time_entry' }),
    note('13:00', { ...client, of_other_ticket: true }),
    note(null, client),
  ]
  expect(lastWords({ notes })).toEqual({
    client_wrote_at: '2026-11-30T10:00:00.000Z',
    client_author: 'Sam Ortiz',
    we_wrote_at: '2026-11-30T08:00:00.000Z',
  })
})

test('a ticket without notes, or without times, says nothing', () => {
  const nothing = { client_wrote_at: null, client_author: null, we_wrote_at: null }
  expect(lastWords({ notes: [] })).toEqual(nothing)
  expect(lastWords({ notes: [note(null, client)] })).toEqual(nothing)
})
