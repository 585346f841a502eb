import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { type People, people, simulatorClientId, simulatorSite } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { fewKeys, otherKeys } from '../../simulator/seed/constants.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { type ConnectModel, createConnectModel } from './connect-model.ts'
import { createNoteModel } from './note-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld({ settings: { CONNECTION_TESTS_PER_MINUTE: '1000' } })
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => {
  world.simulator.clearFaults()
  pods.leave()
})
afterAll(() => world?.stop())

async function opened(name: 'ada' | 'zed' = 'zed') {
  const { pod } = await pods.open(name)
  const model = createConnectModel(pod)
  await model.load()
  return { pod, model }
}
function typeSite({ site }: ConnectModel, company_id: string = otherKeys.companyId) {
  site.set('site_url', `${simulatorSite}/`)
  site.set('company_id', company_id)
}
function typeKeys(
  { keys }: ConnectModel,
  { publicKey, privateKey }: { publicKey: string; privateKey: string },
) {
  keys.set('client_id', simulatorClientId)
  keys.set('public_key', publicKey)
  keys.set('private_key', privateKey)
}
const kept = () => world.db.admin<{ body: string }[]>`select body from drafts where context = 'connection'`

test('a site that does not answer well leaves what was typed, and says why', async () => {
  const { model } = await opened()
  typeSite(model, 'nobody')
  await model.look()
  expect(model.answer.value?.trouble).toBe('company_unknown')
  expect(model.standing.value).toMatchObject({ site: 'open', keys: 'waits' })
  world.simulator.addFault({ kind: 'html' })
  await model.look()
  expect(model.answer.value?.trouble).toBe('web_page')
  expect(model.site.values.value).toMatchObject({ site_url: `${simulatorSite}/`, company_id: 'nobody' })
})

test('who comes back goes on where they stood; keys are kept nowhere until they work', async () => {
  const first = await opened()
  typeSite(first.model)
  await first.model.look()
  typeKeys(first.model, { ...otherKeys, privateKey: 'wrong-private' })
  expect(await first.model.save()).toBe(false)
  expect(first.model.keys.problem.value).toContain('ConnectWise refused these keys.')
  expect(first.model.keys.values.value.private_key).toBe('wrong-private')
  first.pod.drafts.flushAll()
  await vi.waitUntil(async () => (await kept())[0]?.body.includes(simulatorClientId))
  expect((await kept())[0]?.body).not.toContain('private')
  pods.leave()

  const { model } = await opened()
  expect(model.standing.value).toMatchObject({ site: 'done', keys: 'open' })
  expect(model.keys.values.value).toEqual({ client_id: simulatorClientId, public_key: '', private_key: '' })
  typeKeys(model, otherKeys)
  expect(await model.save()).toBe(true)
  expect(model.test.value).toMatchObject({ ok: true })
  expect(model.keys.values.value).toMatchObject({ public_key: '', private_key: '' })
  expect(model.standing.value).toMatchObject({
    site: 'done',
    keys: 'done',
    members: 'open',
    pod: 'open',
    note: 'open',
  })
})

test('new keys that do not work leave the connection as it is, ones that may too little do not pass', async () => {
  const { model } = await opened('ada')
  expect(model.standing.value.keys).toBe('done')
  const before = model.connection.value
  typeKeys(model, { ...fewKeys, privateKey: 'wrong-private' })
  expect(await model.save()).toBe(false)
  expect(model.connection.value).toEqual(before)
  typeKeys(model, fewKeys)
  expect(await model.save()).toBe(true)
  expect(model.test.value).toMatchObject({ ok: false, trouble: 'right_missing' })
  expect(model.standing.value).toMatchObject({ keys: 'open', note: 'waits' })
  typeKeys(model, { publicKey: 'demo-public', privateKey: 'demo-private' })
  expect(await model.save()).toBe(true)
  expect(model.standing.value.keys).toBe('done')
})

test('what was typed over a connection is let go again', async () => {
  const { model } = await opened('ada')
  model.site.set('company_id', 'nobody')
  await model.look()
  expect(model.answer.value?.trouble).toBe('company_unknown')
  model.site.set('company_id', 'somebody')
  expect(model.answer.value).toBe(null)
  expect(model.standing.value).toMatchObject({ site: 'open', keys: 'waits' })
  model.undo()
  expect(model.site.values.value).toMatchObject({ site_url: simulatorSite, company_id: 'acme' })
  expect(model.standing.value).toMatchObject({ site: 'done', keys: 'done' })
})

test('a note counts when it was read back, and one of an earlier visit is found again', async () => {
  const { pod, model } = await opened('ada')
  const note = createNoteModel(pod, () => void model.readSetup())
  const stop = note.follow()
  await note.send('48271')
  expect(note.problem.value?.code).toBe('write_not_possible')
  expect(model.standing.value.note).toBe('open')
  await note.send('48291')
  await vi.waitUntil(() => note.post.value?.state === 'verified')
  await vi.waitUntil(() => model.standing.value.note === 'done')
  stop()
  const later = createNoteModel(pod, () => {})
  await later.read(model.setup.value?.note?.post_id ?? '')
  expect(later.post.value).toMatchObject({ state: 'verified', ticket_id: '48291' })
})

test('a click whose answer is lost is the same note when it is sent again', async () => {
  const { pod, to } = await pods.open('ada')
  const note = createNoteModel(pod, () => {})
  const posted = () =>
    world.simulator.state.tenants.acme?.notes.filter(
      ({ ticketId, text }) => ticketId === 48288 && text.includes('ref FP-'),
    ).length
  await to('mute')
  await note.send('48288')
  expect(note.problem.value).not.toBe(null)
  await to('good')
  await note.send('48288')
  await vi.waitUntil(async () => {
    await note.read(note.post.value?.id ?? '')
    return note.post.value?.state === 'verified'
  })
  expect(posted()).toBe(1)
})
