import { describe, expect, test } from 'vitest'
import type { Fix } from '../../../shared/contracts/fixes.ts'
import type { Question } from '../../../shared/contracts/questions.ts'
import { fixOptions } from '../../../shared/fix-options.ts'
import { noTurn, type TurnOutput } from '../../model/protocol.ts'
import { fixAfter, planFix } from './fix.ts'

const at = '2026-05-04T12:00:00.000Z'
const row = (more: Partial<Fix> = {}): Fix => ({
  id: 'a',
  title: 'Move to 5 GHz',
  description: '',
  script: null,
  confidence: 60,
  status: 'proposed',
  applied_at: null,
  verified_at: null,
  partial_notes: null,
  failure_reason: null,
  ai_outcome_proposal: null,
  question_id: null,
  superseded_at: null,
  ...more,
})
const asks = (more: Partial<Question> = {}): Question => ({
  id: 'q',
  text: 'Does it work now?',
  context: null,
  options: Object.values(fixOptions),
  answer: null,
  taken_as: null,
  state: 'open',
  created_at: at,
  ...more,
})
const wants = (title: string, more: Partial<TurnOutput['fix']> = {}) => ({ ...noTurn().fix, title, ...more })
const plan = (
  fix: Fix | null,
  wanted: TurnOutput['fix'],
  more: Partial<Parameters<typeof planFix>[0]> = {},
) =>
  planFix({
    fix,
    wanted,
    dismissed: [],
    questions: [],
    isLed: false,
    leftBy: null,
    at,
    newId: () => 'new',
    ...more,
  })

describe('what the model suggests', () => {
  test('a new one takes the place of the one before', () => {
    const rows = plan(
      row(),
      wants('Update the driver', { description: 'From the vendor', script: 'pnputil' }),
    )
    expect(rows).toEqual([
      row({ superseded_at: at }),
      row({
        id: 'new',
        title: 'Update the driver',
        description: 'From the vendor',
        script: 'pnputil',
        confidence: 0,
      }),
    ])
    expect(fixAfter(row(), rows)).toMatchObject({ id: 'new' })
  })

  test.each([
    [140, 100],
    [-3, 0],
    [61.6, 62],
    [Number.NaN, 0],
  ])('a confidence of %s is %s', (confidence, wanted) => {
    expect(plan(null, wants('Any', { confidence }))[0]?.confidence).toBe(wanted)
  })

  test('the same title keeps its row and its time, and says more', () => {
    const before = row({ applied_at: at })
    expect(plan(before, wants('move to 5 GHz.', { description: 'By the router', confidence: 80 }))).toEqual([
      { ...before, description: 'By the router', confidence: 80 },
    ])
  })

  test('what is decided is not worded anew, and what was dismissed does not come back', () => {
    const worked = row({ status: 'applied_success', applied_at: at, verified_at: at })
    expect(plan(worked, wants('Move to 5 GHz', { confidence: 90 }))).toEqual([])
    expect(plan(null, wants('Move to 5 GHz'), { dismissed: [{ title: 'Move to 5 GHz' }] })).toEqual([])
  })

  test('an outcome is proposed only while somebody verifies it', () => {
    const says = wants('', { outcome_proposal: 'success' })
    expect(plan(row(), says)).toEqual([])
    expect(plan(row({ applied_at: at }), says)).toEqual([
      row({ applied_at: at, ai_outcome_proposal: 'applied_success' }),
    ])
    expect(plan(row({ status: 'applied_partial', partial_notes: 'x', applied_at: at }), says)).toEqual([])
  })
})

describe('the question whether it helped', () => {
  const asked = row({ question_id: 'q', ai_outcome_proposal: 'applied_failed', applied_at: at })

  test.each([
    [fixOptions.fixed, 'applied_success'],
    [fixOptions.same, 'applied_failed'],
  ])('“%s” is the outcome %s', (answer, status) => {
    const questions = [asks({ state: 'answered', answer })]
    expect(plan(asked, noTurn().fix, { questions })).toEqual([
      { ...asked, status, verified_at: at, ai_outcome_proposal: null },
    ])
    const ownWords = [asks({ state: 'answered', answer: 'it prints', taken_as: answer })]
    expect(plan(asked, noTurn().fix, { questions: ownWords })[0]?.status).toBe(status)
  })

  test('another answer decides nothing', () => {
    expect(plan(asked, noTurn().fix, { questions: [asks({ state: 'answered', answer: 'Later' })] })).toEqual(
      [],
    )
  })

  test('open again, the fix is open again', () => {
    const failed = { ...asked, status: 'applied_failed' as const, verified_at: at, ai_outcome_proposal: null }
    expect(plan(failed, wants('Move to 5 GHz'), { isLed: true, questions: [asks()] })[0]).toMatchObject({
      status: 'proposed',
      applied_at: at,
      verified_at: null,
    })
  })
})

describe('where the flow leads', () => {
  const led = { isLed: true, questions: [asks()] }

  test('its fix belongs to the question that asks for it', () => {
    expect(plan(null, wants('Move to 5 GHz'), led)[0]?.question_id).toBe('q')
    expect(plan(null, wants('Move to 5 GHz'), { ...led, isLed: false })[0]?.question_id).toBeNull()
  })

  test('left by “still the same” it failed, and the next one stands, whose question reads alike', () => {
    const rows = plan(row({ question_id: 'q' }), wants('Update the driver'), {
      ...led,
      leftBy: fixOptions.same,
    })
    expect(rows).toMatchObject([
      { id: 'a', status: 'applied_failed', superseded_at: at },
      { id: 'new', status: 'proposed', question_id: 'q' },
    ])
  })

  test('left without an answer it goes, unless somebody applied it', () => {
    const questions = [asks({ state: 'dropped' })]
    const untried = row({ question_id: 'q' })
    expect(fixAfter(untried, plan(untried, noTurn().fix, { isLed: true, questions }))).toBeNull()
    const tried = row({ question_id: 'q', applied_at: at })
    expect(plan(tried, noTurn().fix, { isLed: true, questions })).toEqual([])
  })
})
