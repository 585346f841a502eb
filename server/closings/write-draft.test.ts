import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { endingCase } from '../testing/ending-case.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
const strict = createStrictModel()
beforeAll(async () => {
  world = await createTestWorld({ model: strict.fetch })
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  id = await endingCase(world, who, api).anew()
})

const does = (path: string, body: object = {}, name: PersonName = 'ben') =>
  api.as(name)('POST', `/ai-sessions/${id}${path}`, body)
const detail = async () => (await api.as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail
/** A step that was done, and a cause that Ben picked. */
async function work(): Promise<void> {
  await does('/causes', { text: 'The mesh drops packets' })
  await does('/tasks', { text: 'Move the laptop' })
  const { tasks, causes } = await detail()
  const [cause, task] = [causes.at(0), tasks.find(({ text }) => text === 'Move the laptop')]
  await api.as('ben')('PATCH', `/ai-sessions/${id}/causes/${cause?.id}`, { state: 'picked' })
  await api.as('ben')('PATCH', `/ai-sessions/${id}/tasks/${task?.id}`, {
    revision: task?.revision,
    state: 'done',
    result: 'steady by the router',
  })
}
type Frame = { event: string; data: { draft?: ClosingDraft; field?: string; text?: string } }
async function streamed(): Promise<Frame[]> {
  const response = await api.app.request(`/api/v1/ai-sessions/${id}/handoff-draft`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await who.tokenFor('ben')}`,
      'content-type': 'application/json',
      accept: 'text/event-stream',
    },
  })
  const reader = readFrames(response)
  const frames: Frame[] = []
  for (let frame = await reader.next(); frame; frame = await reader.next()) frames.push(frame)
  return frames
}

test('it grows field by field: what the case says at once, then the words of the model, then all of it', async () => {
  await work()
  const frames = await streamed()
  const [first] = frames
  const done = frames.at(-1)
  expect(first).toMatchObject({ event: 'basic', data: { draft: { root_cause: 'The mesh drops packets' } } })
  expect(done?.event).toBe('done')
  const told = { root_cause: '', resolution: '', steps_taken: '', recommendations: '' }
  for (const { event, data } of frames)
    if (event === 'delta') told[data.field as keyof ClosingDraft] += data.text
  expect(done?.data.draft).toEqual(told)
  expect(told.steps_taken).toContain('Move the laptop: steady by the router')
})

test('whole where that is asked for', async () => {
  await work()
  expect(await does('/handoff-draft')).toMatchObject({
    status: 200,
    body: { root_cause: 'The mesh drops packets', recommendations: '' },
  })
})

test('secrets are taken out of what the model reads and of what the case fills in', async () => {
  const secret = 'Winter2026!Rain'
  await does('/causes', { text: `The admin password is ${secret}` })
  const { causes } = await detail()
  await api.as('ben')('PATCH', `/ai-sessions/${id}/causes/${causes.at(0)?.id}`, { state: 'picked' })
  expect(JSON.stringify(await streamed())).not.toContain(secret)
  expect(JSON.stringify(strict.bodies)).not.toContain(secret)
})

test.each([
  ['cleo', 403, 'not_your_case'],
  ['vera', 403, 'not_allowed'],
  ['zed', 404, 'not_found'],
] as const)('%s is written none', async (name, status, code) => {
  expect(await does('/handoff-draft', {}, name)).toMatchObject({ status, body: { code } })
})
