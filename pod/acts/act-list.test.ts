import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type ActRow, actList } from './act-list.ts'

const acts: [string, ActRow][] = Object.entries(actList)
const sources = readdirSync('pod', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  .map((file) => readFileSync(join('pod', file), 'utf8'))
  .join('\n')

test('every act has words, and those of a list differ', () => {
  for (const [id, { label }] of acts) expect(label, id).toMatch(/^[A-Z].*[a-z]$/)
  const labels = acts.filter(([id]) => id !== 'shareFor').map(([, { label }]) => label)
  expect(new Set(labels).size).toBe(labels.length)
})

test('every act is offered somewhere', () => {
  const isOffered = (id: string) =>
    new RegExp(`\\b(act|close)\\('${id}'|\\b${id}: '|act: '${id}'|'${id}'`).test(sources)
  expect(acts.map(([id]) => id).filter((id) => !isOffered(id))).toEqual([])
})

test('no key stands twice in a scope', () => {
  const taken = acts.flatMap(([, { scope, keys = [] }]) => keys.map((key) => `${scope} ${key.toLowerCase()}`))
  // the numbers of the answers, as many as there are
  const answers = Array.from({ length: 9 }, (_, at) => `case ${at + 1}`)
  expect(new Set([...taken, ...answers]).size).toBe(taken.length + answers.length)
})

test('every slash command of what is built is there, each once', () => {
  const words = acts.flatMap(([, { slash }]) => (slash ? [slash.word] : []))
  expect(words.toSorted()).toEqual([
    'cause',
    'close',
    'done',
    'escalate',
    'fact',
    'flow',
    'park',
    'pause',
    'resume',
    'skip',
    'step',
    'ticket',
    'time',
    'undo',
    'update',
  ])
})

/**
 * What browsers keep (Chrome, Edge, Firefox, Safari; tabs, windows, address, history, find, zoom, clipboard, menus).
 * Mod+K is a search box in Firefox: it is asked for all the same, and Firefox leaves it to the page.
 */
const kept =
  /^(mod\+(shift\+)?([0-9]|[acdefghijlmnopqrstuvwxy+=-]|tab|arrow\w+)|mod\+shift\+[zk]|alt\+([0-9]|[abdefhstv]|home|arrow\w+)|f[0-9]+|tab|escape|backspace|\/|'|space)$/i

test('no act takes a key that the browser or ConnectWise’s screen keeps', () => {
  const keys = acts.flatMap(([, row]) => row.keys ?? [])
  expect(keys.filter((key) => kept.test(key))).toEqual([])
  for (const taken of ['Mod+T', 'Mod+Shift+N', 'Alt+D', 'Alt+ArrowLeft', 'F5', '/'])
    expect(taken).toMatch(kept)
})
