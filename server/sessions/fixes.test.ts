import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fix } from '../../shared/contracts/fixes.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { fixOptions } from '../../shared/fix-options.ts'
import { inAccount } from '../db/tx.ts'
import { noTurn } from '../model/protocol.ts'
import { type People, people } from '../testing/people.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { addTask } from './add-task.ts'
import { ask } from './ask.ts'
import { clearFixProposal } from './clear-fix-proposal.ts'
import { createSession } from './create-session.ts'
import { applyFix, setFixOutcome, takeBackApply } from './decide-fix.ts'
import { readFix } from './read-fix.ts'
import { reopenQuestion } from './reopen-question.ts'
import { sessionDetail } from './session-detail.ts'

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
const detailOf = ({ who }: Cast, id: string) => sessionDetail(who.ctxFor('ben'), id)
async function say(of: Cast, id: string, content: string, answers?: string): Promise<SessionDetail> {
  const follow = await ask(of.who.ctxFor('ben'), id, { content, ...(answers ? { answers } : {}) })
  await new Promise<void>((resolve) => {
    follow((event) => {
      if (event.kind === 'done' || event.kind === 'error') resolve()
    })
  })
  return detailOf(of, id)
}
const suggested = (title: string) => ({ ...noTurn().fix, title, confidence: 70 })

/** A case in which the model suggested a fix. */
async function withFix(intake_content = 'VPN drops') {
  const ben = told.who.ctxFor('ben')
  const { id } = await createSession(ben, { intake_type: 'free_text', intake_content })
  model.next({ fix: suggested('Move to 5 GHz') })
  const { active_fix } = await say(told, id, '')
  return { id, ben, fix: active_fix as Fix }
}
const inHand = ({ tasks }: SessionDetail) => tasks.find(({ state }) => state === 'active')?.text
const steps = ({ steps: all }: SessionDetail) =>
  all.filter(({ kind }) => kind === 'fix').map(({ content }) => content)

describe('a fix that the model suggested', () => {
  test('stands in the case and by itself; without one there is none', async () => {
    const { id, ben, fix } = await withFix()
    expect(fix).toMatchObject({ title: 'Move to 5 GHz', confidence: 70, status: 'proposed', script: null })
    expect(await readFix(ben, id)).toEqual(fix)
    const other = await createSession(ben, { intake_type: 'free_text', intake_content: 'No sound' })
    await expect(readFix(ben, other.id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is applied once, verified, and has an outcome that stays', async () => {
    const { id, ben, fix } = await withFix()
    const applied = await applyFix(ben, id, fix.id)
    expect(applied).toMatchObject({ status: 'proposed', applied_at: expect.any(String) })
    const version = (await detailOf(told, id)).state_version
    expect(await applyFix(ben, id, fix.id)).toEqual(applied)
    expect((await detailOf(told, id)).state_version).toBe(version)
    await setFixOutcome(ben, id, fix.id, { status: 'applied_partial', notes: 'Only by cable' })
    await setFixOutcome(ben, id, fix.id, { status: 'applied_success', notes: '' })
    const after = await detailOf(told, id)
    expect(after.active_fix).toMatchObject({
      status: 'applied_success',
      applied_at: applied.applied_at,
      partial_notes: 'Only by cable',
    })
    expect(steps(after)).toEqual([
      'Applied the fix: Move to 5 GHz',
      'The fix worked in part: Move to 5 GHz → Only by cable',
      'The fix worked: Move to 5 GHz',
    ])
    await expect(
      setFixOutcome(ben, id, fix.id, { status: 'applied_failed', notes: '' }),
    ).rejects.toMatchObject({
      code: 'fix_settled',
      extra: { current: { status: 'applied_success' } },
    })
  })

  test('dismissed, it goes and is not suggested again', async () => {
    const { id, ben, fix } = await withFix()
    await setFixOutcome(ben, id, fix.id, { status: 'dismissed', notes: '' })
    model.next({ fix: suggested('move to 5 GHz') })
    expect((await say(told, id, 'And now?')).active_fix).toBeNull()
  })

  test.each(['applied_failed', 'dismissed'] as const)(
    '%s, the test of the next cause is asked at once; what was tested already is not',
    async (status) => {
      const { id, ben } = await withFix()
      const cause = (text: string, test: string) => ({ text, for: [], against: [], test })
      const causes = [
        cause('Wi-Fi at home', 'Test by cable'),
        cause('Provider drops', 'Ping the gateway'),
        cause('Old client', 'Compare the client version'),
      ]
      model.next({ causes, fix: suggested('Replace the router') })
      const { active_fix } = await say(told, id, 'Still drops')
      await setFixOutcome(ben, id, active_fix?.id ?? '', { status, notes: '' })
      const after = await detailOf(told, id)
      const open = after.questions.find(({ state }) => state === 'open')
      expect(open).toMatchObject({
        text: 'Ping the gateway. What does it show?',
        context: 'Provider drops',
        options: null,
      })
      expect(after.tasks.find(({ state }) => state === 'active')?.text).toBe('Ping the gateway')
      model.next({ question: { ...noTurn().question, keep: false }, fix: suggested('Call the provider') })
      const next = await say(told, id, 'No loss', open?.id)
      await setFixOutcome(ben, id, next.active_fix?.id ?? '', { status, notes: '' })
      const last = await detailOf(told, id)
      expect(last.questions.find(({ state }) => state === 'open')?.context).toBe('Old client')
    },
  )

  test('no question is put over one that is open, and none where nothing is left to test', async () => {
    const { id, ben, fix } = await withFix('Something is odd')
    await setFixOutcome(ben, id, fix.id, { status: 'applied_failed', notes: '' })
    expect((await detailOf(told, id)).questions).toEqual([])
    model.next({
      question: { text: 'Since when?', context: '', options: [], keep: false },
      causes: [{ text: 'Old client', for: [], against: [], test: 'Compare the version' }],
      fix: suggested('Update the client'),
    })
    const { active_fix } = await say(told, id, 'Hm')
    await setFixOutcome(ben, id, active_fix?.id ?? '', { status: 'dismissed', notes: '' })
    const after = await detailOf(told, id)
    expect(after.questions.filter(({ state }) => state === 'open').map(({ text }) => text)).toEqual([
      'Since when?',
    ])
  })

  test('worked, no step is in hand any more', async () => {
    const { id, ben, fix } = await withFix()
    await addTask(ben, id, { text: 'Move the access point' })
    expect(inHand(await detailOf(told, id))).toBe('Move the access point')
    await setFixOutcome(ben, id, fix.id, { status: 'applied_success', notes: '' })
    const after = await detailOf(told, id)
    expect(after.tasks).toMatchObject([{ state: 'pending' }])
  })

  test('applying is taken back while it is fresh', async () => {
    const { id, ben, fix } = await withFix()
    await applyFix(ben, id, fix.id)
    expect(await takeBackApply(ben, id, fix.id)).toMatchObject({ applied_at: null })
    await applyFix(ben, id, fix.id)
    await inAccount(told.world.db, told.who.accounts.acme, async (sql) => {
      await sql`update ai_session_fixes set applied_at = now() - interval '1 hour' where id = ${fix.id}`
    })
    await expect(takeBackApply(ben, id, fix.id)).rejects.toMatchObject({ code: 'fix_applied_long_ago' })
  })

  test('a proposed outcome is taken away without another version of the case', async () => {
    const { id, ben, fix } = await withFix()
    await applyFix(ben, id, fix.id)
    model.next({ fix: { ...noTurn().fix, outcome_proposal: 'success' } })
    const before = await say(told, id, 'No drops for 14 minutes now')
    expect(before.active_fix).toMatchObject({ ai_outcome_proposal: 'applied_success', status: 'proposed' })
    await clearFixProposal(ben, id, fix.id)
    const after = await detailOf(told, id)
    expect(after).toEqual({ ...before, active_fix: { ...before.active_fix, ai_outcome_proposal: null } })
  })

  test('two at once: one wins, the other is told how it stands', async () => {
    const { id, ben, fix } = await withFix()
    const results = await Promise.allSettled([
      setFixOutcome(ben, id, fix.id, { status: 'dismissed', notes: '' }),
      setFixOutcome(told.who.ctxFor('cleo'), id, fix.id, { status: 'applied_success', notes: '' }),
    ])
    const won = results.filter((result) => result.status === 'fulfilled')
    const lost = results.filter((result) => result.status === 'rejected')
    expect([won.length, lost.length]).toEqual([1, 1])
    expect(lost[0]?.reason).toMatchObject({
      code: 'fix_settled',
      extra: { current: { status: won[0]?.value.status } },
    })
    expect(steps(await detailOf(told, id))).toHaveLength(1)
  })

  test('apply and dismiss at once leave one story', async () => {
    const { id, ben, fix } = await withFix()
    const [applied] = await Promise.allSettled([
      applyFix(told.who.ctxFor('cleo'), id, fix.id),
      setFixOutcome(ben, id, fix.id, { status: 'dismissed', notes: '' }),
    ])
    const words = steps(await detailOf(told, id))
    expect(words.at(-1)).toBe('Dismissed the fix: Move to 5 GHz')
    expect(words).toHaveLength(applied.status === 'fulfilled' ? 2 : 1)
    expect((await detailOf(told, id)).active_fix).toBeNull()
  })

  test('Vera reads it and decides nothing', async () => {
    const { id, fix } = await withFix()
    const vera = told.who.ctxFor('vera')
    expect(await readFix(vera, id)).toEqual(fix)
    for (const act of [
      () => applyFix(vera, id, fix.id),
      () => takeBackApply(vera, id, fix.id),
      () => clearFixProposal(vera, id, fix.id),
      () => setFixOutcome(vera, id, fix.id, { status: 'dismissed', notes: '' }),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'not_allowed' })
  })
})

describe('the fix of a flow', () => {
  /** Mail flow, up to the fix that its rule is narrowed. */
  async function atTheFix() {
    const ben = led.who.ctxFor('ben')
    const { id } = await createSession(ben, {
      intake_type: 'free_text',
      intake_content: 'Mails from outside do not arrive',
    })
    await say(led, id, '')
    await say(led, id, 'A transport rule was too wide')
    let detail = await detailOf(led, id)
    for (let turns = 0; !detail.active_fix && turns < 6; turns++) {
      const open = detail.questions.find(({ state }) => state === 'open')
      detail = await say(led, id, open?.options?.[0] ?? 'skip', open?.id)
    }
    const fix = detail.active_fix as Fix
    const question = detail.questions.find(({ state }) => state === 'open')
    return { id, ben, fix, question, detail }
  }

  test('comes with the cause, belongs to its question, and its first step comes in hand when it is applied', async () => {
    const { id, ben, fix, question, detail } = await atTheFix()
    expect(fix).toMatchObject({ status: 'proposed', confidence: detail.confidence_score })
    expect(fix.question_id).toBe(question?.id)
    await applyFix(ben, id, fix.id)
    const { tasks } = await detailOf(led, id)
    const active = tasks.find(({ state }) => state === 'active')?.text
    expect(active && fix.description.startsWith(`1. ${active}.`)).toBe(true)
  })

  test('the answer to the question is the outcome, and taken back it opens the fix again', async () => {
    const { id, ben, fix, question } = await atTheFix()
    await applyFix(ben, id, fix.id)
    const after = await say(led, id, fixOptions.fixed, question?.id)
    expect(after.active_fix).toMatchObject({ id: fix.id, status: 'applied_success' })
    expect(inHand(after)).toBeUndefined()
    const next = await say(led, id, 'thanks')
    expect(inHand(next)).toBeUndefined()
    const reopened = await reopenQuestion(ben, id, question?.id ?? '')
    expect(inHand(reopened)).toBeDefined()
    expect(reopened.active_fix).toMatchObject({ id: fix.id, status: 'proposed', verified_at: null })
    expect(reopened.active_fix?.applied_at).not.toBeNull()
  })

  test('the outcome answers the question, and the flow goes on from there', async () => {
    const { id, ben, fix, question } = await atTheFix()
    await setFixOutcome(ben, id, fix.id, { status: 'applied_failed', notes: '' })
    const after = await detailOf(led, id)
    expect(after.questions.find((one) => one.id === question?.id)).toMatchObject({
      state: 'answered',
      answer: fixOptions.same,
    })
    const asked = after.questions.find(({ state }) => state === 'open')
    expect(asked?.options?.length).toBeGreaterThan(1)
    expect(after.steps.at(-1)).toMatchObject({ kind: 'question', content: asked?.text })
    expect(after.active_fix?.id === fix.id ? after.active_fix.status : 'another').not.toBe('proposed')
    const next = await say(led, id, asked?.options?.[0] ?? '', asked?.id)
    expect(next.questions.find((one) => one.id === asked?.id)?.state).toBe('answered')
  })

  test('words on how it went are a proposal while it is verified; the question stays', async () => {
    const { id, ben, fix, question } = await atTheFix()
    await applyFix(ben, id, fix.id)
    const after = await say(led, id, 'it works now')
    expect(after.active_fix).toMatchObject({
      id: fix.id,
      status: 'proposed',
      ai_outcome_proposal: 'applied_success',
    })
    expect(after.questions.find(({ state }) => state === 'open')?.id).toBe(question?.id)
    const confirmed = await say(led, id, fixOptions.fixed, question?.id)
    expect(confirmed.active_fix).toMatchObject({ status: 'applied_success', ai_outcome_proposal: null })
  })

  test('dismissed, its question is asked no more', async () => {
    const { id, ben, fix, question } = await atTheFix()
    await setFixOutcome(ben, id, fix.id, { status: 'dismissed', notes: '' })
    const after = await detailOf(led, id)
    expect(after.active_fix).toBeNull()
    expect(after.questions.find((one) => one.id === question?.id)?.state).toBe('dropped')
  })

  test('dismissed, what the flow asks next stands at once, and its steps go with it', async () => {
    const { id, ben, fix, detail } = await atTheFix()
    const before = detail.tasks.filter(({ state }) => state === 'pending' || state === 'active')
    await setFixOutcome(ben, id, fix.id, { status: 'dismissed', notes: '' })
    const after = await detailOf(led, id)
    const open = after.questions.find(({ state }) => state === 'open')
    expect(open).toBeDefined()
    expect(after.tasks.some(({ id }) => before.some((one) => one.id === id))).toBe(false)
    expect(after.steps.slice(-2).map(({ kind }) => kind)).toEqual(['fix', 'question'])
    const next = await say(led, id, open?.options?.[0] ?? 'no', open?.id)
    expect(next.questions.find((one) => one.id === open?.id)).toMatchObject({ state: 'answered' })
  })
})
