import { describe, expect, test } from 'vitest'
import type { Connection, ConnectionSetup } from '../../shared/contracts/connections.ts'
import { type Known, nextStep, standingOf } from './setup-steps.ts'

const connection = { health: 'ok' } as Connection
const note = { post_id: 'p', ticket_id: '48291', state: 'verified', verified_at: null } as const
const setup: ConnectionSetup = { pod_registered: true, people: 2, people_mapped: 2, note }
const all: Known = { connection, setup, test: null, site_known: true, site_kept: true }
const standing = (more: Partial<Known>) => Object.values(standingOf({ ...all, ...more })).join(' ')

describe('where each step stands', () => {
  const nothing = { connection: null, setup: null, site_known: false, site_kept: false }
  test.each<[string, Partial<Known>, string]>([
    ['nothing is there', nothing, 'open waits waits waits waits'],
    ['a site answered', { ...nothing, site_known: true }, 'done open waits waits waits'],
    [
      'the keys work',
      { setup: { ...setup, pod_registered: false, people_mapped: 1, note: null } },
      'done done open open open',
    ],
    ['all is there', {}, 'done done done done done'],
    [
      'a note is on its way',
      { setup: { ...setup, note: { ...note, state: 'posted' } } },
      'done done done done open',
    ],
    [
      'the keys were refused',
      { connection: { ...connection, health: 'on_hold' } },
      'done open waits waits waits',
    ],
    ['another site is typed', { site_known: false, site_kept: false }, 'open waits waits waits waits'],
    ['another site answered', { site_kept: false }, 'done open waits waits waits'],
  ])('%s', (_, more, wanted) => {
    expect(standing(more)).toBe(wanted)
  })

  test('keys that may not read tickets keep the steps after them waiting', () => {
    const failed = {
      ok: false,
      version: null,
      member: null,
      rights: [],
      trouble: 'right_missing',
      problem: '',
      members_mapped: null,
    } as const
    expect(standing({ test: { ...failed, rights: [] } })).toBe('done open waits waits waits')
  })
})

test('the next step is the first that is open and was not put off', () => {
  const half = standingOf({
    ...all,
    setup: { ...setup, pod_registered: false, people_mapped: 1, note: null },
  })
  expect(nextStep(half, [])).toBe('members')
  expect(nextStep(half, ['members'])).toBe('pod')
  expect(nextStep(half, ['members', 'pod'])).toBe('note')
  expect(nextStep(standingOf(all), [])).toBe(null)
})
