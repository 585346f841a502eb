import { expect, test } from 'vitest'
import type { Fork } from '../../../shared/contracts/forks.ts'
import { forksAfter, planFork, standingFork } from './fork.ts'

const at = '2026-05-04T14:02:00.000Z'
const wanted = (...texts: string[]) =>
  texts.map((text) => ({ text, shows: `Shows ${text}`, cause: `Cause of ${text}` }))
let made = 0
const plan = (
  forks: Fork[],
  paths: ReturnType<typeof wanted>,
  more: { settled?: boolean; out?: string[] } = {},
) =>
  planFork({
    forks,
    wanted: { paths, settled: more.settled ?? false },
    out: more.out ?? [],
    at,
    newId: () => `id${made++}`,
  })
const begun = (...texts: string[]) => plan([], wanted(...texts))
const texts = (forks: Fork[]) => forks.map(({ paths }) => paths.map(({ text }) => text))

test('two or three paths are a fork; one is none, and the same text is one', () => {
  expect(texts(begun('Cable', 'Line'))).toEqual([['Cable', 'Line']])
  expect(begun('Cable', 'Line')[0]).toMatchObject({ chosen: null, superseded_at: null })
  expect(begun('Cable')).toEqual([])
  expect(begun('Cable', ' cable. ')).toEqual([])
  expect(begun('', 'Line')).toEqual([])
})

test('the same paths keep it with what was chosen; others take its place', () => {
  const [fork] = begun('Cable', 'Line') as [Fork]
  const path_id = fork.paths[0]?.id ?? ''
  const chosen = { ...fork, chosen: { path_id, by: { user_id: 'ben', name: 'Ben' }, chosen_at: at } }
  expect(plan([chosen], wanted('line', 'Cable'))).toEqual([])
  const writes = plan([chosen], wanted('Cable', 'Router'))
  expect(writes[0]).toEqual({ ...chosen, superseded_at: at })
  expect(texts(writes)).toEqual([
    ['Cable', 'Line'],
    ['Cable', 'Router'],
  ])
  expect(standingFork(forksAfter([chosen], writes))?.paths[1]?.text).toBe('Router')
})

test('nothing said leaves it; what the evidence has decided goes', () => {
  const forks = begun('Cable', 'Line')
  expect(plan(forks, [])).toEqual([])
  const writes = plan(forks, [], { settled: true })
  expect(writes).toMatchObject([{ superseded_at: at }])
  expect(standingFork(forksAfter(forks, writes))).toBeNull()
  expect(plan([], [], { settled: true })).toEqual([])
})

test('a path to a cause that was struck or ruled out is not offered', () => {
  expect(texts(plan([], wanted('Cable', 'Line', 'Router'), { out: ['cause of line'] }))).toEqual([
    ['Cable', 'Router'],
  ])
  expect(plan([], wanted('Cable', 'Line'), { out: ['Cause of Line'] })).toEqual([])
})
