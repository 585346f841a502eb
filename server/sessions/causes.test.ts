import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Session } from '../../shared/contracts/sessions.ts'
import { noTurn } from '../model/protocol.ts'
import { type People, people } from '../testing/people.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addCause } from './add-cause.ts'
import { ask } from './ask.ts'
import { changeCause } from './change-cause.ts'
import { changeTriage } from './change-triage.ts'
import { createSession } from './create-session.ts'
import { reopenQuestion } from './reopen-question.ts'
import { sessionDetail } from './session-detail.ts'

const model = createScriptedModel()
let world: TestWorld
let who: People
let made: Session
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch })
  who = await people(world)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  made = await createSession(who.ctxFor('ben'), { intake_type: 'free_text', intake_content: 'VPN drops' })
})

const ben = () => who.ctxFor('ben')
const detail = () => sessionDetail(ben(), made.id)
const cause = (text: string) => ({ text, for: [], against: [], test: '' })
const say = async (content: string, answers?: string) => {
  const follow = await ask(ben(), made.id, { content, ...(answers ? { answers } : {}) })
  await new Promise<void>((resolve) => {
    follow((event) => {
      if (event.kind === 'done' || event.kind === 'error') resolve()
    })
  })
}
const standing = async () =>
  (await detail()).causes.map(({ text, state, source }) => `${text} ${state} ${source}`)

describe('causes', () => {
  test('a typed one leads, is the hypothesis, and the model works below it', async () => {
    model.next({ causes: [cause('Wi-Fi'), cause('Provider'), cause('Gateway')] })
    await say('')
    expect((await detail()).triage_hypothesis).toBe('Wi-Fi')
    await addCause(ben(), made.id, { text: 'Faulty cable' })
    expect(await standing()).toEqual([
      'Faulty cable open engineer',
      'Wi-Fi open model',
      'Provider open model',
    ])
    model.next({ causes: [cause('Firewall')], header: { ...noTurn().header, hypothesis: 'Firewall' } })
    await say('Go on')
    const after = await detail()
    expect(after.causes.map(({ text, rank }) => [text, rank])).toEqual([
      ['Faulty cable', 1],
      ['Firewall', 2],
    ])
    expect(after.triage_hypothesis).toBe('Faulty cable')
  })

  test('picking leads, striking the leading one clears the hypothesis, and neither comes undone', async () => {
    model.next({ causes: [cause('Wi-Fi'), cause('Provider')] })
    await say('')
    const [wifi, provider] = (await detail()).causes
    await changeCause(ben(), made.id, provider?.id ?? '', { state: 'picked' })
    expect(await detail()).toMatchObject({ triage_hypothesis: 'Provider' })
    await changeCause(ben(), made.id, provider?.id ?? '', { state: 'struck' })
    expect(await detail()).toMatchObject({ triage_hypothesis: null })
    model.next({ causes: [cause('Provider'), cause('Wi-Fi')] })
    await say('Go on')
    expect(await standing()).toEqual(['Wi-Fi open model', 'Provider struck model'])
    expect((await detail()).causes[0]?.id).toBe(wifi?.id)
    expect(
      (await detail()).steps.filter(({ kind }) => kind === 'system').map(({ content }) => content),
    ).toEqual(expect.arrayContaining(['Picked the cause: Provider', 'Struck the cause: Provider']))
  })

  test('the notes that a cause rests on come with the case, and no others', async () => {
    made = await createSession(ben(), { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
    expect((await detail()).cited_notes).toEqual([])
    model.next({ causes: [{ ...cause('Transport rule'), for: ['n1'], against: ['n2'] }, cause('Quota')] })
    await say('')
    const { causes, cited_notes } = await detail()
    const cited = [...(causes[0]?.for ?? []), ...(causes[0]?.against ?? [])]
    expect(cited.map(({ kind }) => kind)).toEqual(['note', 'note'])
    expect(cited_notes.map(({ id }) => id).toSorted()).toEqual(cited.map(({ id }) => id).toSorted())
    for (const { author, text } of cited_notes) {
      expect(author).not.toBe('')
      expect(text.length).toBeGreaterThan(0)
      expect(text.length).toBeLessThanOrEqual(500)
    }
  })

  test('struck, the leading one hands on to another that a person chose', async () => {
    const dns = await addCause(ben(), made.id, { text: 'DNS' })
    const cable = await addCause(ben(), made.id, { text: 'Faulty cable' })
    await changeCause(ben(), made.id, cable.id, { state: 'struck' })
    expect(await detail()).toMatchObject({ triage_hypothesis: 'DNS' })
    await changeCause(ben(), made.id, dns.id, { state: 'struck' })
    expect(await detail()).toMatchObject({ triage_hypothesis: null })
  })

  test('a hypothesis typed in the header is a cause, clearing it strikes that cause', async () => {
    await changeTriage(ben(), made.id, { triage_hypothesis: 'DNS' })
    expect(await standing()).toEqual(['DNS open engineer'])
    await changeTriage(ben(), made.id, { triage_hypothesis: null })
    expect(await standing()).toEqual(['DNS struck engineer'])
  })

  test('a case holds three: the model’s least likely makes room, a person’s never', async () => {
    for (const text of ['One', 'Two', 'Three']) await addCause(ben(), made.id, { text })
    await expect(addCause(ben(), made.id, { text: 'Four' })).rejects.toMatchObject({ code: 'invalid' })
    await addCause(ben(), made.id, { text: 'one.' })
    expect(await standing()).toEqual(['One picked engineer', 'Three open engineer', 'Two open engineer'])
  })

  test('a case remembers the last thirty that were struck', async () => {
    for (let at = 1; at <= 32; at++) {
      const added = await addCause(ben(), made.id, { text: `Cause ${at}` })
      await changeCause(ben(), made.id, added.id, { state: 'struck' })
    }
    const texts = (await detail()).causes.map(({ text }) => text)
    expect(texts).toHaveLength(30)
    expect(texts).toContain('Cause 32')
    expect(texts).not.toContain('Cause 2')
  })

  test('no act makes a fourth one, and the top of the order is always the hypothesis', async () => {
    model.next({ causes: [cause('Wi-Fi'), cause('Provider'), cause('Gateway')] })
    await say('')
    const [wifi, provider] = (await detail()).causes
    await changeCause(ben(), made.id, wifi?.id ?? '', { state: 'struck' })
    await addCause(ben(), made.id, { text: 'Faulty cable' })
    await expect(changeCause(ben(), made.id, wifi?.id ?? '', { state: 'open' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await changeCause(ben(), made.id, provider?.id ?? '', { state: 'open', rank: 1 })
    expect((await detail()).triage_hypothesis).toBe('Provider')
    model.next({ causes: [cause('Gateway')] })
    await say('Go on')
    expect((await standing()).slice(0, 2)).toEqual(['Provider picked model', 'Faulty cable open engineer'])
    await changeCause(ben(), made.id, provider?.id ?? '', { state: 'picked', rank: 2 })
    expect((await detail()).triage_hypothesis).toBe('Faulty cable')
  })

  test('Vera and Zed change nothing', async () => {
    const added = await addCause(ben(), made.id, { text: 'DNS' })
    for (const [name, code] of [
      ['vera', 'not_allowed'],
      ['zed', 'not_found'],
    ] as const) {
      const ctx = who.ctxFor(name)
      await expect(addCause(ctx, made.id, { text: 'x' })).rejects.toMatchObject({ code })
      await expect(changeCause(ctx, made.id, added.id, { state: 'struck' })).rejects.toMatchObject({ code })
      await expect(reopenQuestion(ctx, made.id, added.id)).rejects.toMatchObject({ code })
    }
  })
})

describe('an answer taken back', () => {
  const question = (text: string) => ({ text, context: '', options: ['Wired', 'Wi-Fi'], keep: false })

  test('opens its question again and takes the facts along that came from it', async () => {
    model.next({ question: question('Wired or Wi-Fi?') })
    await say('')
    const asked = (await detail()).questions[0]?.id ?? ''
    const fact = (text: string, source: string) => ({
      text,
      status: 'confirmed' as const,
      known: 'told' as const,
      source,
    })
    model.next({
      answer_to_question: 'Wi-Fi',
      new_facts: [fact('It is on Wi-Fi', 'q1'), fact('Since Monday', 'engineer')],
      question: question('Which network?'),
    })
    await say('wireless, since Monday', asked)
    const before = await detail()
    expect(before.questions[0]).toMatchObject({
      answer: 'wireless, since Monday',
      taken_as: 'Wi-Fi',
      state: 'answered',
    })
    const after = await reopenQuestion(who.ctxFor('cleo'), made.id, asked)
    expect(after.questions.map(({ state, answer }) => [state, answer])).toEqual([
      ['open', null],
      ['dropped', null],
    ])
    expect(after.facts.map(({ text, source_kind }) => [text, source_kind])).toEqual([
      ['Since Monday', 'engineer'],
    ])
    await expect(reopenQuestion(ben(), made.id, asked)).rejects.toMatchObject({ code: 'revision_stale' })
  })

  test('waits for a running answer', async () => {
    model.next({ question: question('Wired or Wi-Fi?') })
    await say('')
    const asked = (await detail()).questions[0]?.id ?? ''
    const held = model.held({ reply: 'Still thinking about it.' })
    const follow = await ask(ben(), made.id, { content: 'Wired', answers: asked })
    await held.reached
    await expect(reopenQuestion(ben(), made.id, asked)).rejects.toMatchObject({ code: 'turn_in_progress' })
    held.release()
    await new Promise<void>((resolve) => {
      follow(({ kind }) => {
        if (kind === 'done') resolve()
      })
    })
  })
})
