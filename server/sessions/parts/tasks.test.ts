import { describe, expect, test } from 'vitest'
import type { TurnOutput } from '../../model/protocol.ts'
import { mostTasks } from '../caps.ts'
import type { TaskRow } from '../task-queries.ts'
import { planTasks, type Works } from './tasks.ts'

type Wanted = Pick<TurnOutput, 'new_tasks' | 'task_changes' | 'removed_tasks'>

const row = (id: string, more: Partial<TaskRow> = {}): TaskRow => ({
  id,
  text: `Check ${id}`,
  detail: null,
  command: null,
  state: 'pending',
  known: null,
  result: null,
  no: 1,
  position: 1,
  revision: 1,
  source: 'flow',
  touched_by: null,
  deleted_at: null,
  ...more,
})
const add = (text: string, more: Partial<Wanted['new_tasks'][number]> = {}) => ({
  text,
  detail: '',
  command: '',
  active: false,
  ...more,
})
const change = (id: string, more: Partial<Wanted['task_changes'][number]>) => ({
  id,
  state: 'keep' as const,
  known: 'keep' as const,
  result: '',
  ...more,
})
const plan = (
  tasks: TaskRow[],
  wanted: Partial<Wanted>,
  more: { removed?: { text: string }[]; keepActive?: boolean; works?: Works } = {},
) => {
  let count = 0
  return planTasks({
    tasks,
    wanted: { new_tasks: [], task_changes: [], removed_tasks: [], ...wanted },
    removed: more.removed ?? [],
    keepActive: more.keepActive ?? false,
    works: more.works ?? 'not',
    newId: () => `new${++count}`,
  })
}

describe('what the model adds', () => {
  test('the first open row becomes the active one', () => {
    const { adds } = plan([], { new_tasks: [add('Run a message trace'), add('Check junk mail')] })
    expect(adds.map(({ text, state }) => [text, state])).toEqual([
      ['Run a message trace', 'active'],
      ['Check junk mail', 'pending'],
    ])
  })

  test('the same text is the same row', () => {
    const { adds, updates } = plan([row('a', { text: 'Run a message trace', state: 'active' })], {
      new_tasks: [add(' run a  message trace. ', { command: 'Get-MessageTraceV2' })],
    })
    expect(adds).toEqual([])
    expect(updates).toEqual([{ id: 'a', fields: { command: 'Get-MessageTraceV2' } }])
  })

  test('what a person took off the list does not come back', () => {
    const removed = [{ text: 'reboot the server' }]
    expect(plan([], { new_tasks: [add('Reboot the server')] }, { removed }).adds).toEqual([])
  })

  test('the list ends at its cap, and long or broken text is cut', () => {
    const many = Array.from({ length: mostTasks + 5 }, (_, n) => add(`Step ${n}`))
    expect(plan([], { new_tasks: many }).adds).toHaveLength(mostTasks)
    const long = add(`a\u0000b${'x'.repeat(500)}`, { detail: '\u0000' })
    const [one] = plan([], { new_tasks: [long] }).adds
    expect(one).toMatchObject({ detail: null })
    expect(one?.text).toHaveLength(200)
    expect(one?.text.startsWith('abx')).toBe(true)
  })

  test('an addition without a text is nothing', () => {
    expect(plan([], { new_tasks: [add('  ')] })).toEqual({ updates: [], removes: [], adds: [] })
  })
})

describe('what the model changes', () => {
  test('a tick makes the next open row active, and leaving comes before entering', () => {
    const tasks = [row('b', { position: 2 }), row('a', { state: 'active' })]
    const ticked = change('a', { state: 'done', known: 'checked', result: 'Found' })
    expect(plan(tasks, { task_changes: [ticked] }).updates).toEqual([
      { id: 'a', fields: { state: 'done', known: 'checked', result: 'Found' } },
      { id: 'b', fields: { state: 'active' } },
    ])
  })

  test('one row is active, the last that was asked for', () => {
    const tasks = [row('a', { state: 'active' }), row('b'), row('c')]
    const task_changes = [change('b', { state: 'active' }), change('c', { state: 'active' })]
    expect(plan(tasks, { task_changes }).updates).toEqual([
      { id: 'a', fields: { state: 'pending' } },
      { id: 'c', fields: { state: 'active' } },
    ])
  })

  test('an id that does not exist changes nothing', () => {
    const wanted = { task_changes: [change('x', { result: 'Other' })], removed_tasks: ['x'] }
    expect(plan([row('a', { state: 'active' })], wanted)).toEqual({ updates: [], removes: [], adds: [] })
  })
})

describe('what a person touched', () => {
  const touched = { touched_by: 'ben' }

  test('keeps its words, its state and its place in the list', () => {
    const tasks = [
      row('a', { ...touched, state: 'done', result: 'Mine' }),
      row('b', { ...touched, state: 'active' }),
    ]
    const wanted = {
      new_tasks: [add('Check a', { detail: 'Theirs' })],
      task_changes: [
        change('a', { state: 'pending', known: 'told', result: 'Theirs' }),
        change('b', { state: 'done' }),
      ],
      removed_tasks: ['a'],
    }
    expect(plan(tasks, wanted)).toEqual({ updates: [], removes: [], adds: [] })
  })

  test('can become the active one, unless it is closed', () => {
    const tasks = [
      row('a', { state: 'active' }),
      row('b', touched),
      row('c', { ...touched, state: 'skipped' }),
    ]
    expect(plan(tasks, { task_changes: [change('b', { state: 'active' })] }).updates).toEqual([
      { id: 'a', fields: { state: 'pending' } },
      { id: 'b', fields: { state: 'active' } },
    ])
    expect(plan(tasks, { task_changes: [change('c', { state: 'active' })] }).updates).toEqual([])
  })

  test('stays active when it was chosen while the model was thinking', () => {
    const tasks = [row('a', { ...touched, state: 'active' }), row('b')]
    const wanted = { task_changes: [change('b', { state: 'active' })] }
    expect(plan(tasks, wanted, { keepActive: true }).updates).toEqual([])
  })
})

test('a step that waits again has no result any more', () => {
  const done = row('a', { state: 'done', known: 'checked', result: 'It works again' })
  const { updates } = plan([done, row('b', { state: 'active' })], {
    task_changes: [change('a', { state: 'pending' })],
  })
  expect(updates).toEqual([{ id: 'a', fields: { state: 'pending', known: null, result: null } }])
})

describe('once it works again', () => {
  const works = 'now'
  const tasks = [row('a', { state: 'active' }), row('b')]

  test('no step is in hand', () => {
    const skipped = change('a', { state: 'skipped', known: 'told', result: 'It works again' })
    expect(plan(tasks, { task_changes: [skipped] }, { works }).updates).toEqual([
      { id: 'a', fields: { state: 'skipped', known: 'told', result: 'It works again' } },
    ])
    expect(plan(tasks, {}, { works }).updates).toEqual([{ id: 'a', fields: { state: 'pending' } }])
  })

  test('one that is asked for, that is new, or that somebody chose meanwhile is', () => {
    const task_changes = [change('b', { state: 'active' })]
    expect(plan(tasks, { task_changes }, { works }).updates.at(-1)?.id).toBe('b')
    expect(plan(tasks, { new_tasks: [add('Ask the user')] }, { works }).adds).toMatchObject([
      { text: 'Ask the user', state: 'active' },
    ])
    expect(plan(tasks, {}, { works, keepActive: true }).updates).toEqual([])
  })

  test('a step that is taken up later stays in hand, and none comes by itself', () => {
    expect(plan(tasks, {}, { works: 'since' }).updates).toEqual([])
    expect(plan([row('a'), row('b')], {}, { works: 'since' }).updates).toEqual([])
  })
})
