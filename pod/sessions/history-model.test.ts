import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../server/sessions/create-session.ts'
import { readSaidWords } from '../../server/sessions/search/read-said.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createTestPods, type TestPods } from '../testing/pod.ts'
import { createCaseHistory } from './history-model.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  for (let at = 0; at < 30; at++)
    await begin(at % 3 === 0 ? 'cleo' : 'ben', `Printer ${at} prints blank pages`)
  await begin('ben', 'Phone registers twice')
})
afterAll(() => world?.stop())
afterEach(() => pods.leave())

const begin = (name: 'ben' | 'cleo', intake_content: string) =>
  createSession(who.ctxFor(name), { intake_type: 'free_text', intake_content })

async function historyOf(name: 'ben' | 'zed') {
  const { pod, to } = await pods.open(name)
  const history = createCaseHistory(pod)
  return { history, to, titles: () => history.cases.value?.map(({ title }) => title) ?? [] }
}

test('cases come newest first, a page at a time, each once', async () => {
  const { history, titles } = await historyOf('ben')
  history.ask({})
  await expect.poll(() => titles().length).toBe(25)
  expect(titles()[0]).toContain('Phone registers twice')
  expect(history.hasMore.value).toBe(true)
  await history.showMore()
  expect(new Set(titles()).size).toBe(31)
  expect(history.hasMore.value).toBe(false)
})

test('words, state and whose narrow it; the answer to what is no longer asked is not shown', async () => {
  const { history, titles } = await historyOf('ben')
  history.ask({})
  history.ask({ q: 'print' })
  history.ask({ q: 'phone' })
  await expect.poll(() => titles()).toHaveLength(1)
  history.ask({ mine: 'true', q: 'blank' })
  await expect.poll(() => titles().length).toBe(20)
  history.ask({ status: 'resolved' })
  await expect.poll(() => history.busy.value === null && titles().length).toBe(0)
})

test('days narrow it: today has them all, the days before and after none', async () => {
  const { history, titles } = await historyOf('ben')
  const day = (later: number) => {
    const at = new Date(Date.now() + later * 86_400_000)
    const two = (part: number) => String(part).padStart(2, '0')
    return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  }
  history.ask({ q: 'phone', from: day(-1), to: day(1) })
  await expect.poll(() => titles()).toHaveLength(1)
  for (const range of [{ from: day(2) }, { to: day(-2) }]) {
    history.ask({ q: 'phone', ...range })
    await expect.poll(() => history.busy.value === null && titles().length).toBe(0)
  }
})

test('another account has no case of this one', async () => {
  const { history, titles } = await historyOf('zed')
  history.ask({ q: 'print' })
  await expect.poll(() => history.cases.value).not.toBeNull()
  expect(titles()).toEqual([])
})

test('a failure is said and leaves what stands; another try goes on', async () => {
  const { history, to, titles } = await historyOf('ben')
  history.ask({})
  await expect.poll(() => titles().length).toBe(25)
  await to('cut')
  await history.showMore()
  expect(history.problem.value).not.toBeNull()
  expect(titles()).toHaveLength(25)
  await to('good')
  await history.again()
  expect(history.problem.value).toBeNull()
})

test('a new case of a colleague appears above, and older pages that were read stay', async () => {
  const { history, titles } = await historyOf('ben')
  const stop = history.watch()
  history.ask({})
  await expect.poll(() => titles().length).toBe(25)
  await history.showMore()
  const before = titles()
  await begin('cleo', 'Scanner lost its folder')
  await expect.poll(() => titles()[0]).toContain('Scanner lost its folder')
  expect(titles().slice(1)).toEqual(before)
  stop()
})

test('it tells when no case has all of the words, until one has', async () => {
  const { history, titles } = await historyOf('ben')
  await readSaidWords(world)
  history.ask({ q: 'phone registers never' })
  await expect.poll(titles).toEqual(['Phone registers twice'])
  expect(history.hasMostWords.value).toBe(true)
  history.ask({ q: 'phone registers' })
  await expect.poll(() => history.busy.value).toBeNull()
  expect([history.hasMostWords.value, titles()]).toEqual([false, ['Phone registers twice']])
})
