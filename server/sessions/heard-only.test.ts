import { expect, test } from 'vitest'
import { noTurn, type TurnOutput } from '../model/protocol.ts'
import { heardOnly } from './heard-only.ts'

const task = (id: string, text: string, state: 'active' | 'pending' = 'pending') =>
  ({ id, text, detail: null, command: null, state }) as const
const tasks = [task('rules', 'Review the transport rules', 'active'), task('trace', 'Run a message trace')]

const changes = (words: string, ...ids: string[]) => {
  const said: TurnOutput = {
    ...noTurn(),
    task_changes: ids.map((id) => ({ id, state: 'done', known: 'checked', result: 'As told' })),
  }
  return heardOnly(said, { words, tasks }).task_changes.map(({ state, known, result }) => [
    state,
    known,
    result,
  ])
}
const fact = (words: string, text: string) => {
  const said: TurnOutput = {
    ...noTurn(),
    new_facts: [{ text, status: 'confirmed', known: 'checked', source: 'engineer' }],
  }
  const [kept] = heardOnly(said, { words, tasks }).new_facts
  return [kept?.source, kept?.known]
}

const done = ['done', 'checked', 'As told']
const kept = ['keep', 'keep', '']

test.each([
  ['the step in hand, whatever they report', 'No rule matches', 'rules', done],
  ['another that was spoken of', 'Ran the trace as well, nothing', 'trace', done],
  ['each of them', 'did both', 'trace', done],
  ['one that nobody spoke of', 'No rule matches', 'trace', kept],
  ['none, where they only ask', 'What is next?', 'rules', kept],
  ['one that they only ask about', 'Should I run the trace?', 'trace', kept],
  ['each of them, where they only ask', 'Is that all?', 'trace', kept],
  ['any, where nothing was written', '', 'rules', kept],
  ['one that is not there', 'did all', 'gone', kept],
])('done: %s', (_, words, id, what) => {
  expect(changes(words, id)).toEqual([what])
})

test.each([
  ['what they spoke of is theirs', 'The backup ran at 02:00', 'Backup ran at 02:00', ['engineer', 'checked']],
  ['what they did not is nobody’s', 'No rule matches', 'Backups were verified', ['', 'told']],
  ['nothing written, nothing theirs', '', 'Backups were verified', ['', 'told']],
])('facts: %s', (_, words, text, what) => {
  expect(fact(words, text)).toEqual(what)
})
