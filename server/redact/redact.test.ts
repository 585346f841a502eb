import { expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { recognise } from './recognise.ts'
import { redact } from './redact.ts'

// Put together at run time, so that no scanner takes the test itself for a leak.
const github = `ghp_${'aB3dEfGhIjKlMnOpQrSt'}${'UvWxYz0123456789'}`
const slack = `xoxb-${'123456789012'}-123456789012-abcdefghijklmnopqrstuvwx`

test.each([
  ['the token is gone', `use ${github} for it`, 'use [redacted token] for it'],
  ['slack', `hook ${slack}.`, 'hook [redacted token].'],
  ['password: …', 'Password: Sommer2026! works', 'Password: [redacted password] works'],
  ['password is …', 'her password is Tulip-44x, she says', 'her password is [redacted password], she says'],
  ['pw=…', 'pw=hunter22', 'pw=[redacted password]'],
  [
    'BitLocker',
    'key 111111-222222-333333-444444-555555-666666-777777-888888 ok',
    'key [redacted recovery key] ok',
  ],
  ['MFA code', 'the MFA code is 482913 now', 'the MFA code is [redacted code] now'],
  [
    'net use',
    'net use z: \\\\fs\\data /user:corp\\ann Winter#1',
    'net use z: \\\\fs\\data /user:corp\\ann [redacted password]',
  ],
  ['URL with password', 'postgres://app:s3cr3t!@db/x', 'postgres://app:[redacted password]@db/x'],
])('%s', async (_, text, expected) => {
  expect(await redact(text)).toBe(expected)
})

test.each([
  'The user forgot the password and cannot sign in.',
  'The password is wrong, she says.',
  'Password expired on Monday, reset is pending.',
  'Error 691: the remote connection was denied.',
  'Ran Get-MessageTraceV2 for ann@contoso.example since 08:52; 14 messages held.',
  'Ticket #48291, note 1229, phone 555-0142',
])('leaves plain words alone: %s', async (text) => {
  expect(await redact(text)).toBe(text)
})

test('redacts twice without harm', async () => {
  const once = await redact('password: Sommer2026!')
  expect(await redact(once)).toBe(once)
})

test('the places are those of the text as given', () => {
  const text = 'Pass\u200bword：\u00a0Gr4\u200bnit!9, then 604817 is your code'
  expect(recognise(text).map(({ start, end, kind }) => [text.slice(start, end), kind])).toEqual([
    ['Gr4\u200bnit!9', 'password'],
    ['604817', 'code'],
  ])
})

test('takes a long text in reasonable steps', async () => {
  const text = `${'lorem ipsum '.repeat(17_000)}password: Sommer2026!`
  expect(await redact(text)).toMatch(/\[redacted password\]$/)
})

const almost = {
  'net use': 'net use z: /user:a ',
  'password is': 'password is the ',
  password: 'password ',
  'password:': 'password: ',
  'password and blanks': `password:${' '.repeat(500)}`,
  'password and lines': 'password:\n\n',
  'password for many': 'password for the user of the ',
  'pw in cells': '|pw|',
  'quotes that never close': 'password="a ',
  bearer: 'Bearer a.',
  jwt: 'eyJ',
  url: '://a:',
  digits: '123456-',
  'digits apart': '4111 ',
  'code words': 'code is your code ',
  'backup codes': 'backup codes: 1234-5678 ',
  pem: '-----BEGIN PRIVATE KEY-----\n',
  base64: 'aB3dEfGh',
  hex: '0123456789abcdef',
  capitals: 'AB12C-',
  tags: '<td><b>',
  iban: 'DE89 3704 ',
  commands: 'psexec -u a curl -u ',
  'full-width': 'Ｐａｓｓ：',
  connection: 'Server=a;Password=b c;',
  table: 'user,password\na,b\n',
} satisfies Record<string, string>

test.each(Object.entries(almost))('twice the text takes about twice as long: %s', async (_, unit) => {
  const of = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  expect(await growthOf((n) => redact(of(n)), 50_000)).toBeLessThan(3)
})

test('a note of 400 kB made of what is almost a secret is read to its end', async () => {
  const all = Object.values(almost).join('\n')
  const note = all.repeat(Math.ceil(400_000 / all.length)).slice(0, 400_000)
  expect((await redact(note)).length).toBeGreaterThan(0)
})
