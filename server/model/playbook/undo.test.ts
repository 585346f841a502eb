import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { open, play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { nodeAt } from '../../flows/find.ts'
import { playedUpdate } from '../../testing/played-update.ts'
import type { UpdateOrder } from '../protocol.ts'

const ticket = (number: string) => open({ ticket: seedTicket(number) })
const words = (title: string) => open({ title, words: title })
const asked = ({ state }: Rehearsal) => state.questions.find((one) => one.state === 'open')?.text ?? ''

/** All that an engineer sees of the case, but for the order of the steps. */
const shown = (here: Rehearsal) => {
  const { state } = here
  return {
    asked: asked(here),
    node: state.flow.node,
    trail: state.flow.trail.filter(({ option }) => option !== null),
    facts: state.facts.map(({ text, status, known }) => ({ text, status, known })),
    steps: state.tasks.map(({ text, state: is, result }) => `${text} ${is} ${result}`).toSorted(),
    causes: state.causes.map(({ text, source }) => `${text} ${source}`),
    header: [state.hypothesis, state.client_name, state.asset_name, state.confidence.tier],
    answers: state.questions.filter((one) => one.state === 'answered').map(({ text }) => text),
  }
}

describe('undo', () => {
  test.each([
    ['a note', ticket('48297'), 'separator page was on, I switched it off'],
    ['two sentences', ticket('48297'), 'driver: HP Universal PCL6, was PS before. not tried the old one yet'],
    ['an answer by button', ticket('48291'), 'No rule matches'],
    ['an answer that leads to a cause', ticket('48291'), 'Yes, too wide'],
    ['an answer in own words', ticket('48288'), 'packet loss already at her router, 30 of 100 pings'],
    ['a cause ruled out', ticket('48291'), "it's not the rule"],
    ['a cause of which no flow knows', ticket('48287'), 'it was the forklift charger in hall 2'],
    ['the end', ticket('48306'), 'geht'],
    ['the end with what was done', ticket('48279'), 'fixed it in the connector, scan test arrived'],
    ['a question skipped', ticket('48291'), 'skip'],
    [
      'several answers at once',
      words('Mail is missing'),
      'incoming only. All 18 mailboxes, from all senders',
    ],
    ['a note without a flow', words('Kaffeemaschine im 2. OG zeigt Fehler 8'), 'Wasser ist voll'],
    ['the general questions', words('Kaffeemaschine im 2. OG zeigt Fehler 8'), 'lead me'],
    ['a small word', ticket('48312'), 'hello there'],
  ])('takes back %s with everything it brought', (_what, before, line) => {
    for (const order of ['undo', 'take that back please', 'rückgängig']) {
      const after = say(say(before, line), order)
      expect(after.last.reply).toContain(`Taken back: “${line}”`)
      expect(shown(after)).toEqual(shown(before))
    }
  })

  test('goes back message by message, and never to what the ticket says', () => {
    const begun = ticket('48291')
    const one = say(begun, 'Yes, too wide')
    const two = say(one, 'Ann wants it today. The rule is named Block External')
    const three = say(two, 'bingo, fixed')
    const back = say(three, 'undo')
    expect(shown(back)).toEqual(shown(two))
    expect(shown(say(back, 'undo'))).toEqual(shown(one))
    const all = say(say(back, 'undo'), 'undo')
    expect(shown(all)).toEqual(shown(begun))
    const more = say(all, 'undo')
    expect(more.last.reply).toBe('There is nothing of yours to take back.')
    expect(shown(more)).toEqual(shown(begun))
    expect(shown(say(more, 'No rule matches'))).toEqual(shown(say(begun, 'No rule matches')))
  })

  test('asks the question that stood open, not the one that was answered last', () => {
    const begun = ticket('48312')
    const here = ['pw changed this morning, only him', 'nope, still 691'].reduce(say, begun)
    expect(asked(say(here, 'undo'))).toBe(asked(say(begun, 'pw changed this morning, only him')))
  })

  test('takes back the flow that the message had brought', () => {
    const begun = words('Something is odd at reception')
    const led = say(begun, 'The VPN client cannot connect, the VPN tunnel drops every few minutes')
    const back = say(led, 'undo')
    expect(back.flow.key).toBe('general')
    expect(shown(back)).toEqual(shown(begun))
    expect(say(back, 'the VPN tunnel drops, the VPN client cannot connect').flow.key).toBe('vpn')
  })

  test('leaves alone what somebody else said last', () => {
    const here = say(ticket('48291'), 'Yes, too wide')
    const state = { ...here.state, engineer: { name: 'Ada Lind', role: 'owner' } }
    const after = say({ ...here, state }, 'undo')
    expect(after.last.reply).toContain('Ben Okafor')
    expect(shown(after)).toEqual(shown(here))
  })

  test('leaves a step that somebody ticked meanwhile', () => {
    const here = say(ticket('48291'), 'No rule matches')
    const tasks = here.state.tasks.map((task) => ({ ...task, state: 'done' as const, by_person: true }))
    const after = say({ ...here, state: { ...here.state, tasks } }, 'undo')
    expect(after.state.tasks.filter(({ by_person }) => by_person)).toEqual(tasks)
  })
})

const order = { length: 'detailed', context: 'status' } as const
const templates = {
  client_tone: 'friendly',
  client_signoff: 'auto',
  include_company_in_signoff: false,
  ticket_notes_format: 'plain',
}
const text = (here: Rehearsal, audience: UpdateOrder['audience']) =>
  playedUpdate(updateCaseOf(here), { ...order, audience, templates }, here.flow).text

describe('not fixed after all', () => {
  test.each([
    ['48291', 'bingo, fixed', 'not fixed, ann calls again'],
    ['48306', 'geht', 'geht nicht'],
    ['48306', 'prints fine now', 'nope, it failed again on the third label'],
    ['48279', 'fixed it in the connector, scan test arrived', 'war doch nicht alles, seite 2 fehlt'],
    ['48288', 'fixed', 'still broken'],
    ['48312', 'works now', 'nein, doch nicht'],
    ['48312', 'works now', 'actually no, still nothing'],
    ['48312', 'läuft', 'immer noch kein VPN bei ihm'],
    ['48297', 'fixed', 'the queue is stuck again'],
    ['48297', 'fixed', 'too early, the user called again'],
    ['48297', 'läuft wieder', 'leider immer noch nicht gelöst'],
    ['48297', 'läuft wieder', "that didn't last, same error as before"],
  ])('%s: “%s” and then “%s” opens it again where it stood', (number, end, line) => {
    const begun = ticket(number)
    const here = say(say(begun, end), line)
    expect(nodeAt(here.flow, here.state.flow.node).kind).not.toBe('end')
    expect(asked(here)).toBe(asked(begun))
    expect(here.state.hypothesis).toBe(begun.state.hypothesis)
    expect(text(here, 'client_update')).toContain('We are working on')
    expect(text(here, 'client_update')).not.toMatch(/(?:working|prints?|arriv\w+|works?) again|successful/)
    expect(text(here, 'ticket_notes')).not.toMatch(/works again|confirmed by the fix|bingo|fixed it/i)
  })

  test('asks for the proof of the cause again, and the fix is no proof any more', () => {
    const led = play({ ticket: seedTicket('48291') }, ['Yes, too wide', 'Yes, just before'])
    expect(nodeAt(led.flow, led.state.flow.node).kind).toBe('conclusion')
    const here = say(say(led, 'yes, it is fixed'), 'no luck, the next mail is missing again')
    expect(asked(here)).toBe(asked(led))
    expect(shown(here).steps).toEqual(shown(led).steps)
    expect(here.state.facts.some(({ text: fact }) => /confirmed by the fix/i.test(fact))).toBe(false)
    expect(say(here, 'still the same').state.flow.node).not.toBe(led.state.flow.node)
  })

  test.each([
    'the error has not come back',
    'all fine, it never failed again',
    'thanks',
    'does it fail again?',
  ])('“%s” opens nothing', (line) => {
    const end = say(ticket('48306'), 'geht')
    expect(say(end, line).state.flow.node).toBe(end.state.flow.node)
  })

  test('without a flow nothing is asked that was not asked before', () => {
    const begun = words('Kaffeemaschine im 2. OG zeigt Fehler 8')
    const here = say(say(begun, 'läuft wieder'), 'schon wieder kaputt')
    expect(asked(here)).toBe('')
    expect(say(here, 'Pumpe ist laut').last.reply).not.toMatch(/who is affected/i)
    expect(text(here, 'client_update')).toBe(text(begun, 'client_update'))
  })
})
