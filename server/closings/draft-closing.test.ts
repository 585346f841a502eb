import { expect, test } from 'vitest'
import type { CauseRow } from '../sessions/cause-queries.ts'
import { fixture, newTask } from '../testing/documented-case.ts'
import { draftClosing } from './draft-closing.ts'

const cause = (more: Partial<CauseRow> = {}) => ({ text: 'The mesh', state: 'open', ...more }) as CauseRow
const rowsOf = (more: Parameters<typeof fixture>[0] = {}) => ({
  ...fixture(more).rows,
  causes: [cause({ text: 'Struck out', state: 'struck' }), cause()],
})

test('a case that is sure of it says its cause, what was done and what helped', () => {
  expect(draftClosing(rowsOf())).toEqual({
    root_cause: 'The mesh',
    resolution: 'Use the main router. It worked.',
    steps_taken: 'Measure loss to the router: 12% lost',
    recommendations: '',
  })
})

test('a suspicion is no cause, unless a person picked it; nothing is said of a fix that did not help', () => {
  const unsure = rowsOf({ rows: { fix: null, tasks: [newTask({})] }, row: { confidence_tier: 'exploring' } })
  expect(draftClosing(unsure)).toEqual({
    root_cause: '',
    resolution: '',
    steps_taken: '',
    recommendations: '',
  })
  expect(draftClosing({ ...unsure, causes: [cause({ state: 'picked' })] }).root_cause).toBe('The mesh')
})
