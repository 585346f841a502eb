import { expect, test } from 'vitest'
import { unwrapLinks } from './links.ts'

const target = 'https://contoso.example/form?a=1&b=2'
const encoded = encodeURIComponent(target)

test.each([
  ['SafeLinks', `https://nam02.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02&reserved=0`],
  [
    'SafeLinks of HTML',
    `https://nam02.safelinks.protection.outlook.com/?url=${encoded}&amp;data=05&amp;reserved=0`,
  ],
  ['SafeLinks in capitals', `HTTPS://EUR01.SAFELINKS.PROTECTION.OUTLOOK.COM/?url=${encoded}`],
  ['Proofpoint 1', `https://urldefense.proofpoint.com/v1/url?u=${encoded}&k=x`],
  [
    'Proofpoint 2',
    'https://urldefense.proofpoint.com/v2/url?u=https-3A__contoso.example_form-3Fa-3D1-26b-3D2&d=DwMF&c=x',
  ],
  ['Proofpoint 3', `https://urldefense.com/v3/__${target}__;!!Kx9Qw!Zk3R$`],
  [
    'Proofpoint 3 with one slash',
    'https://urldefense.com/v3/__https:/contoso.example/form?a=1&b=2__;!!Kx9Qw!Zk3R$',
  ],
  ['Mimecast with the target', `https://protect-eu.mimecast.com/s/AbC?url=${encoded}`],
  ['Barracuda', `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,x&typo=1`],
  ['Cisco', `https://secure-web.cisco.com/1abcDEF-x/${encoded}`],
  [
    'Sophos',
    `https://eu-west-1.protection.sophos.com/?d=contoso.example&u=${Buffer.from(target).toString('base64')}&i=1`,
  ],
  ['Trend Micro', `https://imsva91-ctp.trendmicro.com/wis/clicktime/v1/query?url=${encoded}&umid=1`],
  ['FireEye', `https://protect2.fireeye.com/v1/url?k=1&q=1&e=2&u=${encoded}`],
  ['Avanan', `https://url.avanan.click/v2/___${target}___.YXAzOmFi`],
  ['Google', `https://www.google.com/url?q=${encoded}&sa=D`],
  [
    'SafeLinks around Proofpoint',
    `https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://urldefense.com/v3/__${target}__;!!K!Z$`)}&data=1`,
  ],
])('%s', (_, link) => {
  expect(unwrapLinks(`Open ${link} now`)).toBe(`Open ${target} now`)
  expect(unwrapLinks(`(${link}).`)).toBe(`(${target}).`)
  expect(unwrapLinks(`[the form](${link}), please`)).toBe(`[the form](${target}), please`)
  expect(unwrapLinks(`form<${link}>`)).toBe(`form<${target}>`)
})

test('Proofpoint 3 puts back the signs that it took out', () => {
  expect(unwrapLinks('https://urldefense.com/v3/__https://contoso.example/a*b__;Iw!!X!y$')).toBe(
    'https://contoso.example/a#b',
  )
  expect(unwrapLinks('https://urldefense.com/v3/__https://contoso.example/x**Ay__;w6TDtg!!X!y$')).toBe(
    'https://contoso.example/xäöy',
  )
})

test('where a gateway names only the host, that is shown', () => {
  expect(unwrapLinks('https://protect-eu.mimecast.com/s/AbCdEf?domain=contoso.example')).toBe(
    'https://contoso.example/…',
  )
})

test.each([
  'https://contoso.example/?url=https%3A%2F%2Fother.example',
  'https://eur02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1',
  'https://eur02.safelinks.protection.outlook.com/?data=x',
  'https://safelinks.protection.outlook.com.evil.example/?url=https%3A%2F%2Fother.example',
  'https://urldefense.com/v3/__',
  'https://urldefense.proofpoint.com/v2/url?u=-E0-ZZ',
  'https://www.google.com/search?q=https%3A%2F%2Fother.example',
  'https://[bad',
])('%s stays as it is', (link) => {
  expect(unwrapLinks(link)).toBe(link)
})
