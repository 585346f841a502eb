import { expect, test } from 'vitest'
import type { MissingItem } from '../../shared/contracts/handoff-calls.ts'
import type { Brief, Handoff } from '../../shared/contracts/handoffs.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { ApiProblem } from '../line/api-problem.ts'
import {
  afterwardsWords,
  handedWords,
  isForClient,
  missingOf,
  receivedWords,
  repeatedWords,
  targetWords,
  unpickedWords,
} from './handoff-words.ts'
import { handoffInHand } from './in-hand.ts'

const brief: Brief = {
  summary_prose: 'No mail from outside.',
  what_we_know: ['A rule holds it', 'Only outside senders'],
  ruled_out: ['Mailbox full'],
  likely_cause: 'Rule 3',
  remaining_hypotheses: ['Rule 3 lost its exception'],
  suggested_steps: ['Read rule 3'],
  environment: [],
  confidence: 'exploring',
  kind: 'basic',
}
const cleo = { id: 'cleo', name: 'Cleo Marchetti' }
const handoff = (more: Partial<Handoff> = {}): Handoff => ({
  id: 'h1',
  session_id: 's1',
  intent: 'escalate',
  reason: 'Two rules touch the same mail',
  target: null,
  created_by: { id: 'ben', name: 'Ben Okafor' },
  created_at: '2026-11-30T10:57:00.000Z',
  claimed_by: null,
  claimed_at: null,
  withdrawn_at: null,
  resume_mode: null,
  brief,
  received: [],
  repeated: { steps: 0, questions: 0 },
  ...more,
})

test('whoever it is for is named, and told so', () => {
  expect(targetWords(handoff(), 'ben')).toBe('anyone')
  expect(targetWords(handoff({ target: cleo }), 'ben')).toBe('Cleo')
  expect(targetWords(handoff({ target: cleo }), 'cleo')).toBe('you')
})

test.each<[MissingItem['kind'], string, string, boolean]>([
  ['open_question', 'May the rule change today?', 'May the rule change today?', true],
  ['untested_cause', 'Rule 0', 'Not tested: Rule 0', false],
  ['pending_step', 'Read rule 3', 'Not done: Read rule 3', false],
  ['fix_outcome', 'Narrow rule 3', 'Did it help: Narrow rule 3?', true],
  ['no_device', '', 'Which device is it?', true],
  ['no_cause', '', 'What may be the cause?', false],
])(
  'what is missing of kind %s stands as a question; a client is asked what a client can know',
  (kind, text, words, isAsked) => {
    expect([missingOf({ kind, text }), isForClient({ kind, text })]).toEqual([words, isAsked])
  },
)

test.each([
  [[], 'Nothing is written to #48291'],
  [['note'], 'Note on #48291'],
  [['note', 'status'], 'Note, then status on #48291'],
] as const)('%j is told as "%s"', (parts, words) => {
  expect(handedWords(parts, '48291')).toBe(words)
})

test('what was marked of a brief is counted, what was done again is said', () => {
  expect(receivedWords(handoff())).toBe('0 of 5 lines marked')
  const received: Handoff['received'] = [
    { item: 'what_we_know:0', verdict: 'confirmed' },
    { item: 'ruled_out:0', verdict: 'wrong' },
  ]
  expect(receivedWords(handoff({ received }))).toBe('2 of 5 lines marked, 1 wrong')
  expect(repeatedWords(handoff())).toBeNull()
  expect(repeatedWords(handoff({ repeated: { steps: 1, questions: 2 } }))).toBe(
    '1 step done again, 2 questions asked again',
  )
})

test('who was faster is named', () => {
  const problem = new ApiProblem('conflict', { message: 'Taken.', body: { claimed_by: cleo } })
  expect(unpickedWords(problem)).toBe('Cleo Marchetti was faster and has picked it up.')
  expect(unpickedWords(new ApiProblem('unreachable'))).toContain('reached')
})

test('a case stands in its newest handing over that was not taken back', () => {
  const first = handoff({ id: 'h0', claimed_at: '2026-11-30T11:00:00.000Z', claimed_by: cleo })
  const back = handoff({ withdrawn_at: '2026-11-30T11:00:00.000Z' })
  expect(handoffInHand({ handoffs: [] })).toBeNull()
  expect(handoffInHand({ handoffs: [first, handoff()] })?.id).toBe('h1')
  expect(handoffInHand({ handoffs: [first, back] })?.id).toBe('h0')
  expect(handoffInHand({ handoffs: [back] })).toBeNull()
  expect([first, back, handoff()].map(isWaiting)).toEqual([false, false, true])
})

test('what became of a case that was handed on', () => {
  const waiting = { claimed_by: null, withdrawn_at: null }
  expect(afterwardsWords(waiting)).toBe('You stay the owner, and can take it back until it is picked up.')
  expect(afterwardsWords({ ...waiting, claimed_by: cleo })).toMatch(/^Picked up by Cleo\. /)
  expect(afterwardsWords({ ...waiting, withdrawn_at: '2026-11-03T10:00:00Z' })).toMatch(/^You took it back/)
})
