import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createApp } from '../../server/app.ts'
import { createSession } from '../../server/sessions/create-session.ts'
import { type People, people } from '../../server/testing/people.ts'
import { createTestWorld, type TestWorld } from '../../server/testing/world.ts'
import { createApi } from '../line/api.ts'
import { createLive } from '../line/live.ts'
import { createPresence, type PresenceModel } from './presence-model.ts'

type Name = 'ben' | 'cleo' | 'vera'
let world: TestWorld
let who: People
let session_id: string
let open: { dispose(): void }[] = []
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  const made = await createSession(who.ctxFor('ben'), {
    intake_type: 'free_text',
    intake_content: 'VPN drops',
  })
  session_id = made.id
})
afterAll(() => world?.stop())
afterEach(async () => {
  vi.useRealTimers()
  for (const each of open) each.dispose()
  open = []
  await expect.poll(() => seen('ada')).toEqual([])
  vi.unstubAllGlobals()
})

const seen = (by: Name | 'ada') =>
  world.presence
    .of(who.accounts.acme, session_id, who.of[by].id)
    .map(({ user_id, state }) => `${nameOf(user_id)} ${state}`)
const nameOf = (id: string) => Object.entries(who.of).find(([, person]) => person.id === id)?.[0]
const others = (model: PresenceModel) =>
  model.others.value.map(({ user_id, state }) => `${nameOf(user_id)} ${state}`)

/** One surface of a person on this case, over the real server, in a page that can be hidden. */
function come(name: Name, { isOutside = false } = {}) {
  const app = createApp(world)
  const said: unknown[] = []
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) => {
    if (init?.method === 'PUT') said.push(init.body)
    return app.request(input as string, init)
  })
  const signed_in = signal<'yes' | 'no'>('yes')
  const token = () => who.tokenFor(name)
  const api = createApi({ base_url: 'http://fp', accessToken: token, renew: token })
  const live = createLive(api, null)
  live.start()
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const model = createPresence({ api, live, host: { lastToken: () => null, signed_in } }, session_id, {
    isOutside,
    page: page as unknown as Document,
  })
  open.push(model, { dispose: live.stop })
  const show = (state: DocumentVisibilityState) => {
    page.visibilityState = state
    page.dispatchEvent(new Event('visibilitychange'))
  }
  return { model, show, said, signOut: () => (signed_in.value = 'no') }
}

test('two people see each other, what each does, and that one left', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  const ben = come('ben')
  await expect.poll(() => seen('ada')).toEqual(['ben reading'])
  const cleo = come('cleo')
  await expect.poll(() => others(ben.model)).toEqual(['cleo reading'])
  await expect.poll(() => others(cleo.model)).toEqual(['ben reading'])
  cleo.model.typed()
  await expect.poll(() => others(ben.model)).toEqual(['cleo typing'])
  vi.advanceTimersByTime(4_000)
  await expect.poll(() => others(ben.model)).toEqual(['cleo reading'])
  cleo.model.dispose()
  await expect.poll(() => others(ben.model)).toEqual([])
})

test('a hidden page is nobody; seen again it is somebody', async () => {
  const [ben, cleo] = [come('ben'), come('cleo')]
  await expect.poll(() => others(ben.model)).toEqual(['cleo reading'])
  cleo.show('hidden')
  await expect.poll(() => others(ben.model)).toEqual([])
  cleo.show('visible')
  await expect.poll(() => others(ben.model)).toEqual(['cleo reading'])
})

test('who has not joined sees who is there and is not seen', async () => {
  come('ben')
  await expect.poll(() => seen('ada')).toEqual(['ben reading'])
  const vera = come('vera', { isOutside: true })
  await expect.poll(() => others(vera.model)).toEqual(['ben reading'])
  vera.model.dispose()
  expect(seen('ada')).toEqual(['ben reading'])
})

test('of two tabs of one person the other one stays', async () => {
  const [first, second, cleo] = [come('ben'), come('ben'), come('cleo')]
  await expect.poll(() => others(cleo.model)).toEqual(['ben reading'])
  second.model.typed()
  await expect.poll(() => others(cleo.model)).toEqual(['ben typing'])
  second.model.dispose()
  await expect.poll(() => others(cleo.model)).toEqual(['ben reading'])
  first.model.dispose()
  await expect.poll(() => others(cleo.model)).toEqual([])
})

test('who signed out says nothing with the sign-in that has ended', async () => {
  const ben = come('ben')
  await expect.poll(() => seen('ada')).toEqual(['ben reading'])
  const before = ben.said.length
  ben.signOut()
  ben.model.dispose()
  expect(ben.said.length).toBe(before)
  await world.presence.say({
    account_id: who.accounts.acme,
    session_id,
    ticket_id: null,
    user_id: who.of.ben.id,
    name: who.of.ben.name,
    surface: 'app',
    tab: JSON.parse(String(ben.said.at(-1))).tab,
    family_id: null,
    state: 'gone',
  })
})
