import { expect, test } from 'vitest'
import { newCase } from '../../../eval/case-in-memory.ts'
import type { Flow } from '../../../shared/contracts/flows.ts'
import { generalFlowKey } from '../../flows/general.ts'
import { shippedFlows } from '../../flows/shipped.ts'
import { playTurn } from './turn.ts'

const shipped = (key: string) => shippedFlows().find((flow) => flow.key === key) as Flow
const firstQuestion = (flow: Flow) =>
  playTurn({
    case: newCase(flow, { title: 'Trouble' }).state,
    words: '',
    ticket: null,
    ticket_is_new: false,
    flow,
    last_reply: '',
    past: [],
  }).question.text

test('the general flow is known by its key: an own flow without signs leads, an own general one with signs does not', () => {
  expect(firstQuestion({ ...shipped('vpn'), key: 'own-vpn', signs: [] })).not.toBe('')
  const signs = [{ word: 'trouble', weight: 3 }]
  expect(firstQuestion({ ...shipped(generalFlowKey), signs })).toBe(firstQuestion(shipped(generalFlowKey)))
})
