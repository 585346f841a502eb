import { describe, expect, test } from 'vitest'
import { open, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { meantAsk } from './answers.ts'

const asked = ({ state }: Rehearsal) => state.questions.find((one) => one.state === 'open')?.text ?? ''
/** The offline model is not sure, and asks about one option of the search. */
const unsure = say(open({ ticket: seedTicket('48300') }), 'everything older than 7 days probably')
const candidate = 'Everything older than some time'
const optionAt = ({ state }: Rehearsal) =>
  state.flow.trail.findLast(({ node }) => node === unsure.state.flow.node)?.option ?? null

describe('“Did you mean …?”', () => {
  test('is asked', () => {
    expect(asked(unsure)).toContain(meantAsk)
    expect(optionAt(unsure)).toBeNull()
  })

  test.each([
    'yes',
    'yes thats what i typed',
    'ja genau',
    'the first',
    'jep',
    'yeah exactly',
    'ja, das meinte ich',
    'yes, of course',
    'first one',
    'das erste',
    'that is what i meant',
    'genau das',
    'yep, older than some time',
    '1',
    'richtig',
  ])('“%s” takes the option', (words) => {
    expect(optionAt(say(unsure, words))).toBe(candidate)
  })

  test.each([
    'no',
    'nein',
    'neither',
    'weder noch',
    'not sure',
    'weiß nicht',
    'what does that mean?',
    'yes?',
    'why',
    'the index was rebuilt yesterday evening',
    'yesterday it was fine',
    'skip',
    'the second',
    'moment',
    'ja mal sehen was der benutzer morgen dazu sagt am telefon',
  ])('“%s” does not', (words) => {
    expect(optionAt(say(unsure, words))).not.toBe(candidate)
  })
})
