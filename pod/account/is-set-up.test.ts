import { expect, test } from 'vitest'
import type { Connection, ConnectionSetup } from '../../shared/contracts/connections.ts'
import { isSetUp } from './is-set-up.ts'

const connection = { health: 'ok' } as Connection
const note = { post_id: 'p', ticket_id: '48291', state: 'verified', verified_at: null } as const
const setup: ConnectionSetup = { pod_registered: true, people: 2, people_mapped: 2, note }

test('members and pod may wait, a note that was read back may not', () => {
  expect(isSetUp(connection, { ...setup, pod_registered: false, people_mapped: 0 })).toBe(true)
  expect(isSetUp(connection, { ...setup, note: null })).toBe(false)
  expect(isSetUp({ health: 'on_hold' }, setup)).toBe(false)
})
