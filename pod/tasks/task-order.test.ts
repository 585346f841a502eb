import { describe, expect, test } from 'vitest'
import type { Task, TaskState } from '../../shared/contracts/tasks.ts'
import { changedTasks, countWords, dropIndex, moveTask, tasksInView } from './task-order.ts'

const task = (id: string, state: TaskState = 'pending'): Task => ({
  id,
  text: id,
  detail: null,
  command: null,
  state,
  known: null,
  result: null,
  position: 1,
  revision: 1,
  source: 'flow',
})
const ids = (tasks: readonly Task[]) => tasks.map(({ id }) => id).join('')
const states = (tasks: readonly Task[]) => tasks.map(({ state }) => state)
const list = [task('a', 'done'), task('b', 'active'), task('c'), task('d')]

describe('order', () => {
  test('a row goes up, down, to the ends and no further', () => {
    expect(ids(moveTask(list, 'c', 0))).toBe('cabd')
    expect(ids(moveTask(list, 'a', 3))).toBe('bcda')
    expect(ids(moveTask(list, 'a', 99))).toBe('bcda')
    expect(ids(moveTask(list, 'd', -1))).toBe('dabc')
    expect(ids(moveTask(list, 'x', 1))).toBe('abcd')
  })

  test('a position is 1-based, as the server counts', () => {
    expect(ids(changedTasks(list, 'd', { position: 2 }))).toBe('adbc')
  })

  test('a dropped row goes between the middles of the others', () => {
    expect(dropIndex([10, 30, 50], 5)).toBe(0)
    expect(dropIndex([10, 30, 50], 31)).toBe(2)
    expect(dropIndex([10, 30, 50], 500)).toBe(3)
  })
})

describe('states', () => {
  test('one step is in hand', () => {
    expect(states(changedTasks(list, 'd', { state: 'active' }))).toEqual([
      'done',
      'pending',
      'pending',
      'active',
    ])
  })

  test('ticking the one in hand takes the next open one', () => {
    expect(states(changedTasks(list, 'b', { state: 'done' }))).toEqual(['done', 'done', 'active', 'pending'])
    expect(states(changedTasks(list, 'b', { state: 'skipped' }))).toEqual([
      'done',
      'skipped',
      'active',
      'pending',
    ])
  })

  test('after the last one, the first open one; ticking another leaves the one in hand', () => {
    const late = [task('a'), task('b', 'done'), task('c', 'active')]
    expect(states(changedTasks(late, 'c', { state: 'done' }))).toEqual(['active', 'done', 'done'])
    expect(states(changedTasks(list, 'd', { state: 'done' }))).toEqual(['done', 'active', 'pending', 'done'])
  })

  test('skipped ones count as closed, told ones do not', () => {
    const closed = [task('a', 'done'), task('b', 'skipped'), task('c')]
    expect(countWords(closed)).toBe('2 of 3')
    const told = { ...task('d', 'skipped'), known: 'told' as const }
    expect(countWords([...closed, told])).toBe('2 of 4, 1 told')
    expect(countWords([{ ...told, state: 'pending' }])).toBe('0 of 1')
  })

  test('ticking a step and writing its result are seen, skipping it is not', () => {
    const told = [{ ...task('a', 'skipped'), known: 'told' as const }]
    expect(changedTasks(told, 'a', { state: 'done' })[0]?.known).toBe('checked')
    expect(changedTasks(told, 'a', { result: '0 % loss' })[0]?.known).toBe('checked')
    expect(changedTasks(told, 'a', { state: 'pending' })[0]?.known).toBe('told')
  })
})

describe('what a low screen shows of a long list', () => {
  const long = [...'abcdefghij'].map((id, at) => task(id, at < 5 ? 'done' : at === 5 ? 'active' : 'pending'))

  test('the rows around the step in hand', () => {
    expect(tasksInView(long, 4)).toMatchObject({ before: 4, after: 2 })
    expect(ids(tasksInView(long, 4).rows)).toBe('efgh')
    expect(ids(tasksInView(long, 1).rows)).toBe('f')
  })

  test('whole when it fits, the end when all is done', () => {
    expect(tasksInView(list, 7)).toMatchObject({ before: 0, after: 0 })
    const done = long.map((each) => ({ ...each, state: 'done' as const }))
    expect(ids(tasksInView(done, 3).rows)).toBe('hij')
  })
})
