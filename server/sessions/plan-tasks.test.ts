import { describe, expect, test } from 'vitest'
import type { TurnOutput } from '../model/protocol.ts'
import { mostTasks } from './caps.ts'
import { planTasks } from './plan-tasks.ts'
import type { TaskRow } from './task-queries.ts'

type Op = TurnOutput['tasks'][number]

const row = (id: string, more: Partial<TaskRow> = {}): TaskRow => ({
  id,
  text: `Check ${id}`,
  detail: null,
  command: null,
  state: 'pending',
  result: null,
  position: 1,
  revision: 1,
  source: 'flow',
  touched_by: null,
  deleted_at: null,
  ...more,
})
const op = (kind: Op['op'], more: Partial<Op>): Op => ({
  op: kind,
  id: null,
  text: null,
  detail: null,
  command: null,
  state: null,
  result: null,
  ...more,
})
const plan = (
  tasks: TaskRow[],
  ops: Op[],
  more: { removed?: { text: string }[]; keepActive?: boolean } = {},
) => {
  let count = 0
  return planTasks({
    tasks,
    ops,
    removed: more.removed ?? [],
    keepActive: more.keepActive ?? false,
    newId: () => `new${++count}`,
  })
}

describe('what the model adds', () => {
  test('the first open row becomes the active one', () => {
    const { adds } = plan(
      [],
      [op('add', { text: 'Run a message trace' }), op('add', { text: 'Check junk mail' })],
    )
    expect(adds.map(({ text, state }) => [text, state])).toEqual([
      ['Run a message trace', 'active'],
      ['Check junk mail', 'pending'],
    ])
  })

  test('the same text is the same row', () => {
    const { adds, updates } = plan(
      [row('a', { text: 'Run a message trace' })],
      [op('add', { text: ' run a  message trace. ', state: 'done', result: 'Delivered' })],
    )
    expect(adds).toEqual([])
    expect(updates).toEqual([
      { id: 'a', fields: { text: 'run a  message trace.', state: 'done', result: 'Delivered' } },
    ])
  })

  test('what a person took off the list does not come back', () => {
    expect(
      plan([], [op('add', { text: 'Reboot the server' })], { removed: [{ text: 'reboot the server' }] }).adds,
    ).toEqual([])
  })

  test('the list ends at its cap, and long or broken text is cut', () => {
    const many = Array.from({ length: mostTasks + 5 }, (_, n) => op('add', { text: `Step ${n}` }))
    expect(plan([], many).adds).toHaveLength(mostTasks)
    const [add] = plan([], [op('add', { text: `a\u0000b${'x'.repeat(500)}`, detail: '\u0000' })]).adds
    expect(add).toMatchObject({ detail: null })
    expect(add?.text).toHaveLength(200)
    expect(add?.text.startsWith('abx')).toBe(true)
  })

  test('an addition without a text is nothing', () => {
    expect(plan([], [op('add', { text: '  ' }), op('add', {})])).toEqual({
      updates: [],
      removes: [],
      adds: [],
    })
  })
})

describe('what the model changes', () => {
  test('a tick makes the next open row active, and leaving comes before entering', () => {
    const tasks = [row('b', { position: 2 }), row('a', { state: 'active' })]
    expect(plan(tasks, [op('change', { id: 'a', state: 'done', result: 'Found' })]).updates).toEqual([
      { id: 'a', fields: { state: 'done', result: 'Found' } },
      { id: 'b', fields: { state: 'active' } },
    ])
  })

  test('one row is active, the last that was asked for', () => {
    const tasks = [row('a', { state: 'active' }), row('b'), row('c')]
    const ops = [op('change', { id: 'b', state: 'active' }), op('change', { id: 'c', state: 'active' })]
    expect(plan(tasks, ops).updates).toEqual([
      { id: 'a', fields: { state: 'pending' } },
      { id: 'c', fields: { state: 'active' } },
    ])
  })

  test('an id that does not exist changes nothing', () => {
    const ops = [
      op('change', { id: 'x', text: 'Other' }),
      op('remove', { id: 'x' }),
      op('change', { text: 'Other' }),
    ]
    expect(plan([row('a', { state: 'active' })], ops)).toEqual({ updates: [], removes: [], adds: [] })
  })
})

describe('what a person touched', () => {
  const touched = { touched_by: 'ben' }

  test('keeps its words, its state and its place in the list', () => {
    const tasks = [
      row('a', { ...touched, state: 'done', result: 'Mine' }),
      row('b', { ...touched, state: 'active' }),
    ]
    const ops = [
      op('change', { id: 'a', text: 'Other', state: 'pending', result: 'Theirs' }),
      op('remove', { id: 'a' }),
      op('change', { id: 'b', state: 'done' }),
      op('add', { text: 'Check a', state: 'pending' }),
    ]
    expect(plan(tasks, ops)).toEqual({ updates: [], removes: [], adds: [] })
  })

  test('can become the active one, unless it is closed', () => {
    const tasks = [
      row('a', { state: 'active' }),
      row('b', touched),
      row('c', { ...touched, state: 'skipped' }),
    ]
    expect(plan(tasks, [op('change', { id: 'b', state: 'active' })]).updates).toEqual([
      { id: 'a', fields: { state: 'pending' } },
      { id: 'b', fields: { state: 'active' } },
    ])
    expect(plan(tasks, [op('change', { id: 'c', state: 'active' })]).updates).toEqual([])
  })

  test('stays active when it was chosen while the model was thinking', () => {
    const tasks = [row('a', { ...touched, state: 'active' }), row('b')]
    expect(plan(tasks, [op('change', { id: 'b', state: 'active' })], { keepActive: true }).updates).toEqual(
      [],
    )
  })
})
