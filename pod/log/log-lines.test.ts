import { expect, test } from 'vitest'
import type { Step } from '../../shared/contracts/sessions.ts'
import { logLines } from './log-lines.ts'

const ben = { user_id: 'ben', name: 'Ben Okafor' }
const cleo = { user_id: 'cleo', name: 'Cleo Marsh' }
const step = (seq: number, change: Partial<Step> = {}): Step => ({
  id: `s${seq}`,
  seq,
  kind: 'message',
  author: ben,
  content: `words ${seq}`,
  state: 'complete',
  model_kind: null,
  remark: null,
  ref_id: null,
  images: [],
  created_at: '2026-11-20T10:00:00.000Z',
  ...change,
})
const today = new Date('2026-11-20T10:00:00.000Z').toDateString()
const view = { user_id: 'ben', open_question: null, drafts: new Set<string>(), most: 200, today }
const keys = (steps: Step[], change = {}) =>
  logLines(steps, { ...view, ...change }).lines.map(({ key }) => key)

test('who speaks: you, FlowPilot, a colleague by first name', () => {
  const steps = [step(1), step(2, { kind: 'reply', author: 'flowpilot' }), step(3, { author: cleo })]
  const who = logLines(steps, view).lines.map((line) =>
    line.kind === 'day' ? '' : `${line.kind} ${line.who}`,
  )
  expect(who).toEqual(['said you', 'reply fp', 'said cleo'])
})

test('the question that is asked above is not asked twice; the same words asked before stay', () => {
  const asked = { kind: 'question', author: 'flowpilot', content: 'Who?' } as const
  const steps = [step(1, { ...asked, ref_id: 'q1' }), step(2), step(3, { ...asked, ref_id: 'q2' })]
  expect(keys(steps, { open_question: 'q2' })).toEqual(['s1', 's2'])
  expect(keys(steps)).toEqual(['s1', 's2', 's3'])
})

test('an empty reply says nothing, unless it is on its way or failed', () => {
  const empty = (seq: number, state: Step['state']) =>
    step(seq, { kind: 'reply', author: 'flowpilot', content: '', state })
  expect(keys([empty(1, 'complete'), empty(2, 'failed'), empty(3, 'streaming')])).toEqual(['s2', 's3'])
})

test('another day has its line, today needs none', () => {
  const earlier = { created_at: '2026-11-18T10:00:00.000Z' }
  expect(keys([step(1, earlier), step(2, earlier), step(3)])).toEqual(['day-s1', 's1', 's2', 'day-s3', 's3'])
})

test('a long case shows its newest lines and says how many are left', () => {
  const long = Array.from({ length: 450 }, (_, at) => step(at + 1))
  const { lines, hidden } = logLines(long, view)
  expect(hidden).toBe(250)
  expect(lines.map(({ key }) => key).at(0)).toBe('s251')
  expect(lines).toHaveLength(200)
})

test('drafts of one person that went nowhere are one line; what was posted stands for itself', () => {
  const update = (seq: number, change: Partial<Step> = {}) =>
    step(seq, { kind: 'status_update', ref_id: `u${seq}`, ...change })
  const steps = [update(1), update(2), update(3), update(4), update(5, { author: cleo }), step(6)]
  const { lines } = logLines(steps, { ...view, drafts: new Set(['u2', 'u3', 'u4', 'u5']) })
  const kinds = lines.map((line) => (line.kind === 'drafts' ? line.lines.map(({ key }) => key) : line.key))
  expect(kinds).toEqual(['s1', ['s2', 's3', 's4'], 's5', 's6'])
})
