import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type ServedRooms, serveChatRooms } from '../../server/testing/chat-rooms.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { lastLine, testLine } from './channel-words.ts'
import { createChannelsModel } from './channels-model.ts'
import { createNotificationPreferences } from './notification-preferences.ts'

let world: TestWorld
let who: People
let pods: TestPods
let rooms: ServedRooms
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  rooms = await serveChatRooms()
})
afterEach(() => pods.leave())
afterAll(async () => {
  await rooms?.stop()
  await world?.stop()
})

test('an admin adds a room, hears what is wrong with it, mends it and removes it', async () => {
  const url = rooms.slack()
  const gone = rooms.slack('gone')
  const { pod } = await pods.open('ada')
  const model = createChannelsModel(pod)
  await model.load()
  expect(model.channels.value).toEqual([])
  const wrong = model.add({ kind: 'teams', name: 'Desk', url })
  await expect(wrong).rejects.toMatchObject({ code: 'invalid', fields: { url: expect.any(String) } })
  await model.add({ kind: 'slack', name: 'Desk', url: gone })
  const { id } = model.channels.value?.[0] ?? expect.fail('there is one')
  await model.test(id)
  expect(model.tried.value).toEqual({ id, code: 'gone' })
  await model.change(id, { name: 'Second line', url })
  expect(model.channels.value).toEqual([expect.objectContaining({ id, name: 'Second line' })])
  await model.test(id)
  expect(model.tried.value).toEqual({ id, code: null })
  expect(rooms.messages).toHaveLength(1)
  await model.remove(id)
  expect([model.channels.value, model.problem.value]).toEqual([[], null])
})

test('a list that was asked for before a room was added does not take it away', async () => {
  const { pod, hold } = await pods.open('ada')
  const model = createChannelsModel(pod)
  const old = hold(/^GET .*channels/)
  const loading = model.load()
  await old.reached
  await model.add({ kind: 'slack', name: 'Desk', url: rooms.slack() })
  old.release()
  await loading
  expect(model.channels.value).toMatchObject([{ name: 'Desk' }])
  await model.remove(model.channels.value?.[0]?.id ?? '')
})

test('choices are saved as they are made, and the other tab shows them; what failed goes back', async () => {
  const [one, other] = [await pods.open('ben'), await pods.open('ben')]
  const [here, there] = [one, other].map(({ pod }) => createNotificationPreferences(pod))
  if (!here || !there) throw new Error('two tabs')
  const stops = [here.follow(), there.follow()]
  await expect.poll(() => there.now.value?.kinds.escalation.email).toBe(true)
  await here.change({ kinds: { escalation: { email: false } } })
  await expect.poll(() => there.now.value?.kinds.escalation.email).toBe(false)
  await one.to('cut')
  await here.change({ kinds: { escalation: { email: true } } })
  expect([here.now.value?.kinds.escalation.email, here.problem.value === null]).toEqual([false, false])
  for (const stop of stops) stop()
})

const at = '2026-11-30T10:00:00.000Z'
test.each([
  [null, 'Nothing sent yet'],
  [{ state: 'sent', code: null, at }, 'Last message taken'],
  [{ state: 'waiting', code: null, at }, 'A message is on its way'],
  [{ state: 'waiting', code: 'busy', at }, 'Teams asks us to slow down; tried again by itself'],
  [{ state: 'failed', code: 'timed_out', at }, 'Last message not sent: Teams did not answer'],
] as const)('of %j: %s', (last, words) => {
  const room = { id: 'c', kind: 'teams', name: 'Desk', host: 'x', created_at: at, last } as const
  expect(lastLine(room).words).toBe(words)
})

test('of a try by hand', () => {
  expect(testLine('slack', null)).toBe('Slack took it. Look into the room.')
  expect(testLine('teams', 'gone')).toBe('Teams does not know this address any more; enter a new one.')
})
