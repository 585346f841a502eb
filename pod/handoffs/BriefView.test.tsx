// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { BriefList } from './BriefView.tsx'

const brief: Brief = {
  summary_prose: '',
  what_we_know: ['The rule holds it (checked)', 'Nobody changed it (reported)', 'It began on Monday'],
  ruled_out: ['The disk is full (checked)', 'The line is bad (reported)'],
  likely_cause: '',
  remaining_hypotheses: [],
  suggested_steps: [],
  environment: [],
  confidence: 'exploring',
  kind: 'model',
}

/** The sign of each line, and its words as they are read out. */
function rowsOf(list: 'what_we_know' | 'ruled_out') {
  const box = document.createElement('div')
  render(<BriefList brief={brief} list={list} />, box)
  return [...box.querySelectorAll('li')].map((row) => {
    const classes = row.querySelector('svg')?.getAttribute('class') ?? ''
    return [/lucide-[a-z-]+/.exec(classes.replace(/lucide-icon/, ''))?.[0], row.textContent]
  })
}

test('what was only reported has another sign than what was checked, and one that does not say has neither', () => {
  expect(rowsOf('what_we_know')).toEqual([
    ['lucide-check', 'The rule holds it (checked)'],
    ['lucide-message-square', 'Nobody changed it (reported)'],
    ['lucide-dot', 'It began on Monday'],
  ])
  expect(rowsOf('ruled_out')).toEqual([
    ['lucide-x', 'The disk is full (checked)'],
    ['lucide-message-square-x', 'The line is bad (reported)'],
  ])
})
