import { describe, expect, test } from 'vitest'
import { open, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'

/** The fix of a search that finds nothing older. */
const fix = say(open({ ticket: seedTicket('48300') }), 'Everything older than some time')
const skippedIn = ({ state }: Rehearsal) =>
  state.tasks.filter((task) => task.state === 'skipped').map(({ text }) => text)
const skipped = (here: Rehearsal) => skippedIn(here).filter((text) => !skippedIn(fix).includes(text))
const inHand = ({ state }: Rehearsal) => state.tasks.find((task) => task.state === 'active')?.text ?? ''

describe('skip', () => {
  test.each([
    'skip the browser search thing',
    'skip the browser thing please',
    'please skip the browser part',
    'lets skip the browser search',
    'überspring die Suche im Browser',
    'überspringe den browser schritt',
    'browser überspringen',
    'den browser lassen wir weg',
    'browser step can be skipped',
    'leave out the browser search',
    'Browser weglassen bitte',
    'browser skippen',
  ])('“%s” leaves that step out and nothing else', (words) => {
    const here = say(fix, words)
    expect(skipped(here)).toEqual([expect.stringMatching(/browser/)])
    expect(here.state.flow).toEqual(fix.state.flow)
    expect(inHand(here)).toBe(inHand(fix))
  })

  test.each(['skip', 'skip this step', 'skip the question', 'überspring den schritt', 'next'])(
    '“%s” means the one in hand',
    (words) => {
      expect(skipped(say(fix, words))).toContain(inHand(fix))
    },
  )

  test.each(['skip the tape robot', 'überspring das Fax', 'fax überspringen'])(
    '“%s” names no step and leaves all as it is',
    (words) => {
      const here = say(fix, words)
      expect(skipped(here)).toEqual([])
      expect(here.state.flow).toEqual(fix.state.flow)
      expect(here.last.reply).toContain('No open step')
    },
  )

  test.each([
    'she skipped the browser test',
    'the browser search finds it',
    'browser was not skipped by anybody',
    'should we skip the browser?',
    'why skip the browser',
    'do not skip the browser search',
    'nicht überspringen, browser ist wichtig',
    'browser search: skipped frames in the video',
    'tell me about the browser',
    'it skips the browser window',
    'he jumps over the browser popup',
    'skipper is the name of the pc',
  ])('“%s” skips nothing', (words) => {
    expect(skipped(say(fix, words))).toEqual([])
  })
})
