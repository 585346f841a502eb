import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Me } from '../../shared/contracts/accounts.ts'
import { createRouter } from '../router.ts'
import { forgetful } from '../ui/remember.ts'
import { pathOnward, placeOf, rememberCase } from './last-case.ts'

const router = createRouter([
  { name: 'new', path: '/app', title: 'New Case', on: ['page'] },
  { name: 'case', path: '/app/cases/:session_id', title: 'Case', on: ['page'] },
])
const ben = { user: { id: 'ben' } } as Me
const caseId = '0199f0aa-0000-7000-8000-000000000001'
const seen = (me: Me | null, ticket: string | null) =>
  pathOnward({ router, me: signal(me), host: { ...forgetful, ticket: signal(ticket) } })

test('a tab goes on with the person’s case, else with the ticket, else at the start', () => {
  rememberCase(placeOf(ben, '48291'), caseId, forgetful)
  expect(seen(ben, '48291')).toBe(`/app/cases/${caseId}`)
  expect(seen(ben, '48288')).toBe('/app?ticket=48288')
  // before the sign-in nobody knows whose case it would be: the page finds it by the ticket
  expect(seen(null, '48291')).toBe('/app?ticket=48291')
  expect(seen(null, null)).toBe('/app')
})
