import { describe, expect, test } from 'vitest'
import { updateCaseOf } from '../../../eval/case-in-memory.ts'
import { play, type Rehearsal, say } from '../../../eval/rehearse.ts'
import { seedTicket } from '../../../eval/seed-tickets.ts'
import { nodeAt } from '../../flows/find.ts'
import { playedUpdate } from '../../testing/played-update.ts'
import { saysDone } from './done-steps.ts'

const templates = {
  client_tone: 'professional',
  client_signoff: 'auto',
  include_company_in_signoff: false,
  ticket_notes_format: 'plain',
}
const notes = (here: Rehearsal) =>
  playedUpdate(
    updateCaseOf(here),
    { audience: 'ticket_notes', length: 'detailed', context: 'status', templates },
    here.flow,
  ).text
const facts = ({ state }: Rehearsal) => state.facts.map(({ text }) => text).join('\n')
const isFixed = ({ flow, state }: Rehearsal): boolean => {
  const node = nodeAt(flow, state.flow.node)
  return node.kind === 'end' && node.outcome === 'fixed'
}
const on = (number: string, ...words: string[]) => play({ ticket: seedTicket(number) }, words)

describe('what was done and that it works', () => {
  test.each([
    ['48301', 'unmuted, works'],
    ['48301', 'its fixed already. headset was muted'],
    ['48301', 'lte stick raus, neues kabel, läuft'],
    ['48283', 'deleted 80gb of old shadow copies, backup runs'],
    ['48297', 'turned separator page off, prints clean'],
    ['48308', 'reset the sync client, syncs'],
    ['48296', 'fixed, APs idle timeout'],
    ['48312', 'altes kennwort im iphone mail, das wars'],
  ])('%s: “%s” is fixed, and stays as it was said', (number, words) => {
    const here = on(number, words)
    expect(isFixed(here)).toBe(true)
    expect(facts(here).toLowerCase()).toContain(
      words.split(/[,.] /).at(0)?.replace('its fixed already', 'muted'),
    )
  })

  test.each([
    ['48301', 'tested with another headset, works'],
    ['48301', 'works with the laptop speakers'],
    ['48301', 'on the phone, works'],
    ['48288', 'stable on the hotspot'],
    ['48297', 'the other printer works'],
    ['48308', 'works in the browser'],
  ])('%s: “%s” is no end', (number, words) => {
    expect(isFixed(on(number, words))).toBe(false)
  })

  test.each([
    ['48296', 'fixed, APs idle timeout', 'APs idle timeout'],
    ['48296', 'fixed. ap war überlastet', 'Ap war überlastet'],
    ['48312', 'altes kennwort im iphone mail, das wars', 'Altes kennwort im iphone mail'],
    ['48301', 'its fixed already. headset was muted', 'Headset was muted'],
  ])('%s: “%s” keeps its cause in header and note', (number, words, cause) => {
    const here = on(number, words)
    expect(here.state.hypothesis).toBe(cause)
    expect(notes(here)).toContain(`${cause} (named by the engineer; it works again).`)
    expect(here.last.reply).not.toContain('No cause is named')
  })
})

describe('what has held since', () => {
  test.each([
    'It has held for an hour, Priya confirms',
    'it has been stable since noon',
    'no drops for two hours, confirmed by Priya',
    'hält seit einer Stunde, Kundin bestätigt',
  ])('“%s” ends a case in which something was done', (words) => {
    expect(isFixed(on('48288', 'moved her to the main router', words))).toBe(true)
  })

  test.each(['it has held for an hour, then it dropped again', 'has it held?', 'it held for an hour'])(
    '“%s” does not',
    (words) => {
      expect(isFixed(on('48288', 'moved her to the main router', words))).toBe(false)
    },
  )
})

describe('what was done is what it was solved by', () => {
  const rds = (...words: string[]) =>
    play({ words: 'terminal server users are thrown out every 20 minutes', flow: 'remote-app' }, words)
  const bounced = (...words: string[]) =>
    play({ words: 'mails to gmx come back', flow: 'email-bounced' }, words)

  test('the suspected cause is the one that the deed belongs to, and it is not confirmed', () => {
    const here = on('48295', 'granted full access, she sees it')
    expect(isFixed(here)).toBe(true)
    expect(here.last.reply).toContain('granted full access')
    expect(here.state.hypothesis).toBe('The permission for the shared mailbox is missing')
    expect(facts(here)).not.toContain('Confirmed by the fix')
    expect(notes(say(here, 'it was that'))).toContain('(confirmed by the fix)')
  })

  test('a deed that belongs to no cause leaves none that only led the list', () => {
    const here = rds('black screen for some', 'added 16gb to host 2, been stable all afternoon')
    expect(isFixed(here)).toBe(true)
    expect(here.last.reply).not.toMatch(/licence|session of the person/)
    expect(here.last.reply).toContain('added 16gb to host 2')
  })

  test.each(['set a new app password, mails go out', 'neues app kennwort gesetzt, mails gehen raus'])(
    '“%s” confirms no cause whose fix is another',
    (words) => {
      const here = bounced('spf is missing for the new smarthost', words)
      expect(isFixed(here)).toBe(true)
      expect(facts(here)).not.toContain('Confirmed by the fix')
    },
  )

  test('the deed of the fix confirms its cause', () => {
    const here = bounced('spf is missing for the new smarthost', 'corrected the spf record, mails go out')
    expect(facts(here)).toContain('Confirmed by the fix: the SPF record')
  })
})

describe('after an end without a cause', () => {
  test.each([
    ['power module of the ups', 'Power module of the ups'],
    ['a stale profile', 'A stale profile'],
    ['das netzteil', 'Das netzteil'],
    ['someone had unplugged the uplink', 'Someone had unplugged the uplink'],
  ])('“%s” is the cause that was asked for', (words, cause) => {
    const here = on('48287', 'fixed', words)
    expect(here.state.hypothesis).toBe(cause)
    expect(isFixed(here)).toBe(true)
  })

  test.each([
    'the switch is from 2019',
    'she will call if it comes back',
    'ticket can wait until friday',
    'who was on site?',
    'thanks a lot',
    'customer happy',
  ])('“%s” is none', (words) => {
    const before = on('48287', 'fixed')
    expect(say(before, words).state.causes.filter(({ source }) => source === 'engineer')).toEqual([])
    expect(say(before, words).state.hypothesis).toBe(before.state.hypothesis)
  })
})

describe('a pronoun means the cause that was spoken of', () => {
  test.each(['it was that', 'das wars', 'yes', 'genau', 'that was it', 'it was this', 'ja, das war es'])(
    '“%s” after the end',
    (words) => {
      const here = on('48312', 'fixed', words)
      expect(here.state.hypothesis).toBe('A stored old password locks the account')
      expect(notes(here)).toContain('A stored old password locks the account (confirmed by the fix).')
    },
  )

  test('leads on to its proof before the end', () => {
    const here = on('48312', 'it was that')
    expect(here.state.causes.map(({ text }) => text)).not.toContain('That')
    expect(here.state.hypothesis).toBe('A stored old password locks the account')
  })
})

test.each([
  ['no it was the separator page', 'Separator page'],
  ['das problem war das handy', 'Handy'],
])('“%s” after the end names the cause', (words, cause) => {
  expect(on('48312', 'fixed', words).state.hypothesis).toBe(cause)
})

describe('not that but this', () => {
  test.each([
    ['48308', 'it wasnt damaged data, it was the 3000 files in one go', 'The 3000 files in one go'],
    ['48306', 'it was the media sensor, not calibrated', 'The media sensor, not calibrated'],
    ['48287', 'cause was the dead ups, not the switch', 'The dead ups'],
    ['48287', 'lag an der usv, nicht am switch', 'Der usv'],
    ['48297', 'nicht der treiber, sondern die trommel', 'Die trommel'],
  ])('%s: “%s” names “%s” to the end', (number, words, cause) => {
    const here = on(number, words, 'fixed')
    expect(here.state.hypothesis).toBe(cause)
    expect(notes(here)).toContain(`${cause} (named by the engineer; it works again).`)
    expect(notes(here)).not.toContain('Replace the device')
    expect(notes(here)).not.toContain('by the fix')
  })

  test.each([
    ['nope not the driver, separator page was on', 'Separator page was on'],
    ['nope, wasnt the driver. someone left the separator page on', 'Someone left the separator page on'],
    ['nicht der treiber, die trennseite war an', 'Die trennseite war an'],
  ])('“%s” rules one out and names the other', (words, cause) => {
    const here = on('48297', words)
    expect(here.state.hypothesis).toBe(cause)
    expect(here.state.facts.filter(({ status }) => status === 'ruled_out')).toHaveLength(1)
  })

  test('after a confirmed cause nothing stands as ruled out and confirmed', () => {
    const here = on('48308', 'fixed', 'it was that', 'it wasnt damaged data, it was the 3000 files in one go')
    expect(facts(here)).not.toContain('Confirmed by the fix')
    expect(here.state.facts).toContainEqual(
      expect.objectContaining({ status: 'ruled_out', text: "The OneDrive client's own data is damaged" }),
    )
    expect(here.state.hypothesis).toBe('The 3000 files in one go')
  })
})

describe('an end that does not hold', () => {
  test.each([
    'stimmt nicht, hängt wieder seit 5 min, gleicher job',
    'doch nicht',
    'again since 5 min',
    'spoke too soon',
  ])('“%s” opens the case again', (words) => {
    const here = on('48297', 'fixed', 'it was that', words)
    expect(isFixed(here)).toBe(false)
    expect(facts(here)).not.toContain('Confirmed by the fix')
    expect(here.state.questions.some(({ state }) => state === 'open')).toBe(true)
  })

  test('one without a repair opens too', () => {
    const here = on('48315', 'spam, close it', 'stimmt nicht, ruft wieder an')
    expect(facts(here)).not.toContain('Closed without a fix')
    expect(notes(here)).not.toContain('Closed without')
  })
})

describe('a step', () => {
  test.each([
    ['unlocked the account', 'Unlock the account'],
    ['account entsperrt, geht', 'Unlock the account'],
    ['repaired the secure channel', 'Repair the secure channel of the computer'],
    ['old password removed on the phone', 'Remove the old password'],
    ['kabel getauscht', 'Replace the cable'],
    ['swapped the uplink cable', 'Reseat or swap the uplink (cable, SFP)'],
    ['treiber neu installiert', 'Update the driver'],
    ['rebooted the server', 'Restart the server'],
    ['spooler neu gestartet', 'Restart the spooler'],
    ['rule disabled', 'Disable the rule'],
    ['licence assigned', 'Assign the licence'],
    ['volume extended by 100 gb', 'Extend the volume'],
  ])('“%s” is done: %s', (words, step) => {
    expect(saysDone(words, step)).toBe(true)
  })

  test.each([
    ['will unlock the account', 'Unlock the account'],
    ['account not unlocked yet', 'Unlock the account'],
    ['konto noch nicht entsperrt', 'Unlock the account'],
    ['account is locked', 'Unlock the account'],
    ['an old stored password', 'Remove the old password'],
    ['removed the lte stick', 'Remove the old password'],
    ['kabel muss getauscht werden', 'Replace the cable'],
    ['the cable is new', 'Replace the switch'],
    ['server restarted by itself last week', 'Restart the server'],
    ['the user removed the old password', 'Remove the old password from the phone'],
    ['rule found', 'Disable the rule'],
    ['should I restart the server', 'Restart the server'],
  ])('“%s” is not: %s', (words, step) => {
    expect(saysDone(words, step)).toBe(false)
  })

  test('that was reported as done is no next step', () => {
    const here = on(
      '48312',
      'An old stored password',
      'unlocked the account, removed the old password, works',
    )
    expect(notes(here)).toMatch(/Steps completed:\n1\. Removed the old password.*\n2\. Unlocked the account/)
    expect(notes(here)).not.toContain('- Unlock the account')
    expect(notes(on('48312', 'account entsperrt', 'An old stored password'))).not.toContain(
      '- Unlock the account',
    )
  })
})

describe('talk', () => {
  test.each([
    'Well, he',
    'Yes thats what i typed',
    'Ja, genau davor',
    'hm, strange',
    'na ja, wie gesagt',
    'as i said before',
    'hab ich doch gesagt',
    'komisch, oder',
    'ok so the',
    'interesting, wait a sec',
    'right, that is what she said',
    'genau, wie oben',
  ])('“%s” is no finding', (words) => {
    expect(on('48301', words).state.facts.filter(({ source }) => source === 'engineer')).toEqual([])
  })

  test.each([
    'sounds tinny',
    'mic led is red',
    'kabel ist alt und geknickt',
    'headset hangs on a dock',
    'event 4740 on DC1',
    'well, he has two headsets',
    'ja, genau vor dem update von teams',
    'headset ist ein jabra 65',
    'firmware 2.1 since friday',
    'usb hub without power supply',
    'strange noise in the left ear cup',
    'she says the ring tone is audible',
  ])('“%s” stays', (words) => {
    expect(facts(on('48301', words)).toLowerCase()).toContain(
      words.split(' ').slice(-2).join(' ').toLowerCase(),
    )
  })
})

describe('the status of a note', () => {
  test.each([
    ['48301', 'unmuted, works', 'Works again'],
    ['48315', 'spam, close it', 'Closed without a fix'],
    ['48301', 'driver was updated on tuesday', 'Investigating'],
  ])('%s: “%s” is “%s”', (number, words, status) => {
    expect(notes(on(number, words))).toContain(`Status: ${status}\n`)
  })
})
