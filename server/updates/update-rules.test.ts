import { describe, expect, test } from 'vitest'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { sessionStatus, stageOf } from '../sessions/session-status.ts'
import { ticketNote } from '../testing/post-rows.ts'
import { visibilityFor } from './placement.ts'
import { staleness } from './stale.ts'
import { templatesOf } from './templates.ts'

describe('where a case stands', () => {
  const flow = {
    nodes: [
      { kind: 'question', key: 'q' },
      { kind: 'conclusion', key: 'c', fix: [{ text: 'Move the mailbox', detail: null, command: null }] },
      { kind: 'end', key: 'e', outcome: 'fixed' },
    ],
  } as never
  const case_ = { status: 'active', confidence_tier: 'exploring', triage_hypothesis: 'MX' } as const
  test.each([
    ['a question', case_, 'q', [], 'investigating'],
    ['a confident hypothesis', { ...case_, confidence_tier: 'confident' }, 'q', [], 'identified'],
    [
      'confident without a hypothesis',
      { ...case_, confidence_tier: 'confident', triage_hypothesis: null },
      'q',
      [],
      'investigating',
    ],
    ['a conclusion', case_, 'c', [], 'identified'],
    ['its fix begun', case_, 'c', ['Move the mailbox'], 'implementing'],
    ['the fix confirmed', case_, 'e', [], 'implementing'],
    ['resolved', { ...case_, status: 'resolved' }, 'c', [], 'resolved'],
    ['escalated', { ...case_, status: 'escalated' }, 'q', [], 'escalated'],
  ] as const)('%s', (_, session, node, done, expected) => {
    expect(sessionStatus({ session, flow, place: { node, trail: [] }, fix: null, done: [...done] })).toBe(
      expected,
    )
  })

  test.each([
    ['proposed', null, 'investigating'],
    ['proposed', '2026-05-04T12:00:00.000Z', 'implementing'],
    ['applied_partial', '2026-05-04T12:00:00.000Z', 'implementing'],
    ['applied_success', '2026-05-04T12:00:00.000Z', 'implementing'],
    ['applied_failed', '2026-05-04T12:00:00.000Z', 'investigating'],
  ] as const)('a fix that is %s, applied at %s', (status, applied_at, expected) => {
    const place = { node: 'q', trail: [] }
    expect(sessionStatus({ session: case_, flow, place, fix: { status, applied_at }, done: [] })).toBe(
      expected,
    )
  })
})

test('in its header a paused case is paused; an update says where it stood', () => {
  const row = {
    status: 'paused',
    confidence_tier: 'confident',
    triage_hypothesis: 'MX',
    flow_place: null,
  } as const
  expect(stageOf({ row, fix: null, tasks: [] }, undefined)).toBe('paused')
  expect(stageOf({ row: { ...row, status: 'active' }, fix: null, tasks: [] }, undefined)).toBe('identified')
  expect(sessionStatus({ session: row, flow: undefined, place: null, fix: null, done: [] })).toBe(
    'identified',
  )
})

describe('who reads a note', () => {
  test('follows the audience, unless it is named; an e-mail is never guessed', () => {
    expect(visibilityFor('ticket_notes', undefined)).toBe('internal')
    expect(visibilityFor('client_update', undefined)).toBe('client_visible')
    expect(visibilityFor('ticket_notes', 'client_visible')).toBe('client_visible')
    expect(visibilityFor('client_update', 'internal')).toBe('internal')
    expect(visibilityFor('email_draft', 'internal')).toBe('internal')
    expect(() => visibilityFor('email_draft', undefined)).toThrow('engineers only')
  })
})

describe('what happened since a draft', () => {
  const draft = { generated_at: '2026-11-20T12:00:00Z', ticket_updated_at: '2026-11-20T11:00:00Z' }
  const still = { facts: 0, tasks: 0, messages: 0 }
  const context = (updated_at: string, notes: TicketContext['notes'] = []) =>
    ({ ticket: { updated_at }, notes }) as unknown as TicketContext

  test.each([
    ['nothing', still, context('2026-11-20T11:00:00Z'), null],
    ['the PSA away', still, null, null],
    [
      'the ticket changed',
      still,
      context('2026-11-20T12:01:00Z'),
      {
        what: 'The ticket was changed at 12:01 UTC.',
        news: [{ kind: 'ticket', at: '2026-11-20T12:01:00Z' }],
      },
    ],
    [
      'our own note',
      still,
      context('2026-11-20T12:01:00Z', [ticketNote({ text: 'x ref FP-7K3F9QXH2M' })]),
      null,
    ],
    [
      'the client replied',
      still,
      context('2026-11-20T12:01:00Z', [ticketNote({ author: 'Ann Reyes', from_contact: true })]),
      {
        what: 'Ann Reyes (client) wrote in the ticket at 12:00 UTC.',
        news: [{ kind: 'note', who: 'Ann Reyes', from_client: true, at: ticketNote({}).created_at }],
      },
    ],
    [
      'the ticket and the case',
      { facts: 2, tasks: 1, messages: 0 },
      context('2026-11-20T12:01:00Z'),
      {
        what: 'The ticket was changed at 12:01 UTC. The case went on: 2 findings, 1 step since this was written.',
        news: [
          { kind: 'ticket', at: '2026-11-20T12:01:00Z' },
          { kind: 'case', facts: 2, tasks: 1, messages: 0 },
        ],
      },
    ],
  ] as const)('%s', (_, moved, seen, expected) => {
    expect(staleness(draft, moved, seen)).toEqual(expected)
  })
})

test('templates fall back field by field', () => {
  const defaults = {
    client_tone: 'professional',
    client_signoff: 'auto',
    include_company_in_signoff: true,
    ticket_notes_format: 'plain',
    default_length: 'detailed',
  }
  expect(templatesOf({})).toEqual(defaults)
  expect(templatesOf(null)).toEqual(defaults)
  expect(templatesOf({ client_tone: 'rude', ticket_notes_format: 'markdown' })).toEqual({
    ...defaults,
    ticket_notes_format: 'markdown',
  })
})
