import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { open, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { storyOf } from './client-story.ts'

const safe = say(open({ ticket: seedTicket('48309') }), 'she clicked and typed her pw. only her own sign-ins')
const noSign = 'No sign-in by a stranger is seen'
const texts = ({ state }: Rehearsal) => state.facts.map(({ text }) => text)
const done = ({ state }: Rehearsal) =>
  state.tasks.filter((task) => task.state === 'done').map(({ text }) => text)

describe('evidence against what was not seen before', () => {
  test('stands against a finding of ours', () => {
    expect(texts(safe)).toContain(noSign)
  })

  test.each([
    'so yes she WAS compromised',
    'SignIn 2026-05-04 03:12 185.220.101.4 RO Success MFA: satisfied by claim in token',
    'so ja doch, gehackt',
    'also doch kompromittiert',
    'so yes, hacked',
    'foreign sign-in from Romania at 03:12',
    'signed in from romania, hosting provider',
    'erfolgreiche anmeldung aus rumänien um 3 uhr',
    'doch eine fremde anmeldung gefunden',
    'she WAS hacked after all',
    'ok so ja, fremde anmeldung heute nacht',
    'there is a foreign sign-in in the log',
  ])('“%s” takes it back', (words) => {
    const here = say(safe, words)
    expect(texts(here)).not.toContain(noSign)
    const story = JSON.stringify(storyOf(updateCaseOf(here), here.flow, 'status'))
    expect(story).not.toContain('We see no sign that somebody else has been in the account')
  })

  test.each([
    'still no foreign sign-in',
    'keine fremde anmeldung, nochmal geprüft',
    'was she compromised?',
    'not hacked as far as I see',
    'she is on holiday',
    'she IS at her desk now',
    'checked again, sign-in log is clean',
    'password renewed with her on the phone',
    'mfa was NOT prompted',
    'her colleague got the same mail',
    'so yes she will come by later',
    'the page was on a hosting site in germany',
  ])('“%s” does not', (words) => {
    expect(texts(say(safe, words))).toContain(noSign)
  })
})

test('what is found now stands against the ticket’s “nothing seen”', () => {
  const here = say(open({ ticket: seedTicket('48309') }), 'turns out she was hacked')
  expect(texts(here)).not.toContain(noSign)
})

describe('steps that are reported as done', () => {
  test.each<[string, RegExp[]]>([
    ['password is reset and sign-in blocked, sessions revoked', [/^Renew the password/, /^Block/, /^Revoke/]],
    ['sessions revoked', [/^Revoke/]],
    ['sign-in is blocked', [/^Block the sign-in/]],
    ['i changed the password with her', [/^Renew the password/]],
    ['kennwort zurückgesetzt', [/^Renew the password/]],
    ['alle sitzungen beendet', [/^Revoke/]],
    ['blocked the sign-in and killed all sessions', [/^Block/, /^Revoke/]],
    ['pw reset, sessions killed', [/^Renew/, /^Revoke/]],
    ['exported the sign-in log', [/^Export/]],
    ['password renewed', [/^Renew/]],
    ['removed the rules of the stranger', [/^Remove the stranger/]],
    ['audit log exported; sessions revoked', [/^Export/, /^Revoke/]],
  ])('“%s” ticks them', (words, steps) => {
    const here = say(safe, words)
    for (const step of steps) expect(done(here).some((text) => step.test(text))).toBe(true)
    expect(done(here)).toHaveLength(steps.length)
  })

  test.each([
    'password not reset yet',
    'i will block the sign-in later',
    'sessions should be revoked',
    'she changed her password last week',
    'password expired in march',
    'should I revoke the sessions?',
    'the sign-in page was false',
    'asked her to change the password',
    'her sessions run in chrome',
    'nobody blocked the sign-in',
    'the printer was blocked',
    'the user deleted the mail',
  ])('“%s” ticks nothing', (words) => {
    expect(done(say(safe, words))).toEqual([])
  })
})
