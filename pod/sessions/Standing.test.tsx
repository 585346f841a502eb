// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Standing } from './CaseState.tsx'

const wordsOf = (status: SessionDetail['status'], action?: string) => {
  const box = document.createElement('div')
  const more = { paused_at: new Date().toISOString(), resolved_at: null, handler_name: 'Cleo Marchetti' }
  render(<Standing detail={{ status, ...more } as SessionDetail} action={action} />, box)
  return box.textContent
}

test('a case that is not worked on says so; one that is, and one whose handover says more, says nothing', () => {
  expect(wordsOf('paused')).toMatch(/^This case is paused.*now/)
  expect(wordsOf('escalated')).toBe('')
  expect(wordsOf('resolved')).toBe('This case is resolved')
  expect(wordsOf('active')).toBe('')
})

test('a paused case names who can resume it, where that is somebody else', () => {
  expect(wordsOf('paused')).toContain('Cleo Marchetti can resume it')
  expect(wordsOf('paused', 'Resume')).not.toContain('Cleo')
})
