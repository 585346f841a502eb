import { Window } from 'happy-dom'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { inAccount } from '../../server/db/tx.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { bodyOf } from '../line/api.ts'
import { createTestPods, type TestPod, type TestPods } from '../testing/pod.ts'
import { toasts } from '../ui/Toasts.tsx'
import { ownPreferencesOf } from './own-preferences.ts'
import { keepTheme, theme } from './theme.ts'

let world: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  pods = createTestPods(world, who)
  vi.stubGlobal('document', new Window().document)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  theme.value = 'system'
  await inAccount(world.db, who.accounts.acme, (sql) => sql`update users set preferences = '{}'`)
})
afterEach(() => {
  pods.leave()
  vi.stubGlobal('document', new Window().document)
})

const themeOf = ({ pod }: TestPod) => pod.host.recall('theme')
const setBy = ({ pod }: TestPod, next: 'dark' | 'light' | null) =>
  bodyOf(pod.api.client.me.preferences.$patch({ json: { theme: next } }))

test('what a person chose elsewhere is on the screen of a surface that opens', async () => {
  const first = await pods.open('ben')
  await setBy(first, 'light')
  const second = await pods.open('ben', { ticket: '48291' })
  ownPreferencesOf(second.pod)
  await vi.waitUntil(() => themeOf(second) === 'light', { timeout: 5000 })
  expect(document.documentElement.dataset.theme).toBe('light')
})

test('a choice reaches the person’s other open surface, and no colleague’s', async () => {
  const [here, there, cleo] = [await pods.open('ben'), await pods.open('ben'), await pods.open('cleo')]
  for (const { pod } of [there, cleo]) ownPreferencesOf(pod)
  await Promise.all([there.quiet(), cleo.quiet()])
  keepTheme('dark', here.pod.host)
  await ownPreferencesOf(here.pod).save()
  await vi.waitUntil(() => themeOf(there) === 'dark', { timeout: 5000 })
  expect(themeOf(cleo)).toBe('system')
})

test('of two choices in a row the later one stays, also when the answers come late', async () => {
  const ben = await pods.open('ben')
  const own = ownPreferencesOf(ben.pod)
  await ben.quiet()
  const { reached, release } = ben.hold(/^PATCH/)
  keepTheme('dark', ben.pod.host)
  const first = own.save()
  await reached
  keepTheme('light', ben.pod.host)
  const second = own.save()
  release()
  await Promise.all([first, second])
  expect(await bodyOf(ben.pod.api.client.me.preferences.$get())).toEqual({ theme: 'light' })
  expect(theme.value).toBe('light')
})

test('without the server a choice stays on the device, and that is said', async () => {
  const ben = await pods.open('ben')
  const own = ownPreferencesOf(ben.pod)
  await ben.quiet()
  await ben.to('cut')
  keepTheme('dark', ben.pod.host)
  await own.save()
  expect(themeOf(ben)).toBe('dark')
  expect(toasts.value.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^Kept on this device only\. /),
  ])
})
