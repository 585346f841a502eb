import { describe, expect, test } from 'vitest'
import { growthUpTo } from '../testing/growth.ts'
import { type ClosingKind, closingOf } from './closing.ts'
import { messageCharactersAtMost } from './intents.ts'

describe('an end without a repair', () => {
  test.each<[string, ClosingKind]>([
    ['close it, not our problem', 'not_ours'],
    ['not our job. close', 'not_ours'],
    ['nicht unsere baustelle, ticket zu', 'not_ours'],
    ['out of scope, close it please', 'not_ours'],
    ['not covered by contract, close', 'not_ours'],
    ['it is a private device, not our problem', 'not_ours'],
    ['spam, close it', 'spam'],
    ['its spam. nothing to do', 'spam'],
    ['werbeanruf, kann zu', 'spam'],
    ['ist nur ein spam anruf, zumachen', 'spam'],
    ['scam, ignore', 'spam'],
    ['phishing mail, delete it', 'spam'],
    ['dup of 48291, close', 'duplicate'],
    ['duplikat, schließen', 'duplicate'],
    ['doppelt, bitte schließen', 'duplicate'],
    ['close it as duplicate', 'duplicate'],
    ['already a ticket for this, close', 'duplicate'],
    ['user error, explained it to her', 'explained'],
    ['bedienfehler, hab ihr erklärt wie es geht', 'explained'],
    ['works as designed, close', 'explained'],
    ['layer 8. zu', 'explained'],
    ['kunde braucht es nicht mehr, ticket kann zu', 'withdrawn'],
    ['client withdrew the request', 'withdrawn'],
    ['hat sich erledigt', 'withdrawn'],
    ['she changed her mind, close it', 'withdrawn'],
    ['handled by the ISP, close it', 'others'],
    ['provider kümmert sich, kann zu', 'others'],
    ['vendor is handling it. closing', 'others'],
    ['passed it to the vendor, close', 'others'],
    ['nothing to repair', 'no_fault'],
    ['nichts zu tun hier', 'no_fault'],
    ['fehlalarm, nichts zu machen', 'no_fault'],
    ['no action needed', 'no_fault'],
    ['close it, client moved away', 'unnamed'],
  ])('“%s”: %s', (words, kind) => {
    expect(closingOf(words)?.kind).toBe(kind)
  })

  test('its reason stays in the words of the engineer', () => {
    expect(closingOf('close it, client moved away')?.reason).toBe('client moved away')
    expect(closingOf('close it as duplicate')?.reason).toBe('duplicate')
  })
})

test.each([
  'has nothing to do with the switch',
  'mails land in spam',
  'the spam filter holds it',
  'duplicate ip on the network',
  'duplicate entries in dns',
  'not our MX',
  'not us, all sites have it',
  'the user closed it and it came back',
  'works now, close it',
  'fixed, close it',
  'läuft wieder, kann zu',
  "don't close it yet",
  'bitte noch nicht schließen',
  'if its spam we close it',
  'can I close it?',
  'should we close it',
  'close it when she confirms',
  'it is a phishing mail with a link',
  'closed the app, still slow',
  'she closed the lid',
  'closes itself after 5 s',
  'the port is closed',
  'no fault in the log of the switch',
  'user error 0x80070005 in the log',
  'passed the test',
  'handed her the new laptop',
  'nothing to see in the log',
  'he needs access to the share',
  'isp has an outage',
  'the provider is on it, waiting',
  'no action in the log',
  'she does not need vpn at home',
  'she wants the new folder',
  'the driver works as designed by hp',
  'told her to reboot',
  'user',
])('“%s” ends nothing', (words) => {
  expect(closingOf(words)).toBeNull()
})

test.each(['spam ', 'close it, ', 'same as 1 ', 'merged into a ', 'user error, '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    const read = (size: number) => closingOf(part.repeat(size / part.length))
    expect(await growthUpTo(read, messageCharactersAtMost)).toBeLessThan(3)
  },
)

test.each([
  ['explained', ' user', '.x'],
  ['request withdrawn', ' ticket', ' x y'],
  ['client needs', ' that', ' a b'],
  ['', 'hier ist ', 'x'],
  ['', 'das ticket ', 'x'],
])('twice as many words behind “%s” take about twice as long: “%s”', async (begin, part, end) => {
  const read = (size: number) => closingOf(`${begin}${part.repeat(size / part.length)}${end}`)
  expect(await growthUpTo(read, 200)).toBeLessThan(3)
})
