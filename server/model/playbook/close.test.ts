import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { nodeAt } from '../../flows/find.ts'
import { playedUpdate } from '../../testing/played-update.ts'
import type { UpdateOrder } from '../protocol.ts'

const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: false,
  ticket_notes_format: 'plain',
}
const textFor = (here: Rehearsal, order: Pick<UpdateOrder, 'audience' | 'length'>, language = 'en') =>
  playedUpdate({ ...updateCaseOf(here), language }, { ...order, context: 'status', templates }, here.flow)
    .text
const notes = (here: Rehearsal) => textFor(here, { audience: 'ticket_notes', length: 'detailed' })
const client = (here: Rehearsal) => textFor(here, { audience: 'client_update', length: 'detailed' })
const isFixed = ({ flow, state }: Rehearsal): boolean => {
  const node = nodeAt(flow, state.flow.node)
  return node.kind === 'end' && node.outcome === 'fixed'
}

describe('closed without a fix', () => {
  test.each([
    ['48314', 'close it, not our problem', 'Closed without a fix: not our problem.'],
    ['48315', 'spam, close it', 'Closed without a fix: spam.'],
    ['48315', 'its spam. nothing to do', 'Closed without a fix: spam.'],
    ['48297', 'hat sich erledigt, kann zu', 'Closed without a fix: hat sich erledigt.'],
    ['48287', 'handled by the ISP, close it', 'Closed without a fix: handled by the ISP.'],
    ['48308', 'dup of 48291, close', 'Closed without a fix: dup of 48291.'],
  ])('%s: “%s” says so in notes and claims nothing to the client', (number, words, says) => {
    const here = play({ ticket: seedTicket(number) }, [words])
    expect(isFixed(here)).toBe(false)
    expect(notes(here)).toContain(says)
    expect(notes(here)).not.toMatch(/works again|by the fix\)|Next steps|Open question|No hypothesis/)
    expect(client(here)).toContain('We have closed your request about')
    expect(client(here)).not.toMatch(/successful|\bworks?\b|working|arriving/)
    expect(here.state.questions.filter(({ state }) => state === 'open')).toEqual([])
    expect(here.state.hypothesis).toBe('')
    expect(here.state.causes).toEqual([])
    expect(say(here, 'thanks').last.reply).not.toContain('cause is still missing')
  })

  test('in the middle of a fix is no “yes”', () => {
    const here = play({ ticket: seedTicket('48297') }, ['close it, not our problem'])
    expect(here.state.facts.map(({ text }) => text).join()).not.toContain('Confirmed by the fix')
  })

  test('is told in German for a German ticket', () => {
    const here = play({ ticket: seedTicket('48297') }, ['spam, close it'])
    const text = textFor(here, { audience: 'client_update', length: 'quick' }, 'de')
    expect(text).toContain('zu reparieren war nichts')
  })

  test('“undo” opens it again, “works now” makes it a fix', () => {
    const before = play({ ticket: seedTicket('48314') }, [])
    const closed = say(before, 'close it, not our problem')
    const back = say(closed, 'undo')
    expect(back.state.flow.node).toBe(before.state.flow.node)
    expect(back.state.hypothesis).toBe(before.state.hypothesis)
    const fixed = say(closed, 'works now')
    expect(isFixed(fixed)).toBe(true)
    expect(notes(fixed)).not.toContain('diagnosis:\nClosed without')
  })
})

test('“close it” alone says nothing about the trouble; after a success it is one', () => {
  const here = play({ title: 'Caller wants remote access' }, ['close it'])
  expect(isFixed(here)).toBe(false)
  expect(here.last.reply).toContain('Tickets are closed in ConnectWise')
  expect(isFixed(say(here, 'works now, close it'))).toBe(true)
})

test.each([
  'yes failed. great, another misread. their MX points to old host',
  'great, now the other one is broken',
])('“%s” is no success', (words) => {
  for (const number of ['48314', '48297', '48301']) {
    const here = play({ ticket: seedTicket(number) }, [words])
    expect(isFixed(here), number).toBe(false)
  }
})

test('“can we close?” asks, whatever stands behind it', () => {
  const here = play({ ticket: seedTicket('48309') }, ['can we close? bank says the money is gone'])
  expect(here.state.facts.map(({ text }) => text).join()).not.toContain('Closed without a fix')
})
