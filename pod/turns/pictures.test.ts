import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { plainPicture } from '../../server/testing/pictures.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createSessionModel } from '../sessions/session-model.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { unsentPictures } from './pictures.ts'
import { removePicture, takePictures } from './take-pictures.ts'
import { createTurnModel } from './turn-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
let png: File
const leaves: (() => void)[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  const bytes = await plainPicture({ width: 40, height: 20 }).png().toBuffer()
  png = new File([new Uint8Array(bytes)], 'screen.png', { type: 'image/png' })
})
afterEach(() => {
  for (const leave of leaves.splice(0)) leave()
  pods.leave()
})
afterAll(() => world?.stop())

async function openCase() {
  const intake = { intake_type: 'free_text', intake_content: 'VPN drops' } as const
  const { id } = await createSession(who.ctxFor('ben'), intake)
  const { pod, to } = await pods.open('ben')
  const pictures = unsentPictures(pod)(id)
  const session = createSessionModel(pod, id)
  const turn = createTurnModel(session, pod.drafts.of(`session-${id}`), pod, pictures)
  leaves.push(turn.dispose, session.dispose)
  await expect.poll(() => session.detail.value?.exchanges).toBe(1)
  await expect.poll(() => turn.is_running.value).toBe(false)
  const said = () => session.detail.value?.steps.filter(({ images }) => images.length > 0) ?? []
  return { pod, id, to, pictures, turn, said }
}

test('pictures without words go out once when the line is back, and are kept until then', async () => {
  const { to, pictures, turn, said } = await openCase()
  takePictures(pictures, [png])
  await to('cut')
  await turn.sayDraft()
  expect(turn.waiting.value?.until).toBe('connection')
  expect(pictures.list.value).toHaveLength(1)
  await to('good')
  await expect.poll(() => said().length).toBe(1)
  expect(said()[0]).toMatchObject({ content: '', images: [{ width: 40, height: 20 }] })
  await expect.poll(() => pictures.list.value).toEqual([])
})

test('another picture takes back what waits to go out', async () => {
  const { to, pictures, turn } = await openCase()
  takePictures(pictures, [png])
  await to('cut')
  await turn.sayDraft()
  takePictures(pictures, [png])
  expect(turn.waiting.value).toBe(null)
  await to('good')
})

test('one that the server does not take stays, with why', async () => {
  const { pictures, turn, said } = await openCase()
  takePictures(pictures, [new File(['no picture'], 'screen.png', { type: 'image/png' })])
  await turn.sayDraft()
  expect(turn.problem.value).toMatchObject({ origin: 'composer', problem: { code: 'image_not_taken' } })
  expect(pictures.list.value).toHaveLength(1)
  expect(said()).toEqual([])
})

test('what was refused is said until the message went out', async () => {
  const { pictures, turn, said } = await openCase()
  takePictures(pictures, [png, new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' })])
  expect(pictures.refusal.value).toContain('“plan.pdf” is not taken')
  await turn.sayDraft()
  await expect.poll(() => said().length).toBe(1)
  await expect.poll(() => pictures.refusal.value).toBeNull()
})

test('another ticket does not lose them', async () => {
  const { pod, id, pictures } = await openCase()
  takePictures(pictures, [png])
  expect(unsentPictures(pod)(id).list.value).toHaveLength(1)
  expect(unsentPictures(pod)('another case').list.value).toEqual([])
})

test('three at most, no other files, none too large; what is removed makes room', async () => {
  const { pictures } = await openCase()
  takePictures(pictures, [png, png, png, png])
  expect([pictures.list.value.length, pictures.refusal.value]).toEqual([
    3,
    expect.stringContaining('At most 3'),
  ])
  const [first] = pictures.list.value
  if (first) removePicture(pictures, first)
  expect([pictures.list.value.length, pictures.refusal.value]).toEqual([2, null])
  takePictures(pictures, [new File(['%PDF'], 'plan.pdf', { type: 'application/pdf' })])
  expect(pictures.refusal.value).toContain('“plan.pdf” is not taken')
  takePictures(pictures, [new File([new Uint8Array(6 * 1024 * 1024)], 'big.png', { type: 'image/png' })])
  expect(pictures.refusal.value).toContain('“big.png” has 6.0 MB')
  expect(pictures.list.value).toHaveLength(2)
})
