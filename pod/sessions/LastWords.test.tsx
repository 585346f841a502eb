// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { ListedSession } from '../../shared/contracts/session-lists.ts'
import { type Pod, PodContext } from '../pod.ts'
import { LastWords } from './LastWords.tsx'

const wordsOf = (more: Partial<ListedSession>, typed?: string) => {
  const box = document.createElement('div')
  const pod = { drafts: { typed: () => typed } } as unknown as Pod
  const listed = { id: 'a', newest: null, has_draft: false, ...more } as ListedSession
  render(
    <PodContext.Provider value={pod}>
      <LastWords case={listed} />
    </PodContext.Provider>,
    box,
  )
  return box.textContent
}
const newest = { by: 'person', text: 'Since Monday' } as const

test('whose words were the last ones', () => {
  expect(wordsOf({})).toBe('')
  expect(wordsOf({ newest })).toBe('Since Monday')
  expect(wordsOf({ newest: { by: 'flowpilot', text: 'Look at the event log.' } })).toBe(
    'fp: Look at the event log.',
  )
})

test('an unsent message is marked; what is typed here counts more than what the list said', () => {
  expect(wordsOf({ newest, has_draft: true })).toBe('Unsent message. Since Monday')
  expect(wordsOf({ has_draft: true }, ' ')).toBe('')
  expect(wordsOf({ newest }, 'Half a thought')).toBe('Unsent message. Since Monday')
})
