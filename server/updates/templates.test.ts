import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

const path = '/accounts/me/communication-templates'
const usual = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: true,
  ticket_notes_format: 'plain',
  default_length: 'detailed',
}

test('admins set how updates are worded, merged; everybody reads it, another account has its own', async () => {
  expect((await api.as('vera')('GET', path)).body).toEqual(usual)
  await Promise.all([
    api.as('ada')('PATCH', path, { client_tone: 'friendly' }),
    api.as('ada')('PATCH', path, { client_signoff: 'Your service desk', include_company_in_signoff: false }),
  ])
  expect((await api.as('ben')('GET', path)).body).toEqual({
    ...usual,
    client_tone: 'friendly',
    client_signoff: 'Your service desk',
    include_company_in_signoff: false,
  })
  expect((await api.as('zed')('GET', path)).body).toEqual(usual)
  const back = { client_tone: null, client_signoff: null, include_company_in_signoff: null }
  expect((await api.as('ada')('PATCH', path, back)).body).toEqual(usual)
  const [line] = await world.db.admin`
    select detail from audit_log where action = 'account.templates_changed' order by at desc, id desc limit 1`
  expect(line).toEqual({ detail: { changed: Object.keys(back) } })
})

test('refused of others, and of what is no such value', async () => {
  expect((await api.as('ben')('PATCH', path, { client_tone: 'formal' })).status).toBe(403)
  for (const wrong of [
    { client_tone: 'rude' },
    { client_signoff: 'x'.repeat(501) },
    { default_length: 'long' },
    { other: 1 },
  ])
    expect((await api.as('ada')('PATCH', path, wrong)).status).toBe(400)
})

test('the length that stands preselected comes with a case', async () => {
  const made = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'No sound',
  })
  const { id } = made.body as { id: string }
  const usualLength = async () =>
    ((await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail).default_length
  expect(await usualLength()).toBe('detailed')
  await api.as('ada')('PATCH', path, { default_length: 'quick' })
  expect(await usualLength()).toBe('quick')
  await api.as('ada')('PATCH', path, { default_length: null })
  expect(await usualLength()).toBe('detailed')
})

test('an update is signed so, with the model away', async () => {
  await api.as('ada')('PATCH', path, { client_signoff: 'Your service desk' })
  const made = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  const { id } = made.body as { id: string }
  for (const content of ['', 'It began yesterday.', 'It affects only Lila.'])
    await api.as('ben')('POST', `/ai-sessions/${id}/messages`, { content }, { accept: 'application/json' })
  const order = { audience: 'client_update', length: 'detailed' }
  const written = await api.as('ben')('POST', `/ai-sessions/${id}/status-update`, order)
  expect((written.body as { content: string }).content).toMatch(/\n\nYour service desk$/)
})
