import { expect, test } from 'vitest'
import type { Fork } from '../../shared/contracts/forks.ts'
import { onFork } from './on-fork.ts'

const path = (id: string) => ({ id, text: `Path ${id}`, shows: '', cause: '', taken: false })
const by = { user_id: 'ben', name: 'Ben Okafor' }
const fork = (chosen: string | null, superseded_at: string | null = null): Fork => ({
  id: 'fork',
  paths: [path('a'), path('b'), path('c')],
  chosen: chosen ? { path_id: chosen, by, chosen_at: '2026-05-04T14:02:00.000Z' } : null,
  superseded_at,
})
const gone = '2026-05-04T14:03:00.000Z'

test.each([
  ['nobody chose yet', fork(null), 'a', null, { path: path('a'), before: null }],
  ['chosen already: the same again', fork('a'), 'a', null, { path: null, before: null }],
  ['another path later', fork('a'), 'b', 'a', { path: path('b'), before: path('a') }],
  ['somebody was faster', fork('a'), 'b', null, { problem: 'fork_chosen' }],
  ['somebody went over to another path', fork('b'), 'c', 'a', { problem: 'fork_chosen' }],
  ['replaced', fork(null, gone), 'a', null, { problem: 'fork_superseded' }],
  ['replaced after a choice', fork('a', gone), 'a', null, { problem: 'fork_superseded' }],
  ['no path of this fork', fork(null), 'x', null, { problem: 'invalid' }],
] as const)('%s', (_, standing, path_id, instead_of, decision) => {
  expect(onFork(standing, { path_id, instead_of })).toEqual(decision)
})
