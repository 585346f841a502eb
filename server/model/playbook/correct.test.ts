import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { open, play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { isNotFixed } from '../../language/not-fixed.ts'
import { correctionIn, isOpposite, isUndo, takesBack } from '../../language/taking-back.ts'
import { ticketNotes } from './ticket-notes.ts'

const ticket = (number: string) => open({ ticket: seedTicket(number) })
const words = (title: string) => open({ title, words: title })
const texts = ({ state }: Rehearsal) => state.facts.map(({ text }) => text)
const asked = ({ state }: Rehearsal) => state.questions.find((one) => one.state === 'open')?.text ?? ''
const note = (here: Rehearsal) =>
  ticketNotes(
    updateCaseOf(here),
    {
      audience: 'ticket_notes',
      length: 'detailed',
      context: 'status',
      templates: {
        client_tone: 'friendly',
        client_signoff: 'auto',
        include_company_in_signoff: false,
        ticket_notes_format: 'plain',
      },
    },
    here.flow,
  )

describe('a correction', () => {
  test.each([
    [
      '48312',
      'pw changed this morning, only him',
      'no, I meant he changed it yesterday',
      'this morning',
      'yesterday',
    ],
    ['48301', 'mic is dead in every app', 'nein, ich meinte headset ist ausgewählt', 'dead', 'ausgewählt'],
    ['48297', 'tray 2 is full', 'no wait, tray 2 is empty', 'full', 'empty'],
    [
      '48297',
      'toner is at 40%. separator page is on',
      'sorry, separator page is off',
      'page is on',
      'page is off',
    ],
    ['48297', 'Fach 2 ist voll, geprüft', 'falsch, Fach 2 war leer', 'voll', 'leer'],
    [
      '48288',
      'cable was stable for 2 minutes',
      'correction: cable was stable for 20 minutes',
      '2 minutes',
      '20 minutes',
    ],
    ['48288', 'the mesh has new firmware', 'actually the mesh has no new firmware', 'mesh has new', 'no new'],
    ['48314', 'mx is old', 'no wait mx is fine', 'mx is old', ''],
    ['48306', 'label roll is 100 mm wide', 'scratch that, label roll is 80 mm wide', '100', '80'],
  ])('%s: “%s”, then “%s” takes its place', (number, one, other, old, now) => {
    const here = say(say(ticket(number), one), other)
    expect(here.last.reply).toContain('Corrected: “')
    expect(note(here)).not.toMatch(new RegExp(`(?<![\\d])${old}`))
    expect(texts(here).join('\n')).toMatch(new RegExp(now))
  })

  test.each([
    [
      'doors at Litware do not open',
      'hör den klick',
      'no wait - no sound at all. silent',
      /klick/,
      /no sound/i,
    ],
    [
      'Kaffeemaschine zeigt Fehler 8',
      'wasser ist voll, geprüft',
      'nein doch nicht, tank war leer',
      /voll/,
      /leer/,
    ],
    ['Badge reader blinks red', 'power supply is 12 volts', 'oops, I meant 9 volts', /12 volts/, /9 volts/],
  ])('without a flow: %s', (title, one, other, old, now) => {
    const here = say(say(words(title), one), other)
    expect(note(here)).not.toMatch(old)
    expect(note(here)).toMatch(now)
  })

  test('lets the answer fall that rested on it, with its finding', () => {
    const begun = ticket('48309')
    const taken = say(begun, 'she clicked and typed her pw. mfa not prompted')
    expect(texts(taken)).toContain('Password or code was entered on a false page')
    const here = say(taken, 'no, I meant she did NOT type the password')
    expect(texts(here)).not.toContain('Password or code was entered on a false page')
    expect(note(here)).not.toMatch(/typed her pw/i)
    expect(asked(here)).toBe(asked(begun))
  })

  test('is read as the answer in its place', () => {
    const begun = ticket('48291')
    const other = say(begun, 'No rule matches')
    const here = say(say(begun, 'Yes, too wide'), 'no wait, no rule matches')
    expect(here.state.flow).toEqual(other.state.flow)
    expect(texts(here)).toEqual(texts(other))
    expect(asked(here)).toBe(asked(other))
  })

  test('is the other answer to what was just answered, also without a word in common', () => {
    const led = say(ticket('48291'), 'Yes, too wide')
    const here = say(say(led, 'No, it is older'), 'wait, it was changed just before')
    expect(here.state.flow.trail).toEqual(say(led, 'Yes, just before').state.flow.trail)
    expect(texts(here)).not.toContain('The rule is older than the trouble')
  })

  test('of a cause takes the first one away', () => {
    const here = say(
      say(ticket('48287'), 'it was the forklift charger in hall 2'),
      'no wait, it was the microwave in hall 3',
    )
    expect(here.state.hypothesis).toMatch(/microwave/)
    expect(here.state.causes.map(({ text }) => text).join()).not.toMatch(/forklift/)
  })

  test('goes with undo, and what it corrected stands again', () => {
    const one = say(ticket('48297'), 'tray 2 is full')
    const here = say(say(one, 'no wait, tray 2 is empty'), 'undo')
    expect(texts(here)).toEqual(texts(one))
  })

  test.each([
    ['tray 2 is full', 'actually the toner is low too'],
    ['tray 2 is full', 'sorry, phone rang. tray 3 is full too'],
    ['tray 2 is full', 'no idea'],
    ['tray 2 is full', 'no wait, let me check'],
    ['tray 2 is full', 'nein, moment bitte'],
    ['tray 2 is full. toner is new', 'hm, moment please'],
  ])('“%s” stays after “%s”', (one, other) => {
    const before = say(ticket('48297'), one)
    expect(texts(say(before, other))).toEqual(expect.arrayContaining(texts(before)))
  })

  test.each(['nothing comes out since 5 days, sorry', 'sorry, nothing comes out since 5 days, sorry'])(
    'that answers the question as before comes to an end: “%s”',
    (other) => {
      const before = say(open({ title: 'Printer', flow: 'printer' }), 'nothing comes out since 3 days')
      const here = say(before, other)
      expect(here.last.reply).toContain('Corrected: “nothing comes out since 3 days”')
      expect(here.state.flow.trail).toEqual(before.state.flow.trail)
      expect(asked(here)).toBe(asked(before))
    },
  )

  test('leaves what somebody else said', () => {
    const here = say(ticket('48297'), 'tray 2 is full')
    const state = { ...here.state, engineer: { name: 'Ada Lind', role: 'owner' } }
    expect(texts(say({ ...here, state }, 'no wait, tray 2 is empty'))).toContain('Tray 2 is full')
  })
})

describe('which cause to test', () => {
  const menu = 'Which of these causes do we test?'
  const begun = say(ticket('48312'), 'pw changed this morning, only him')

  test('is asked of several causes, and stays while the engineer asks back', () => {
    expect(asked(begun)).toBe(menu)
    expect(asked(say(begun, 'how do I see that?'))).toBe(menu)
  })

  test.each(['nope still 691', 'thanks', 'it is not the disabled account', 'he is back on Monday'])(
    'falls with “%s”',
    (line) => {
      const here = say(begun, line)
      expect(asked(here)).not.toBe(menu)
      expect(asked(here)).not.toBe('')
      expect(JSON.stringify(here.last.question.options)).not.toMatch(/None of these/)
    },
  )

  test('is not asked of one cause alone', () => {
    const here = say(ticket('48301'), 'mic is dead in every app')
    expect(here.last.reply).toContain('The headset is broken')
    expect(asked(here)).not.toBe(menu)
  })
})

test.each([
  ['no, I meant the other one', 'the other one', true],
  ['Nein, ich meinte den Müller', 'den Müller', true],
  ['oh, no wait: it is fine', 'it is fine', true],
  ['wrong: über die grüne Tür', 'über die grüne Tür', true],
  ['actually it is slow', 'it is slow', false],
])('“%s” corrects with “%s”', (line, rest, isPlain) => {
  expect(correctionIn(line)).toMatchObject({ rest, isPlain })
})

test('words that take nothing back, and those that do', () => {
  for (const line of ['no idea', 'the rule is wide', 'it works', 'is that wrong?', 'nothing found'])
    expect(takesBack(line)).toBe(false)
  for (const line of ['undo', 'take that back', 'oops, wrong button', 'rückgängig', 'undo that, thanks'])
    expect(isUndo(line)).toBe(true)
  for (const line of ['undo the update', 'wrong, it is the rule', 'what does undo do?'])
    expect(isUndo(line)).toBe(false)
  expect(isNotFixed('it has not failed again')).toBe(false)
  expect(isOpposite('the cable is ok', 'the cable is not ok')).toBe(true)
  expect(isOpposite('the cable is ok', 'the cable is blue')).toBe(false)
})

describe('rougher corrections', () => {
  const optionsOf = (flow: string, words: string, ...messages: string[]) =>
    play({ words, flow }, messages).state.flow.trail.map(({ option }) => option)

  test.each([
    [
      'slow-pc',
      'laptop of the boss is slow',
      'starting up takes ages',
      'not starting up, the erp',
      'Starting or signing in',
    ],
    ['vpn', 'vpn down, forticlient cannot connect', 'everyone', 'not everyone!! 3 people', 'Everyone'],
    ['vpn', 'vpn down, forticlient cannot connect', 'alle', 'nicht alle, nur 3 leute', 'Everyone'],
    [
      'email-bounced',
      'mails to gmx come back',
      'spf is missing for the new smarthost',
      'wtf no, spf is ok, wrong customer',
      'SPF missing, doubled or too long',
    ],
    [
      'email-bounced',
      'mails an gmx kommen zurück',
      'spf fehlt, smarthost steht nicht drin',
      'ach mensch nein, spf ist ok',
      'SPF missing, doubled or too long',
    ],
  ])('%s: “%s” · “%s” · “%s”', (flow, words, first, second, wrong) => {
    expect(optionsOf(flow, words, first)).toContain(wrong)
    expect(optionsOf(flow, words, first, second)).not.toContain(wrong)
  })

  test.each([
    'i never said it works',
    'i didnt say it ran',
    'das hab ich nicht gesagt',
    'who said it is fixed',
  ])('“%s” takes back an end', (words) => {
    const here = play({ ticket: seedTicket('48276') }, ['yes', words])
    expect(here.state.flow.node).not.toBe('fixed')
    expect(here.state.facts.map(({ text }) => text).join()).not.toContain('Confirmed by the fix')
  })

  test('“that is not what i said” asks again and keeps what was said', () => {
    const here = play({ words: 'vpn down, forticlient cannot connect', flow: 'vpn' }, [
      'everyone at the warehouse',
      'thats not what i said',
    ])
    expect(here.state.flow.trail.map(({ option }) => option)).not.toContain('Everyone')
  })

  test('who repeats what was said loses nothing', () => {
    const here = play({ words: 'no internet at the branch', flow: 'site-network' }, [
      'whole site is offline',
      'firewall shows offline since the storm',
      'no!! i said the firewall shows offline',
    ])
    expect(here.state.facts.map(({ text }) => text)).toContain('Firewall shows offline since the storm')
    expect(here.last.reply).not.toContain('counts no longer')
  })
})
