// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { afterEach, expect, test } from 'vitest'
import type { Fix } from '../../shared/contracts/fixes.ts'
import { FixButtons } from './FixButtons.tsx'

const box = document.body.appendChild(document.createElement('div'))
afterEach(() => render(null, box))
const nothing = async () => {}
const own = { problems: signal({}), apply: nothing, takeBack: nothing, say: nothing, notYet: nothing }

function offered(standing: 'proposed' | 'verifying' | 'partly', asked: boolean): string[] {
  const applied_at = new Date().toISOString()
  const fix = { id: 'fix', applied_at, ai_outcome_proposal: null } as Fix
  render(
    <FixButtons {...{ fix, standing, asked, own }} why={undefined} say={() => {}} onPartly={() => {}} />,
    box,
  )
  return [...box.querySelectorAll('button')].map(({ textContent }) => textContent ?? '')
}

test('what the question of the case offers is not offered a second time', () => {
  expect(offered('verifying', false)).toEqual(['Worked', 'Did not work', 'Partly…', 'Take back'])
  expect(offered('verifying', true)).toEqual(['Partly…', 'Take back'])
  expect(offered('partly', true)).toEqual(['Change the notes…'])
  expect(offered('proposed', true)).toEqual(['Apply', 'Dismiss'])
})
