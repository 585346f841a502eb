import { expect, test } from 'vitest'
import type { Question } from '../../shared/contracts/questions.ts'
import { shippedFlows } from '../flows/shipped.ts'
import { begin } from '../flows/walk.ts'
import type { CaseRows } from './case-queries.ts'
import { caseState, shortenedCase } from './case-state.ts'
import type { CauseRow } from './cause-queries.ts'
import { earlierWords } from './conversation.ts'
import { shortIds } from './short-ids.ts'

const question = (at: number, more: Partial<Question> = {}): Question => ({
  id: `q-${at}`,
  text: `Question ${at}?`,
  context: null,
  options: null,
  answer: 'x'.repeat(100_000),
  taken_as: null,
  state: 'answered',
  created_at: '2026-11-02T08:00:00Z',
  ...more,
})
const cause = (no: number, state: CauseRow['state']): CauseRow => ({
  ...{ id: `c-${no}`, no, text: `Cause ${no}`, for: [], against: [], test: '', rank: 1, state },
  source: 'engineer',
  named_by: null,
})
const rows = (questions: Question[], causes: CauseRow[] = []): CaseRows =>
  ({
    ...{ questions, causes, tasks: [], facts: [], forks: [], part: null },
    row: {
      preferences: { default_length: 'detailed' },
      title: '',
      acts: [],
      client_name: null,
      language: 'en',
    },
    steps: [
      { kind: 'reply', state: 'complete', content: 'Asked.', author: 'flowpilot', images: [] },
      ...questions.map(({ answer }) => ({ kind: 'system', state: 'complete', content: answer })),
      {
        kind: 'message',
        state: 'complete',
        content: 'x'.repeat(100_000),
        author: { name: 'Ben' },
        images: [],
      },
    ],
  }) as unknown as CaseRows
const told = (all: CaseRows, answering: string | null = null) => {
  const [flow] = shippedFlows()
  if (!flow) throw new Error('No flow')
  return caseState({
    user: { name: 'Ben', role: 'engineer' },
    rows: all,
    session: { typed_fields: [] },
    flow: { flow, place: begin(flow) },
    ids: shortIds(all, []),
    answering,
    now: new Date('2026-11-02T09:00:00Z'),
  })
}

test('a long case is told within bounds, before redaction and after it', () => {
  const all = rows(Array.from({ length: 200 }, (_, at) => question(at)))
  expect(JSON.stringify(told(all)).length).toBeLessThan(200_000)
  expect(JSON.stringify(shortenedCase(told(all))).length).toBeLessThan(50_000)
  expect(JSON.stringify(earlierWords(all)).length).toBeLessThan(20_000)
})

test('of many questions the newest are told, the open one and the one that is answered', () => {
  const all = rows(Array.from({ length: 60 }, (_, at) => question(at, at === 2 ? { state: 'open' } : {})))
  const ids = told(all, 'q-4').questions.map(({ id }) => id)
  expect(ids.slice(0, 3)).toEqual(['q3', 'q5', 'q31'])
  expect(ids).toHaveLength(32)
})

test('of struck causes the last twelve are told, of the others all', () => {
  const struck = Array.from({ length: 20 }, (_, at) => cause(at + 1, 'struck'))
  const ids = told(rows([], [cause(30, 'picked'), ...struck])).causes.map(({ id }) => id)
  expect(ids).toEqual(['c30', ...struck.slice(-12).map(({ no }) => `c${no}`)])
})
