import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fork } from '../../shared/contracts/forks.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { inAccount } from '../db/tx.ts'
import { noTurn } from '../model/protocol.ts'
import { type People, people } from '../testing/people.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { ask } from './ask.ts'
import { changeCause } from './change-cause.ts'
import { chooseFork } from './choose-fork.ts'
import { createSession } from './create-session.ts'
import { pause } from './pause.ts'
import { readCaseFlow } from './read-case-flow.ts'
import { sessionDetail } from './session-detail.ts'
import { takeBackFork } from './take-back-fork.ts'

const model = createScriptedModel()
const worlds: TestWorld[] = []
let led: { world: TestWorld; who: People }
let told: { world: TestWorld; who: People }
beforeAll(async () => {
  const open = async (world: TestWorld) => {
    worlds.push(world)
    return { world, who: await people(world) }
  }
  ;[led, told] = await Promise.all([
    createTestWorld().then(open),
    createTestWorld({ model: model.fetch }).then(open),
  ])
})
afterAll(() => Promise.all(worlds.map((world) => world.stop())))

type Cast = { who: People }
async function say({ who }: Cast, id: string, content: string, answers?: string): Promise<SessionDetail> {
  const follow = await ask(who.ctxFor('ben'), id, { content, ...(answers ? { answers } : {}) })
  await new Promise<void>((resolve) => {
    follow((event) => {
      if (event.kind === 'done' || event.kind === 'error') resolve()
    })
  })
  return sessionDetail(who.ctxFor('ben'), id)
}

const cause = (text: string) => ({ text, for: [], against: [], test: '' })
const paths = [
  { text: 'Test by cable', shows: 'Stable: the Wi-Fi', cause: 'Wi-Fi at home' },
  { text: 'Ping the gateway', shows: 'Loss: the provider', cause: 'Provider drops' },
]
const forkOf = ({ forks }: SessionDetail) => forks.find(({ superseded_at }) => superseded_at === null) as Fork
const openQuestion = ({ questions }: SessionDetail) => questions.find(({ state }) => state === 'open')
const log = ({ steps }: SessionDetail) =>
  steps.filter(({ kind }) => kind === 'fork').map(({ content, author }) => [content, author])

async function withFork(question: { text?: string } = {}) {
  const [ben, cleo] = [told.who.ctxFor('ben'), told.who.ctxFor('cleo')]
  const { id } = await createSession(ben, { intake_type: 'free_text', intake_content: 'VPN drops' })
  model.next({
    causes: paths.map((path) => cause(path.cause)),
    fork: { paths, settled: false },
    question: { ...noTurn().question, ...question },
  })
  const fork = forkOf(await say(told, id, ''))
  const [one, other] = fork.paths.map((path) => path.id) as [string, string]
  return { id, ben, cleo, fork, one, other }
}

describe('a fork that the model offered', () => {
  test('stands in the case with what each path would show', async () => {
    const { fork } = await withFork()
    expect(fork).toMatchObject({ chosen: null, paths: paths.map((path) => ({ ...path, taken: false })) })
  })

  test('chosen, its cause leads, its check is asked and in hand, and the log says whose choice it was', async () => {
    const { id, ben, fork, one } = await withFork()
    const after = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    expect(forkOf(after).chosen).toMatchObject({
      path_id: one,
      by: { user_id: ben.user.id, name: 'Ben Okafor' },
    })
    expect(after.causes[0]).toMatchObject({ text: 'Wi-Fi at home', state: 'picked' })
    expect(after.triage_hypothesis).toBe('Wi-Fi at home')
    expect(openQuestion(after)).toMatchObject({
      text: 'Test by cable. What does it show?',
      context: 'Stable: the Wi-Fi',
    })
    expect(after.tasks.find(({ state }) => state === 'active')?.text).toBe('Test by cable')
    expect(log(after)).toEqual([
      ['Took the path: Test by cable', { user_id: ben.user.id, name: 'Ben Okafor' }],
    ])
    const again = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    expect(again.state_version).toBe(after.state_version)
  })

  test('the other path is taken later: its cause leads then, the first one competes again', async () => {
    const { id, ben, cleo, fork, one, other } = await withFork()
    await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    const after = await chooseFork(cleo, id, fork.id, { path_id: other, instead_of: one })
    expect(forkOf(after)).toMatchObject({
      chosen: { path_id: other, by: { user_id: cleo.user.id } },
      paths: [{ taken: true }, { taken: true }],
    })
    expect(after.causes.map(({ text, state }) => [text, state])).toEqual([
      ['Provider drops', 'picked'],
      ['Wi-Fi at home', 'open'],
    ])
    expect(openQuestion(after)?.text).toBe('Ping the gateway. What does it show?')
    expect(after.tasks.map(({ text, state }) => [text, state])).toEqual([['Ping the gateway', 'active']])
    expect(log(after)[1]?.[0]).toBe('Took the other path: Ping the gateway → instead of: Test by cable')
    const back = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: other })
    expect(openQuestion(back)?.text).toBe('Test by cable. What does it show?')
  })

  test('the first choice is taken back: no path is taken, what was asked before is asked again', async () => {
    const { id, ben, fork, one } = await withFork({ text: 'Since when?' })
    const before = await sessionDetail(ben, id)
    await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    const after = await takeBackFork(ben, id, fork.id)
    expect(forkOf(after)).toEqual(fork)
    expect(openQuestion(after)?.id).toBe(openQuestion(before)?.id)
    expect(after.tasks).toEqual([])
    expect(after.causes.map(({ state }) => state)).toEqual(['open', 'open'])
    expect(log(after).at(-1)).toEqual([
      'Took back the path: Test by cable',
      { user_id: ben.user.id, name: 'Ben Okafor' },
    ])
    expect((await takeBackFork(ben, id, fork.id)).state_version).toBe(after.state_version)
    const again = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    expect(openQuestion(again)?.text).toBe('Test by cable. What does it show?')
  })

  test('where nothing was asked before, nothing is asked after', async () => {
    const { id, ben, fork, one } = await withFork()
    await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    expect(openQuestion(await takeBackFork(ben, id, fork.id))).toBeUndefined()
  })

  test('a choice is taken back by nobody once the case has gone on, or another path was taken', async () => {
    const { id, ben, cleo, fork, one, other } = await withFork()
    await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    const vera = told.who.ctxFor('vera')
    await expect(takeBackFork(vera, id, fork.id)).rejects.toMatchObject({ code: 'not_allowed' })
    await chooseFork(cleo, id, fork.id, { path_id: other, instead_of: one })
    const walkedOn = { code: 'fork_walked_on', extra: { current: { chosen: { path_id: other } } } }
    await expect(takeBackFork(ben, id, fork.id)).rejects.toMatchObject(walkedOn)
    const second = await withFork()
    await chooseFork(ben, second.id, second.fork.id, { path_id: second.one, instead_of: null })
    await say(told, second.id, 'It is stable')
    await expect(takeBackFork(ben, second.id, second.fork.id)).rejects.toMatchObject({
      code: 'fork_walked_on',
    })
  })

  test('is told to the model with what was chosen', async () => {
    const { id, ben, fork, other } = await withFork()
    await chooseFork(ben, id, fork.id, { path_id: other, instead_of: null })
    await say(told, id, 'Loss at the gateway')
    const sent = JSON.stringify(model.bodies.at(-1)?.messages)
    expect(sent).toContain('Took the path: Ping the gateway')
    expect(sent.replaceAll('\\', '')).toContain('"cause":"Provider drops","chosen":true')
  })

  test('goes once the evidence has decided it, and another one takes its place', async () => {
    const { id, ben, fork, one } = await withFork()
    model.next({ fork: { paths: [], settled: true } })
    expect(forkOf(await say(told, id, 'Stable by cable'))).toBeUndefined()
    await expect(chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })).rejects.toMatchObject({
      code: 'fork_superseded',
      extra: { current: { id: fork.id } },
    })
  })

  test('leads to no cause that a person struck', async () => {
    const { id, ben } = await withFork()
    const struck = (await sessionDetail(ben, id)).causes[0]
    await changeCause(ben, id, struck?.id ?? '', { state: 'struck' })
    model.next({
      fork: { paths: [...paths, { ...paths[1], text: 'Ask the provider' }] as typeof paths, settled: false },
    })
    const { paths: offered } = forkOf(await say(told, id, 'Go on'))
    expect(offered.map(({ text }) => text)).toEqual(['Ping the gateway', 'Ask the provider'])
  })

  test('two at once: one wins, the other is told who did', async () => {
    const { id, ben, cleo, fork, one, other } = await withFork()
    const results = await Promise.allSettled([
      chooseFork(ben, id, fork.id, { path_id: one, instead_of: null }),
      chooseFork(cleo, id, fork.id, { path_id: other, instead_of: null }),
    ])
    const won = results.findIndex(({ status }) => status === 'fulfilled')
    const lost = results[1 - won]
    expect(lost).toMatchObject({
      status: 'rejected',
      reason: {
        code: 'fork_chosen',
        extra: { current: { chosen: { by: { user_id: (won === 0 ? ben : cleo).user.id } } } },
      },
    })
    expect(log(await sessionDetail(ben, id))).toHaveLength(1)
  })

  test('while FlowPilot answers nobody chooses', async () => {
    const { id, ben, fork, one } = await withFork()
    const held = model.held({})
    const following = say(told, id, 'Hm')
    await held.reached
    const choice = { path_id: one, instead_of: null }
    await expect(chooseFork(ben, id, fork.id, choice)).rejects.toMatchObject({ code: 'turn_in_progress' })
    held.release()
    await following
    expect(forkOf(await chooseFork(ben, id, fork.id, choice)).chosen?.path_id).toBe(one)
  })

  test('its handler’s choice resumes a paused case, a colleague’s leaves it at rest; a closed one takes none', async () => {
    const { id, ben, cleo, fork, one, other } = await withFork()
    await pause(ben, id)
    expect((await chooseFork(cleo, id, fork.id, { path_id: one, instead_of: null })).status).toBe('paused')
    expect((await chooseFork(ben, id, fork.id, { path_id: other, instead_of: one })).status).toBe('active')
    await inAccount(told.world.db, told.who.accounts.acme, async (sql) => {
      await sql`update ai_sessions set status = 'resolved', resolved_at = now() where id = ${id}`
    })
    await expect(chooseFork(ben, id, fork.id, { path_id: one, instead_of: other })).rejects.toMatchObject({
      code: 'case_closed',
    })
  })

  test('Vera reads it and chooses nothing, Zed finds nothing, and a path of another fork is none', async () => {
    const { id, ben, fork, one } = await withFork()
    const { forks } = await sessionDetail(told.who.ctxFor('vera'), id)
    expect(forks).toEqual([fork])
    const choice = { path_id: one, instead_of: null }
    await expect(chooseFork(told.who.ctxFor('vera'), id, fork.id, choice)).rejects.toMatchObject({
      code: 'not_allowed',
    })
    await expect(chooseFork(told.who.ctxFor('zed'), id, fork.id, choice)).rejects.toMatchObject({
      code: 'not_found',
    })
    const second = await withFork()
    await expect(
      chooseFork(ben, id, fork.id, { path_id: second.one, instead_of: null }),
    ).rejects.toMatchObject({ code: 'invalid' })
    await expect(chooseFork(ben, id, second.fork.id, choice)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a fork of a flow', () => {
  test('its path leads to the question that decides about its cause, and back', async () => {
    const ben = led.who.ctxFor('ben')
    const { id } = await createSession(ben, { intake_type: 'free_text', intake_content: forkedWords })
    const before = await say(led, id, '')
    const fork = forkOf(before)
    const [one, other] = fork.paths.map((path) => path.id) as [string, string]
    const first = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: null })
    expect(first.tasks.find(({ state }) => state === 'active')?.text).toBe(fork.paths[0]?.text)
    expect(first.triage_hypothesis).toBe(fork.paths[0]?.cause)
    const asked = openQuestion(first)
    expect(asked?.options?.length).toBeGreaterThan(1)
    const second = await chooseFork(ben, id, fork.id, { path_id: other, instead_of: one })
    expect(second.tasks.find(({ state }) => state === 'active')?.text).toBe(fork.paths[1]?.text)
    expect(openQuestion(second)?.id).not.toBe(asked?.id)
    const back = await chooseFork(ben, id, fork.id, { path_id: one, instead_of: other })
    expect(openQuestion(back)?.id).toBe(asked?.id)
    const leading = asked?.options?.find((label) => fork.paths[0]?.shows.includes(`“${label}”`))
    const after = await say(led, id, leading ?? '', asked?.id)
    expect(after.triage_hypothesis).toBe(fork.paths[0]?.cause)
    expect(after.active_fix).toMatchObject({ status: 'proposed' })
    expect(forkOf(after)).toBeUndefined()
  })

  test('its first choice is taken back: the flow stands and asks as before', async () => {
    const ben = led.who.ctxFor('ben')
    for (const at of [0, 1]) {
      const { id } = await createSession(ben, { intake_type: 'free_text', intake_content: forkedWords })
      const before = await say(led, id, '')
      const stood = (await readCaseFlow(ben, id)).walks?.place
      const fork = forkOf(before)
      await chooseFork(ben, id, fork.id, { path_id: fork.paths[at]?.id ?? '', instead_of: null })
      const after = await takeBackFork(ben, id, fork.id)
      expect(forkOf(after)).toEqual(fork)
      expect(openQuestion(after)).toMatchObject({
        id: openQuestion(before)?.id,
        options: openQuestion(before)?.options,
      })
      expect((await readCaseFlow(ben, id)).walks?.place).toEqual(stood)
      const inHand = ({ tasks }: SessionDetail) => tasks.find(({ state }) => state === 'active')?.text
      expect(inHand(after)).toBe(inHand(before))
      expect(after.causes.map(({ state }) => state)).toEqual(before.causes.map(({ state }) => state))
    }
  })
})

/** Speak for two causes of the flow alike. */
const forkedWords = 'No internet in the office: either the provider line is down or a patch cable is broken'
