import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { type People, people } from '../testing/people.ts'
import { asImage, plainPicture } from '../testing/pictures.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createStrictModel()
let world: TestWorld
let who: People
let image: ReturnType<typeof asImage>
let id: string
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
  image = asImage(await plainPicture({ width: 40, height: 20 }).png().toBuffer())
})
afterAll(() => world?.stop())
beforeEach(async () => {
  id = await begin(world)
})

const begin = async (at: TestWorld) => {
  const intake = { intake_type: 'free_text', intake_content: 'The printer prints nothing' }
  const { body } = await requests(at, who).as('ben')('POST', '/ai-sessions', intake)
  return (body as { id: string }).id
}
const say = (message: object, at = world) =>
  requests(at, who).as('ben')('POST', `/ai-sessions/${id}/messages`, message, { accept: 'application/json' })
const stepsOf = async () =>
  ((await requests(world, who).as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail).steps
type Block = { type: string; text?: string; cache_control?: unknown }
const sent = (at = -1) => (model.bodies.at(at)?.messages ?? []) as { role: string; content: Block[] }[]
const imagesIn = (messages = sent()) =>
  messages.flatMap(({ content }) => content.filter(({ type }) => type === 'image'))
const bare = (messages: unknown) =>
  JSON.stringify(messages, (key, value: unknown) => (key === 'cache_control' ? undefined : value))

const refusal = {
  status: 400,
  message: 'messages.2.content.1.image.source.base64.data: Could not process image',
}

describe('what a model is shown of images', () => {
  test('each stands before the words, in the form and size that the API takes', async () => {
    expect((await say({ content: 'What does it say?', images: [image, image] })).status).toBe(200)
    expect(
      sent()
        .at(-1)
        ?.content.map(({ type }) => type),
    ).toEqual(['tool_result', 'image', 'text'])
    expect(imagesIn()).toMatchObject([{ source: { type: 'base64', media_type: 'image/png' } }])
  })

  test('needs no words', async () => {
    await say({ content: '' })
    expect((await say({ images: [image] })).status).toBe(200)
    expect(sent().at(-1)?.content.at(-1)).toMatchObject({ type: 'image', cache_control: { ttl: '1h' } })
  })

  test('what was sent stays sent, byte for byte', async () => {
    await say({ content: 'Look', images: [image] })
    const before = sent()
    await say({ content: 'And now it hums' })
    expect(bare(sent().slice(0, before.length))).toBe(bare(before))
    expect(imagesIn()).toHaveLength(1)
  })
})

describe('an image that the model refuses', () => {
  test('is a problem with a name; the message stays and goes without it', async () => {
    model.fail(refusal)
    expect(await say({ content: 'Look', images: [image] })).toMatchObject({
      status: 422,
      body: { code: 'image_refused' },
    })
    const [said, reply] = (await stepsOf()).slice(-2)
    expect(said).toMatchObject({ kind: 'message', content: 'Look', images: [{ width: 40 }] })
    expect(reply).toMatchObject({ kind: 'reply', state: 'failed' })
    expect(world.model.state().problem).toBe(null)
    expect((await say({ content: '', without_images: true })).status).toBe(200)
    expect(imagesIn()).toEqual([])
    expect(sent().at(-1)?.content.at(-1)?.text).toContain('Look')
    expect((await stepsOf()).at(-1)).toMatchObject({ state: 'complete' })
  })

  test('in what was sent earlier is left out by itself', async () => {
    await say({ content: 'Look', images: [image] })
    model.fail(refusal)
    expect((await say({ content: 'And now it hums' })).status).toBe(200)
    expect(imagesIn(sent(-2))).toHaveLength(1)
    expect(imagesIn()).toEqual([])
  })
})

test('a conversation with many images begins anew', async () => {
  for (let turn = 0; turn < 5; turn++) {
    const colours = [0, 1, 2].map((n) => `rgb(${turn}, ${n}, 90)`)
    const images = await Promise.all(
      colours.map(async (colour) =>
        asImage(await plainPicture({ width: 9, height: 9 }, colour).png().toBuffer()),
      ),
    )
    expect((await say({ content: `Look ${turn}`, images })).status).toBe(200)
  }
  expect(imagesIn()).toHaveLength(15)
  expect((await say({ content: 'It hums', images: [image] })).status).toBe(200)
  expect(imagesIn()).toHaveLength(1)
})

test('the offline model says that it cannot look at them, and no later model is asked to', async () => {
  const offline = await createTestWorld({ database: world.db, simulator: world.simulator })
  const { body } = await say({ content: 'Look', images: [image] }, offline)
  expect(JSON.stringify(body)).toContain('I cannot look at pictures; yours is kept in the case')
  await say({ content: 'It hums' })
  expect(imagesIn()).toEqual([])
  await offline.stop()
})
