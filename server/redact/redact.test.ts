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
  'columns apart by blanks': 'user  password\na  b\n',
  'as the password': 'a as the password ',
  'password (x)': 'a (password ',
  'words that follow': 'password word a1 ',
  'words near': 'log in use a1!b ',
  'signs without a word': 'a1!',
  'security question': 'security question first pet ',
  'ssid and key': 'ssid a, key ',
  combination: 'combination of ',
  'name and slash': 'ann / ben.a1 ',
  element: '<password><secret>',
  'now and new': 'password was now set ',
  'code said': 'otp said 123 ',
  'codes of doors': 'code for the door of the gate ',
  'locks and words': 'lockbox is door code for our ',
  disarm: 'disarm the panel with ',
  'your code': 'your name code ',
  'lists under heads': 'passwords:\nann: a1\n',
  'one list': 'logins: a\n- ann: ben / a!1\n',
  'names of settings': 'a_key: aKey= ',
  'serial numbers': 'licence key: a1-',
  'wrapped sentences': 'the password for the account of ann\nis ',
  'wi-fi picture': 'WIFI:P;',
  saml: 'SAMLResponse=a',
  'opens with': 'alarm door set with ',
  'name and value': 'name: a_key value: ',
  'password in brackets': 'pass (a1 ',
  'recovery groups': 'recovery code a1b2 ',
  'from and to': 'password was changed from a to ',
  homoglyphs: 'раѕѕ',
} satisfies Record<string, string>

test.each(Object.entries(almost))('twice the text takes about twice as long: %s', async (_, unit) => {
  const of = (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length)
  expect(await growthOf((n) => redact(of(n)), 20_000)).toBeLessThan(3)
})

test('a note of 400 kB made of what is almost a secret is read to its end', async () => {
  const all = Object.values(almost).join('\n')
  const note = all.repeat(Math.ceil(400_000 / all.length)).slice(0, 400_000)
  expect((await redact(note)).length).toBeGreaterThan(0)
})

/** A list with a label at its head alone: each password looks like a word. */
const listOf = (people: number) =>
  `user;password\n${Array.from({ length: people }, (_, n) => `ben${n};Herbstlaub${n}x`).join('\n')}\n`

test.each([201, 260, 5_000])('of a list of %i people no password is left', async (people) => {
  const clean = await redact(listOf(people))
  expect(clean.match(/Herbstlaub/g) ?? []).toHaveLength(0)
  expect(clean.match(/\[redacted password\]/g)).toHaveLength(people)
})

test('a list as long as a text may be is read to its end', async () => {
  const clean = await redact(listOf(30_000).slice(0, 400_000))
  expect(clean.match(/Herbstlaub/g) ?? []).toHaveLength(0)
})

test('a list of twice as many people takes about twice as long', async () => {
  expect(await growthOf((people) => redact(listOf(people)), 2_000)).toBeLessThan(3)
})

test.each([
  'login anna AS2018!(x9k)',
  'login: anna / Winter(2024)',
  'creds: ben Gravel(77)moon',
  'user cleo, Cleo!(20240)',
  'admin root, Sommer(20240)x',
  'creds: ada / As(201806281)',
  'account ada, as(44871)Q',
  'Zugang: vera, Hafen(9911)',
  'Anmeldung ben, Mond(48213)',
  'user zed, zed(0815)zed',
  'username ada, R2d2(c3po)',
  'Password: AS(201806281)',
  'pw: K9(88231)',
])('a password with brackets goes: %s', async (text) => {
  expect(await redact(text)).toContain('[redacted password]')
})
