import { describe, expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { findSpots, type Lists } from './find-spots.ts'
import { spaced } from './words.ts'

const lists = (more: Partial<Lists> = {}): Lists => ({
  names: {
    colleagues: ['Cleo Marsh', 'Ada'],
    members: ['cmarsh', 'ada'],
    other_clients: ['Fabrikam Law', 'Summit'],
    machines: [
      { name: 'jsmith-x1', type: 'Laptop' },
      { name: 'Front desk printer', type: 'Printer' },
    ],
  },
  places: {
    own: ['acme.example', 'contoso.example'],
    mailboxes: ['ben@acme.example', 'ann@contoso.example'],
    ours: ['acme.example'],
  },
  internal: {
    notes: ['Ben: the client always forgets to pay and then calls us at night.'],
    allowed: '',
    facts: ['The transport rule was made by an intern', 'Disk full'],
  },
  theirs: spaced('Contoso Dental. Ann Reyes wrote: our SPF is red and FD-PC-07 is slow', 1_000),
  ...more,
})
const found = (text: string, more: Partial<Lists> = {}) =>
  findSpots(text, lists(more)).map(({ start, end, kind, what }) => [kind, what, text.slice(start, end)])
const instead = (text: string) => findSpots(text, lists()).map((spot) => spot.instead)

test.each([
  ['The server 10.0.4.12 did not answer.', 'address', 'ip_address', '10.0.4.12'],
  ['It uses fe80::1c2d:3e4f.', 'address', 'ip_address', 'fe80::1c2d:3e4f'],
  ['The card 00:1A:2B:3C:4D:5E is new.', 'address', 'mac_address', '00:1A:2B:3C:4D:5E'],
  ['We cleaned C:\\Windows\\Temp today.', 'address', 'path', 'C:\\Windows\\Temp'],
  ['It lies on \\\\nas\\scans now.', 'address', 'path', '\\\\nas\\scans'],
  ['See /var/log/mail.log there.', 'address', 'path', '/var/log/mail.log'],
  ['We set HKLM\\Software\\X anew.', 'address', 'registry_key', 'HKLM\\Software\\X'],
  ['Write to cleo@acme.example then.', 'address', 'email', 'cleo@acme.example'],
  ['Everything behind FL-FW-01 works.', 'host', 'host_name', 'FL-FW-01'],
  ['Then DC01 was restarted.', 'host', 'host_name', 'DC01'],
  ['We looked at ex01.corp.contoso.example.', 'host', 'host_name', 'ex01.corp.contoso.example'],
  ['It is files.contoso.local today.', 'host', 'internal_domain', 'files.contoso.local'],
  ['Then jsmith-x1 was slow.', 'host', 'host_name', 'jsmith-x1'],
  ['We ran Get-MessageTrace for you.', 'jargon', 'command', 'Get-MessageTrace'],
  ['Please run sfc /scannow there.', 'jargon', 'command', 'sfc /scannow'],
  ['It said 0x80070005 again.', 'jargon', 'error_code', '0x80070005'],
  ['It came back with 550 5.7.1 today.', 'jargon', 'error_code', '550 5.7.1'],
  ['The DMARC was wrong.', 'jargon', 'term', 'DMARC'],
  ['Die Gruppenrichtlinie war falsch.', 'jargon', 'term', 'Gruppenrichtlinie'],
  [
    'You always forget: the client always forgets to pay and more.',
    'internal',
    'note_words',
    'the client always forgets to pay and',
  ],
  ['It is so: the transport rule was made by an intern.', 'internal', 'fact_words', 'was made by an intern'],
  ['Cleo Marsh will call you.', 'name', 'colleague', 'Cleo Marsh'],
  ['It lies with cmarsh now.', 'name', 'member', 'cmarsh'],
  ['Fabrikam Law has it too.', 'name', 'other_client', 'Fabrikam Law'],
  ['See evil.xyz/login now.', 'link', 'foreign_link', 'evil.xyz/login'],
  ['See evil.ru now.', 'link', 'foreign_link', 'evil.ru'],
  ['See ftp://evil.xyz/a now.', 'link', 'foreign_link', 'ftp://evil.xyz/a'],
  ['See hxxps://evil.xyz now.', 'link', 'foreign_link', 'hxxps://evil.xyz'],
  ['See https:evil.xyz now.', 'link', 'foreign_link', 'https:evil.xyz'],
  ['See //evil.xyz/a now.', 'link', 'foreign_link', '//evil.xyz/a'],
  [
    'See https://www.google.com/url?q=https%3A%2F%2Fevil.xyz now.',
    'link',
    'foreign_link',
    'https://www.google.com/url?q=https%3A%2F%2Fevil.xyz',
  ],
  ['See https://evil-my.sharepoint.com/x now.', 'link', 'foreign_link', 'https://evil-my.sharepoint.com/x'],
  ['See https://docs.google.com/forms/d/x now.', 'link', 'foreign_link', 'https://docs.google.com/forms/d/x'],
  ['It is dc01 again.', 'host', 'host_name', 'dc01'],
  ['It is SRV_DC01 again.', 'host', 'host_name', 'SRV_DC01'],
  ['It lies on \\\\nas\\scans, as before.', 'address', 'path', '\\\\nas\\scans'],
  ['It lies in C:/Users/ann now.', 'address', 'path', 'C:/Users/ann'],
  ['It lies in %AppData%\\Teams now.', 'address', 'path', '%AppData%\\Teams'],
  ['Marsh, Cleo will call you.', 'name', 'colleague', 'Marsh, Cleo'],
  ['See https://pastebin.example.org/x.', 'link', 'foreign_link', 'https://pastebin.example.org/x'],
  ['Write to joe@vendor.org please.', 'link', 'foreign_email', 'joe@vendor.org'],
  ['It lies on //nas/scans now.', 'address', 'path', '//nas/scans'],
  [
    'See data:text/html;base64,PHNjcmlwdD4= now.',
    'link',
    'foreign_link',
    'data:text/html;base64,PHNjcmlwdD4=',
  ],
  ['See javascript:alert(1) now.', 'link', 'foreign_link', 'javascript:alert(1'],
  // full-width signs, other scripts' letters, a dot that is none
  ['The server 10．0．4．１２ did not answer.', 'address', 'ip_address', '10．0．4．１２'],
  ['The server 10.0.4․.12 and 10.0.4․12 did not.', 'address', 'ip_address', '10.0.4․12'],
  ['Everything behind ＦＬ－ＦＷ－０１ works.', 'host', 'host_name', 'ＦＬ－ＦＷ－０１'],
  ['Clеo Mаrsh für Sie.', 'name', 'colleague', 'Clеo Mаrsh'],
  ['See ｅｖｉｌ.xyz/login now.', 'link', 'foreign_link', 'ｅｖｉｌ.xyz/login'],
  ['It was user error.', 'blame', 'blame', 'user error'],
  ['Das war ein Bedienfehler.', 'blame', 'blame', 'Bedienfehler'],
])('“%s” holds %s %s', (text, kind, what, words) => {
  expect(found(text)).toContainEqual([kind, what, words])
})

test.each([
  'Hello Ann, Contoso Dental can send e-mail in Outlook and Teams again.',
  'Your VPN drops because of the Wi-Fi at home; the firewall and the server are fine.',
  'We write again by 15:15 on 2026-05-04 or on 04.05.2026, at the latest at 10:41:30.',
  'Call us at +49 30 1234 567 or (030) 123-4567; the ticket is #48291.',
  'Write to support@acme.example, to ben@acme.example or see https://www.microsoft.com/teams.',
  'As you wrote, FD-PC-07 is slow and your SPF is red.',
  'Ben and Ada, also Cleo, will look at the front desk printer on Wednesday.',
  'Version 10.0.19045 of Windows 11, Office 365 and the HP 4200 at the summit are fine, COVID-19 or not.',
  'We found 3 of 5 messages (60 %), log in again and press Ctrl-Alt-Del, e.g. twice.',
  'In exchange for the old one you get a new one, and you should have a look; you should have received it.',
  'Kind regards,\nBen Okafor\nAcme MSP',
  'See https://contoso-my.sharepoint.com/x and https://outlook.office.com/?to=https%3A%2F%2Fwww.office.com, and/or call 24/7.',
  'Open report.pdf or the page (Teams/Outlook), e.g. at 10:00//11:00, file:2 and note: see below.',
  'Guten Tag Ann, wir haben Ihre E-Mails geprüft. Sie hätten gern bis Freitag eine Antwort.',
])('nothing is found in “%s”', (text) => {
  expect(found(text)).toEqual([])
})

describe('the plain words', () => {
  test.each([
    ['Everything behind FL-FW-01 works.', 'your firewall'],
    ['Everything behind your FL-FW-01 works.', 'firewall'],
    ['FL-FW-01 works.', 'Your firewall'],
    ['Alles hinter der FL-FW-01 ist gut und wir sind bei Ihnen.', 'Firewall'],
    ['We looked at the DMARC today.', 'sender check'],
    ['It was user error.', null],
  ])('in “%s” are “%s”', (text, words) => {
    expect(instead(text)).toEqual([words])
  })
})

test('of two at one place one is found, and what was found before is left alone', () => {
  expect(found('See https://nas.corp.local/x please.')).toEqual([
    ['link', 'foreign_link', 'https://nas.corp.local/x'],
  ])
  expect(findSpots('DC01 is DC02', lists(), [{ start: 0, end: 4 }]).map(({ start }) => start)).toEqual([8])
  expect(found('He said: the client always forgets DC01 to pay and then calls us at night.')).toEqual([
    ['host', 'host_name', 'DC01'],
    ['internal', 'note_words', 'to pay and then calls us at night'],
  ])
})

test('a leak after 150 others is still found', () => {
  const behind = [
    ['10.0.4.12 '.repeat(150), '10.9.9.9'],
    ['https://one.example.org/x '.repeat(150), 'https://two.example.org/y'],
    ['DC01 was DNS. '.repeat(150), 'FL-FW-01'],
  ] as const
  for (const [many, last] of behind) expect(found(`${many}${last}`).at(-1)?.[2]).toBe(last)
})

test('a text of one word again and again takes the time of its length', async () => {
  const same = (times: number) => 'again '.repeat(times)
  const look = (size: number) => {
    const internal = { notes: [same(3 * size)], facts: Array(size / 10).fill(same(80)), allowed: '' }
    return findSpots(same(size), lists({ internal }))
  }
  expect(look(100)).toHaveLength(1)
  expect(await growthOf(look, 1_000)).toBeLessThan(3)
})
