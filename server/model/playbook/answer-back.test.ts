import { describe, expect, test } from 'vitest'
import { open, play, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'

const code = open({ ticket: seedTicket('48302') })
const fix = say(open({ ticket: seedTicket('48300') }), 'Everything older than some time')
const factsOf = ({ state }: typeof code) => state.facts.map(({ text }) => text)

describe('a question about the step in hand', () => {
  test.each([
    'wie prüf ich das?',
    'wie prüfe ich das',
    'how do I check that',
    'where do I see that',
    'what command',
    'wo finde ich das',
    'which log',
    'welcher befehl?',
    'wo guck ich da nach?',
    'how exactly?',
    'where is that',
    'command?',
    'wie mach ich das denn',
    'which page',
    'what do i type',
  ])('“%s” is answered by its detail and command', (words) => {
    const here = say(code, words)
    expect(here.last.reply).toContain('Get-MgUserAuthenticationMethod')
    expect(here.last.reply).toContain('second factor')
    expect(factsOf(here)).toEqual(factsOf(code))
    expect(here.state.flow).toEqual(code.state.flow)
  })

  test('is answered of a fix too, and twice', () => {
    const once = say(fix, 'wo seh ich das')
    expect(once.last.reply).toContain('Account Settings')
    expect(say(once, 'where do I find that').last.reply).toContain('Account Settings')
  })

  test.each([
    'which registry key turns off the firewall?',
    'how do I reset the fortigate?',
    'what does the weather say',
    'wie hoch ist der Preis der Lizenz?',
    'where is the owner of the car park?',
    'how many users are in the tenant?',
    'welche Version hat der Fortigate?',
    'who is on call today?',
    'can you call her?',
    'how is the coffee',
    'wo ist der Parkplatz?',
    'which contract covers the toner?',
  ])('“%s” is not', (words) => {
    expect(say(code, words).last.reply).not.toContain('Get-MgUserAuthenticationMethod')
  })
})

describe('asked beside something else, or whether it may be closed', () => {
  test('why is answered by what the question is for, and the rest is kept', () => {
    const here = play({ ticket: seedTicket('48287') }, ['4740 names PRINTSRV02. why does that matter?'])
    expect(here.last.reply).not.toContain('cannot look that up')
    expect(here.state.facts.map(({ text }) => text)).toContain('4740 names PRINTSRV02')
  })

  test.each(['so can i close?', 'kann ich schließen?', 'may we close it now?'])('“%s”', (words) => {
    const ticket = { ticket: seedTicket('48287') }
    expect(play(ticket, [words]).last.reply).toContain('Not from what stands here')
    expect(play(ticket, ['fixed, the ups was dead', words]).last.reply).toContain('It stands as fixed here')
  })

  test('“whats the deadline” is a question and no fact', () => {
    const here = play({ ticket: seedTicket('48287') }, ['whats the deadline on this'])
    expect(here.state.facts.map(({ text }) => text)).not.toContain('Whats the deadline on this')
  })
})
