import { randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { pruneAccount } from '../db/prune.ts'
import { inAccount } from '../db/tx.ts'
import { type People, people } from '../testing/people.ts'
import { asImage, plainPicture } from '../testing/pictures.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let picture: Buffer
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  picture = await plainPicture({ width: 40, height: 20 }).png().toBuffer()
})
afterAll(() => world?.stop())

const begin = async () => {
  const { body } = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'free_text',
    intake_content: 'The printer prints nothing',
  })
  return (body as { id: string }).id
}
const whole = { accept: 'application/json' }
const say = (id: string, message: object, by: 'ben' | 'vera' | 'zed' = 'ben') =>
  api.as(by)('POST', `/ai-sessions/${id}/messages`, message, whole)
const messagesOf = async (id: string, by: 'ben' | 'vera' = 'vera') =>
  ((await api.as(by)('GET', `/ai-sessions/${id}`)).body as SessionDetail).steps.filter(
    ({ kind }) => kind === 'message',
  )
const kept = () =>
  inAccount(world.db, who.accounts.acme, (sql) => sql<{ id: string }[]>`select id from images`)

describe('images of a message', () => {
  test('are in the log for every reader, as they were made anew, and for nobody else', async () => {
    const id = await begin()
    expect((await say(id, { content: 'It says this', images: [asImage(picture)] })).status).toBe(200)
    const said = (await messagesOf(id)).at(-1)
    expect(said).toMatchObject({ content: 'It says this', images: [{ width: 40, height: 20 }] })
    const path = `/ai-sessions/${id}/images/${said?.images[0]?.id}`
    const token = await who.tokenFor('vera')
    const response = await api.app.request(`/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'cache-control': 'private, max-age=3600',
      'x-content-type-options': 'nosniff',
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 40, height: 20 })
    expect((await api.as('zed')('GET', path)).status).toBe(404)
    expect((await api.signedOut('GET', path)).status).toBe(401)
    const other = await begin()
    expect((await api.as('ben')('GET', path.replace(id, other))).status).toBe(404)
  })

  test('need no words', async () => {
    const id = await begin()
    expect((await say(id, { images: [asImage(picture)] })).status).toBe(200)
    expect((await messagesOf(id)).at(-1)).toMatchObject({ content: '', images: [{ width: 40 }] })
  })

  test('the same key again is the same message', async () => {
    const id = await begin()
    const message = { content: 'Look', images: [asImage(picture)], intent_key: randomUUID() }
    await say(id, message)
    await say(id, message)
    expect((await messagesOf(id)).filter(({ content }) => content === 'Look')).toHaveLength(1)
  })

  test('the same bytes are kept once, in the order they were sent', async () => {
    const before = (await kept()).length
    const id = await begin()
    const red = await plainPicture({ width: 30, height: 30 }, '#cc0000').png().toBuffer()
    await say(id, { content: 'one', images: [asImage(red), asImage(picture)] })
    await say(id, { content: 'two', images: [asImage(picture), asImage(red)] })
    const [one, two] = (await messagesOf(id)).slice(-2).map(({ images }) => images.map((each) => each.id))
    expect(one).toHaveLength(2)
    expect(two).toEqual(one?.toReversed())
    expect((await kept()).length).toBe(before + 1)
  })

  test('what cannot be taken keeps nothing and says nothing', async () => {
    const id = await begin()
    const before = (await messagesOf(id)).length
    const svg = asImage(Buffer.from('<svg/>'))
    expect(await say(id, { content: 'x', images: [svg] })).toMatchObject({
      status: 415,
      body: { code: 'image_not_taken' },
    })
    const four = Array.from({ length: 4 }, () => asImage(picture))
    expect((await say(id, { content: 'x', images: four })).status).toBe(400)
    const huge = asImage(Buffer.alloc(5 * 1024 * 1024 + 1))
    expect(await say(id, { content: 'x', images: [huge] })).toMatchObject({
      status: 413,
      body: { code: 'image_too_large' },
    })
    expect((await say(id, { content: 'x'.repeat(100), images: [huge, huge, huge, huge] })).status).toBe(413)
    expect(await messagesOf(id)).toHaveLength(before)
  })

  test('are not decoded for whoever may not write into the case', async () => {
    const id = await begin()
    const broken = { content: 'x', images: [asImage(Buffer.from('no picture'))] }
    expect((await say(id, broken, 'vera')).status).toBe(403)
    expect((await say(id, broken, 'zed')).status).toBe(404)
  })

  test('other bodies stay small', async () => {
    const body = { intake_type: 'free_text', intake_content: 'x'.repeat(300_000) }
    expect((await api.as('ben')('POST', '/ai-sessions', body)).status).toBe(413)
  })
})

test('as many messages with images in an hour as turns', async () => {
  const few = await createTestWorld({
    database: world.db,
    simulator: world.simulator,
    settings: { TURNS_PER_HOUR: '1' },
  })
  const cleo = requests(few, who).as('cleo')
  const { body } = await cleo('POST', '/ai-sessions', { intake_type: 'free_text', intake_content: 'It hums' })
  const send = () =>
    cleo(
      'POST',
      `/ai-sessions/${(body as { id: string }).id}/messages`,
      { images: [asImage(picture)] },
      whole,
    )
  expect((await send()).status).toBe(200)
  expect(await send()).toMatchObject({ status: 429, body: { code: 'too_often' } })
  await few.stop()
})

test('an image that no message holds goes a day later, and no other', async () => {
  const id = await begin()
  const lost = await plainPicture({ width: 10, height: 10 }, '#00cc00').png().toBuffer()
  world.drain()
  expect((await say(id, { content: 'x', images: [asImage(lost)] })).status).toBe(503)
  const held = await kept()
  await inAccount(world.db, who.accounts.acme, async (sql) => {
    await pruneAccount(sql)
    expect(await sql`select id from images`).toHaveLength(held.length)
    await sql`update images set sent_at = now() - interval '25 hours'`
    await pruneAccount(sql)
  })
  expect(await kept()).toHaveLength(held.length - 1)
})
