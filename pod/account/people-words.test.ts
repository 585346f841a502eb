import { expect, test } from 'vitest'
import type { Person } from '../../shared/contracts/people.ts'
import { factorWords, linkWords, stateWords } from './people-words.ts'

const ben: Person = {
  id: '0190a000-0000-7000-8000-000000000001',
  name: 'Ben Okafor',
  email: 'ben@acme.example',
  role: 'engineer',
  active: true,
  invited: false,
  link_expires_at: null,
  has_password: true,
  second_factor: false,
  psa_member: 'ben',
  sign_ins: 1,
  last_seen_at: '2026-11-03T10:00:00.000Z',
  revision: 1,
  may: [],
}
const until = '2026-11-06T10:00:00.000Z'
const nobodyYet = { has_password: false, last_seen_at: null }

test.each<[Partial<Person>, string]>([
  [{}, 'last here'],
  [{ active: false, invited: true }, 'switched off'],
  [{ ...nobodyYet, invited: true, link_expires_at: until }, 'invited, link works until'],
  [{ ...nobodyYet, invited: true }, 'invited, the link ran out'],
  [{ link_expires_at: until }, 'reset sent, works until'],
  [nobodyYet, 'through ConnectWise'],
  [{ last_seen_at: null }, 'never signed in here'],
])('%j is %s', (more, words) => {
  expect(stateWords({ ...ben, ...more }).text).toBe(words)
})

test('whoever has to pass a link on is told so, and why', () => {
  const shown = { delivery: 'shown', link: 'https://fp.example/app/password#x', expires_at: until } as const
  expect(linkWords({ delivery: 'mailed', expires_at: until }, 'Ben')).toBe('The link went to Ben.')
  expect(linkWords({ ...shown, mail_failed: false }, 'Ben')).toMatch(/^Give Ben this link/)
  expect(linkWords({ ...shown, mail_failed: true }, 'Ben')).toMatch(/^The mail could not be sent/)
})

test('what the loss of a second factor means is what the account’s rules make of it', () => {
  const alone = /password alone lets them in/
  expect(factorWords({ second_factor_required: false, sso_only: false })).toMatch(alone)
  for (const rules of [
    { second_factor_required: true, sso_only: false },
    { second_factor_required: false, sso_only: true },
    null,
  ])
    expect(factorWords(rules)).not.toMatch(alone)
})
