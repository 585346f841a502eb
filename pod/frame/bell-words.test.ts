import { expect, test } from 'vitest'
import type { Notification } from '../../shared/contracts/notifications.ts'
import { aboutOf, headingOf, routeOf } from './bell-words.ts'

const told = (more: Partial<Notification>): Notification => ({
  id: '0199a000-0000-7000-8000-000000000001',
  kind: 'escalation',
  session_id: '0199a000-0000-7000-8000-000000000002',
  post_id: null,
  handoff_id: '0199a000-0000-7000-8000-000000000003',
  reminder_id: null,
  here: true,
  ticket_id: '48291',
  client_name: 'Contoso Dental',
  title: 'Mail from outside',
  post_kind: null,
  audience: null,
  by: 'Ben Okafor',
  created_at: '2026-11-30T10:00:00.000Z',
  seen_at: null,
  read_at: null,
  ...more,
})

test.each<[string, Partial<Notification>]>([
  ['Ben Okafor escalated #48291', {}],
  ['Somebody escalated a case', { by: null, ticket_id: null }],
  ['Cleo Marchetti picked up #48291', { kind: 'handoff_claimed', by: 'Cleo Marchetti' }],
  ['Your time entry on #48291 needs you', { kind: 'post_needs_you', post_kind: 'time_entry', by: null }],
  ['Update due: Contoso Dental, mail from outside', { kind: 'reminder', by: null }],
  ['An escalation on another ticket', { here: false }],
  ['A post on another ticket needs you', { here: false, kind: 'post_needs_you' }],
  ['An update on another ticket is due', { here: false, kind: 'reminder' }],
])('%s', (words, more) => expect(headingOf(told(more))).toBe(words))

test.each([
  ['Contoso Dental: Mail from outside', {}],
  ['Mail from outside', { client_name: null }],
  ['', { client_name: null, title: null }],
  ['Opens in a tab, where you sign in yourself', { here: false }],
])('about: %s', (words, more) => expect(aboutOf(told(more))).toBe(words))

test('to its case, or to the posts', () => {
  expect(routeOf(told({}))).toEqual({ screen: 'case', session_id: told({}).session_id })
  expect(routeOf(told({ kind: 'post_needs_you', session_id: null }))).toMatchObject({ screen: 'posts' })
})
