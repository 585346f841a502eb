// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { LiveRegion } from '../ui/LiveRegion.tsx'
import { createChanges, nextUndo } from './undo.ts'
import { undoActs } from './undo-acts.ts'

const answered = {
  steps: [
    { id: 'm1', kind: 'message', seq: 4, ref_id: 'q1', author: { id: 'ben', name: 'Ben' }, content: 'One' },
  ],
  questions: [{ id: 'q1', state: 'answered', text: 'Who?', answer: 'One', step_id: 'm1', options: [] }],
} as unknown as SessionDetail
const takeBack = { why: signal(undefined), run: async () => {} }
const posts = { posts: signal([]), cancel: async () => {} }

test('the last answer is offered once: as Undo, or beside an Undo of something newer', () => {
  const changes = createChanges(() => 9)
  const offered = () =>
    undoActs(answered, { changes, takeBack, posts, cannotWork: null }).map(({ id, note }) => [id, note])
  expect(offered()).toEqual([['undo', 'The last answer']])
  changes.keep('Step: Look at the cable', () => true)
  expect(offered()).toEqual([
    ['undo', 'Step: Look at the cable'],
    ['takeBack', undefined],
  ])
})

test('“Undone” is said once the server agreed, and never where it refused', async () => {
  const box = document.createElement('div')
  render(<LiveRegion />, box)
  const changes = createChanges(() => 9)
  const said = () => nextUndo(answered, changes, takeBack, posts)
  let agree = (_isDone: boolean) => {}
  const ask = () =>
    new Promise<boolean>((resolve) => {
      agree = resolve
    })
  changes.keep('Case paused', ask)
  const refused = said()?.run()
  agree(false)
  await refused
  expect(box.textContent).toBe('')
  changes.keep('Case paused', ask)
  const undone = said()?.run()
  await new Promise((resolve) => setTimeout(resolve))
  expect(box.textContent).toBe('')
  agree(true)
  await undone
  await expect.poll(() => box.textContent).toBe('Undone. Case paused')
})
