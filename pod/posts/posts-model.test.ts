import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type Outbox, outbox, ownWords } from '../../server/testing/outbox.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createPostsModel, type PostsModel } from './posts-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
let box: Outbox
let opened: PostsModel | undefined
beforeAll(async () => {
  world = await createTestWorld({ settings: { POST_UNDO_SECONDS: '60', POST_AUDIT_SECONDS: '9000' } })
  who = await people(world)
  pods = createTestPods(world, who)
  box = outbox(world, who, world.simulator)
})
afterEach(() => {
  opened?.dispose()
  pods.leave()
})
afterAll(() => world?.stop())

async function openPosts(name: 'ben' | 'cleo' = 'ben') {
  const { session_id, source } = await box.makeUpdate(ownWords())
  const line = await pods.open(name)
  const model = createPostsModel(line.pod, session_id)
  opened = model
  await expect.poll(() => line.asked.length).toBe(1)
  const click = (as: 'ben' | 'cleo', more: Parameters<Outbox['click']>[0] = {}) =>
    box.click({ session_id, source, ...more }, as)
  const states = () => model.posts.value.map(({ state }) => state)
  return { model, states, click, ...line }
}

test('a colleague’s post is there by its event, and once', async () => {
  const { model, states, click } = await openPosts('cleo')
  const { id } = await click('ben')
  await expect.poll(states).toEqual(['verified'])
  expect(model.of(id)?.user_id).toBe(who.of.ben.id)
  expect(model.unsettled.value).toEqual([])
})

test('what an act answered stays, whatever a list from before it says', async () => {
  const { model, states, click, hold } = await openPosts()
  await click('ben', { placement: 'discussion' })
  await expect.poll(states).toEqual(['ready'])
  const late = hold(/^GET \/posts\?/)
  const refreshed = model.refresh()
  await late.reached
  const [post] = model.posts.value
  if (!post) throw new Error('no post')
  await model.cancel(post)
  expect(states()).toEqual(['cancelled'])
  late.release()
  await refreshed
  expect(states()).toEqual(['cancelled'])
})

test('an act that is refused is told beside its post, which is read again', async () => {
  const { model, states, click, to } = await openPosts()
  await click('ben', { placement: 'discussion' })
  await expect.poll(states).toEqual(['ready'])
  const [post] = model.posts.value
  if (!post) throw new Error('no post')
  await to('mute')
  await model.cancel(post)
  expect(model.problems.value[post.id]?.code).toBe('unreachable')
  await to('good')
  await expect.poll(states).toEqual(['cancelled'])
})
