// @vitest-environment happy-dom
import { render } from 'preact'
import { expect, test } from 'vitest'
import type { SessionDetail, Stage } from '../../shared/contracts/sessions.ts'
import { IncidentHeader, IncidentLine } from './IncidentHeader.tsx'
import { stageWords } from './stage-words.ts'

const detail = (stage: Stage) =>
  ({
    stage,
    client_name: 'Contoso Dental',
    asset_name: null,
    issue_category: null,
    triage_hypothesis: null,
    matched_flow: null,
    confidence_tier: 'exploring',
    confidence_score: 41,
  }) as unknown as SessionDetail
const flow = { flowRef: null, onFlow: () => {} }
const shown = (stage: Stage, isLow: boolean) => {
  const box = document.createElement('div')
  const of = { detail: detail(stage), ...flow }
  render(isLow ? <IncidentLine {...of} /> : <IncidentHeader {...of} readOnly onSave={async () => {}} />, box)
  return box.textContent ?? ''
}

test.each(Object.keys(stageWords) as Stage[])('the header says in a word that a case is %s', (stage) => {
  for (const isLow of [false, true]) {
    const text = shown(stage, isLow)
    const said = Object.values(stageWords).filter((word) => text.includes(word))
    expect([said, text.includes('Exploring')]).toEqual([[stageWords[stage]], true])
  }
})
