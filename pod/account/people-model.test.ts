import { Hono } from 'hono'
import { afterEach, expect, test, vi } from 'vitest'
import type { Person } from '../../shared/contracts/people.ts'
import { createApi } from '../line/api.ts'
import { createPeopleModel } from './people-model.ts'

const until = '2026-11-06T10:00:00.000Z'
const ben: Person = {
  id: '0190a000-0000-7000-8000-000000000001',
  name: 'Ben Okafor',
  email: 'ben@acme.example',
  role: 'engineer',
  active: true,
  invited: false,
  link_expires_at: null,
  has_password: true,
  second_factor: true,
  psa_member: 'ben',
  sign_ins: 1,
  last_seen_at: null,
  revision: 1,
  may: ['reset'],
}
const dora: Person = {
  ...ben,
  id: '0190a000-0000-7000-8000-000000000002',
  name: 'Dora Sand',
  email: 'dora@acme.example',
  invited: true,
  link_expires_at: until,
}
const link = { delivery: 'shown', link: 'http://fp/app/password#x', expires_at: until, mail_failed: false }

afterEach(() => vi.unstubAllGlobals())

/** A server whose lists are answered when the test says so. */
function withPeople() {
  const lists: ((items: Person[]) => void)[] = []
  const rules = { second_factor_required: true, sso_only: false }
  const server = new Hono()
    .get('/api/v1/accounts/me/people', async (c) => {
      const items = await new Promise<Person[]>((resolve) => lists.push(resolve))
      return c.json({ items, next_cursor: null })
    })
    .post('/api/v1/accounts/me/people', (c) => c.json({ person: dora, link }, 201))
    .post('/api/v1/accounts/me/people/:id/reset', (c) => c.json(link))
    .get('/api/v1/accounts/me/sign-in', (c) => c.json(rules))
  vi.stubGlobal('fetch', async (input: RequestInfo | URL, init?: RequestInit) =>
    server.request(input as string, init),
  )
  const host = { base_url: 'http://fp', accessToken: async () => 'token', renew: async () => 'token' }
  const live = { on: () => () => {} } as never
  const model = createPeopleModel({ api: createApi(host), live })
  const asked = (count: number) => vi.waitFor(() => expect(lists).toHaveLength(count))
  return { model, lists, asked }
}
const invitation = { name: 'Dora Sand', email: 'dora@acme.example', role: 'engineer' } as const

test('a list from before the invitation does not take away the link that is shown once', async () => {
  const { model, lists, asked } = withPeople()
  const loaded = model.load()
  await asked(1)
  await model.invite(invitation)
  lists[0]?.([ben])
  await loaded
  expect(model.made.value).toMatchObject({ person_id: dora.id, link: { link: link.link } })
})

test('nor does one from before a reset, in which the person has no link yet', async () => {
  const { model, lists, asked } = withPeople()
  const loaded = model.load()
  await asked(1)
  await model.reset(ben)
  lists[0]?.([ben])
  await loaded
  expect(model.made.value?.person_id).toBe(ben.id)
})

test('once the link was used there is nothing left to pass on', async () => {
  const { model, lists, asked } = withPeople()
  await model.invite(invitation)
  const loaded = model.load()
  await asked(1)
  lists[0]?.([ben, { ...dora, link_expires_at: null }])
  await loaded
  expect(model.made.value).toBeNull()
})

test('the rules of a second factor are those of the account now', async () => {
  const { model } = withPeople()
  expect(await model.factorRules()).toMatchObject({ second_factor_required: true })
})
