import { expect, test } from 'vitest'
import { play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { nodeAt } from '../../flows/find.ts'
import { fixOptions } from '../../flows/walk.ts'

const atTheFix = () => {
  const here = play({ ticket: seedTicket('48291'), flow: 'email-not-arriving' }, [
    'Yes, too wide',
    'Yes, just before',
  ])
  const node = nodeAt(here.flow, here.state.flow.node)
  if (node.kind !== 'conclusion') throw new Error('Not at a cause')
  return { here, node }
}
const verifying = (here: Rehearsal): Rehearsal => ({
  ...here,
  state: { ...here.state, fix: { ...here.state.fix, state: 'verifying' } },
})
const heard = (here: Rehearsal, words: string) => {
  const { last, state } = say(here, words)
  return { proposal: last.fix.outcome_proposal, keeps: last.question.keep, node: state.flow.node }
}

test('a cause brings its fix: its steps in their order, with risk and way back, and their commands', () => {
  const { here, node } = atTheFix()
  const { title, description, script } = here.last.fix
  expect(title).toBe(`${node.fix[0]?.text}, and 2 more steps`)
  expect(node.fix).toHaveLength(3)
  for (const [at, { text, risk }] of node.fix.entries()) {
    expect(description).toContain(`${at + 1}. ${text}`)
    expect(description).toContain(risk ?? '')
  }
  for (const { command } of node.fix) expect(script).toContain(command ?? '')
})

test.each([
  ['it works now', 'success'],
  ['still the same, nothing arrives', 'failed'],
  ['it works now, but not for the others', 'partial'],
])('“%s” proposes %s while the fix is verified, and the question stays', (words, proposal) => {
  const { here, node } = atTheFix()
  expect(heard(verifying(here), words)).toEqual({ proposal, keeps: true, node: node.key })
})

test.each([fixOptions.fixed, fixOptions.same, 'yes', 'no', '1'])('“%s” is the answer itself', (words) => {
  const { here, node } = atTheFix()
  const { proposal, node: after } = heard(verifying(here), words)
  expect([proposal, after === node.key]).toEqual(['none', false])
})

test('nothing is taken as confirmed before a person confirms it', () => {
  const { here } = atTheFix()
  const after = say(verifying(here), 'it works now')
  expect(after.state.facts.filter(({ known }) => known === 'checked')).toEqual(
    here.state.facts.filter(({ known }) => known === 'checked'),
  )
  expect(after.state.tasks).toEqual(here.state.tasks)
})

test('before it is applied nothing is proposed, and beside a cause there is no fix', () => {
  const { here } = atTheFix()
  expect(heard(here, 'it works now').proposal).toBe('none')
  expect(say(here, fixOptions.fixed).last.fix.title).toBe('')
})
