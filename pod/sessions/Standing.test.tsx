// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Standing } from './CaseState.tsx'

const wordsOf = (status: SessionDetail['status']) => {
  const box = document.createElement('div')
  const times = { paused_at: new Date().toISOString(), resolved_at: null }
  render(<Standing detail={{ status, ...times } as SessionDetail} />, box)
  return box.textContent
}

test('a case that is not worked on says so; one that is says nothing', () => {
  expect(wordsOf('paused')).toMatch(/^This case is paused.*now/)
  expect(wordsOf('escalated')).toBe('This case is escalated')
  expect(wordsOf('resolved')).toBe('This case is resolved')
  expect(wordsOf('active')).toBe('')
})
