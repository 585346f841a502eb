import * as v from 'valibot'
import { expect, test } from 'vitest'
import { ticket, ticketNote } from '../../../shared/contracts/tickets.ts'
import { instantOf, mapMember, mapStatus, mapSummary, mapTicket, priorityLevel } from './map.ts'
import { mapNote, mapTimeNote, placementsOf } from './map-note.ts'
import { wireNote, wireTicket } from './wire.ts'

const site = 'https://na.myconnectwise.net'
const nothing = { contact: null, configurations: [] }

test('a record with nothing but its number makes a ticket', () => {
  const mapped = mapTicket({ id: 7 }, site, nothing)
  expect(v.parse(ticket, mapped)).toMatchObject({
    id: '7',
    summary: 'Ticket 7',
    company: null,
    contact: null,
    closed: false,
    emails: { contact: null, cc: [], resources: false },
  })
  expect(mapped.url).toBe(
    'https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=7',
  )
})

test('unknown keys and nulls do no harm', () => {
  const wire = v.parse(wireTicket, {
    id: 7,
    board: null,
    sla: { x: 1 },
    priority: { id: 1, name: 'P', level: 3 },
    _info: null,
  })
  expect(v.parse(ticket, mapTicket(wire, site, nothing)).priority).toEqual({ id: '1', name: 'P', level: 3 })
})

test('who is e-mailed follows the flags of the ticket', () => {
  const wire = {
    id: 7,
    contactEmailAddress: 'ann@contoso.example',
    automaticEmailCc: 'a@x.example; b@x.example,nobody',
    automaticEmailCcFlag: true,
    automaticEmailContactFlag: true,
    automaticEmailResourceFlag: true,
  }
  expect(mapTicket(wire, site, nothing).emails).toEqual({
    contact: 'ann@contoso.example',
    cc: ['a@x.example', 'b@x.example'],
    resources: true,
  })
  expect(
    mapTicket({ ...wire, automaticEmailCcFlag: false, automaticEmailContactFlag: null }, site, nothing)
      .emails,
  ).toMatchObject({ contact: null, cc: [] })
})

test('the contact is greeted by the own first name, else by the first word', () => {
  const contact = {
    firstName: 'Anna Maria',
    lastName: 'Reyes',
    communicationItems: [
      { communicationType: 'Phone', value: '5550100' },
      { communicationType: 'Email', value: 'old@x.example' },
      { communicationType: 'Email', value: 'ann@x.example', defaultFlag: true },
    ],
  }
  expect(
    mapTicket({ id: 7, contact: { id: 3, name: 'Anna Reyes' } }, site, { ...nothing, contact }).contact,
  ).toEqual({ id: '3', name: 'Anna Maria Reyes', first_name: 'Anna Maria', email: 'ann@x.example' })
  expect(
    mapTicket({ id: 7, contactName: 'Ann Reyes', contactEmailAddress: 'ann@x.example' }, site, nothing)
      .contact,
  ).toEqual({ id: '', name: 'Ann Reyes', first_name: 'Ann', email: 'ann@x.example' })
})

test('a contact that is the company is not greeted by its name', () => {
  const wire = { id: 7, company: { id: 2, name: 'Contoso Dental' }, contactName: 'Contoso Dental' }
  expect(mapTicket(wire, site, nothing).contact).toMatchObject({ name: 'Contoso Dental', first_name: '' })
  const contact = { firstName: 'Contoso', lastName: 'Dental' }
  expect(mapTicket(wire, site, { ...nothing, contact }).contact?.first_name).toBe('')
})

test('a time entry stands at the time of the work', () => {
  const times = { timeStart: '2026-05-04T07:30:00Z', _info: { dateEntered: '2026-05-04T17:10:00Z' } }
  expect(mapNote({ id: 1, noteType: 'TimeEntryNote', ...times }).created_at).toBe('2026-05-04T07:30:00.000Z')
  expect(mapNote({ id: 1, noteType: 'TicketNote', ...times }).created_at).toBe('2026-05-04T17:10:00.000Z')
  expect(
    mapTimeNote({ id: 1, timeStart: '2026-05-04T07:30:00Z', dateEntered: '2026-05-04T17:10:00Z' }).created_at,
  ).toBe('2026-05-04T07:30:00.000Z')
})

test.each([
  [{ internal: true }, ['internal'], 'internal'],
  [{ discussion: true }, ['discussion'], 'client_visible'],
  [{ resolution: true }, ['resolution'], 'client_visible'],
  [{ issue: true }, ['issue'], 'client_visible'],
  [{ internal: true, discussion: true }, ['discussion', 'internal'], 'client_visible'],
  [{}, [], 'internal'],
] as const)('%j', (flags, placements, visibility) => {
  expect(placementsOf(flags)).toEqual({ placements, visibility })
})

test('a note loses what is never drawn and half characters, and nothing else', () => {
  const wire = v.parse(wireNote, {
    id: 9,
    text: 'a\u0000b\ud800c \u202e<b>\u200b😀\r\n',
    internalAnalysisFlag: true,
    externalFlag: true,
    member: { id: 1, name: 'Ben Okafor' },
    _info: { dateEntered: '2026-05-04T10:00:00Z' },
  })
  expect(v.parse(ticketNote, mapNote(wire))).toMatchObject({
    text: 'ab\ufffdc <b>😀\n',
    visibility: 'internal',
    author: 'Ben Okafor',
    from_contact: false,
    created_at: '2026-05-04T10:00:00.000Z',
  })
})

test('a contact wrote it only when no member did', () => {
  expect(mapNote({ id: 1, contact: { id: 3, name: 'Ann' } })).toMatchObject({
    author: 'Ann',
    from_contact: true,
  })
  expect(mapNote({ id: 1, contact: { id: 3, name: 'Ann' }, member: { identifier: 'ben' } })).toMatchObject({
    author: 'ben',
    from_contact: false,
  })
  expect(mapNote({ id: 1, createdBy: 'EmailConnector' })).toMatchObject({
    author: 'EmailConnector',
    from_contact: false,
  })
  expect(mapTimeNote({ id: 1 })).toMatchObject({ kind: 'time_entry', author: 'unknown', text: '' })
})

test.each([
  ['2026-05-04T10:00:00Z', '2026-05-04T10:00:00.000Z'],
  ['2026-05-04T10:00:00', '2026-05-04T10:00:00.000Z'],
  ['2026-05-04T10:00:00+02:00', '2026-05-04T08:00:00.000Z'],
  ['2026-05-04', '2026-05-04T00:00:00.000Z'],
  ['soon', null],
  ['', null],
  [null, null],
])('the instant of %j', (given, instant) => {
  expect(instantOf(given)).toBe(instant)
})

test.each([
  ['Critical', 'x', 1],
  ['Low', 'x', 4],
  [2, 'x', 2],
  [null, 'Priority 2 - Quick Response', 2],
  [null, 'P3', 3],
  ['odd', 'Normal', null],
] as const)('priority %j %j is level %j', (level, name, number) => {
  expect(priorityLevel(level, name)).toBe(number)
})

test('members: an address is only what looks like one', () => {
  expect(
    mapMember({
      id: 1,
      identifier: 'ben',
      firstName: 'Ben',
      lastName: 'Okafor',
      defaultEmail: 'Office',
      officeEmail: 'ben@acme.example',
    }),
  ).toEqual({
    id: '1',
    identifier: 'ben',
    name: 'Ben Okafor',
    email: 'ben@acme.example',
    active: true,
    api_only: false,
  })
  expect(
    mapMember({ id: 2, identifier: 'api', licenseClass: 'A', inactiveFlag: true, defaultEmail: 'Office' }),
  ).toMatchObject({ name: 'api', email: null, active: false, api_only: true })
})

test('summaries and statuses without names', () => {
  expect(mapSummary({ id: 3 })).toEqual({
    id: '3',
    summary: '',
    company: null,
    status: null,
    priority: null,
    closed: false,
    board_id: null,
  })
  expect(mapStatus({ id: 3 })).toBe(null)
})
