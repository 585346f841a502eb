import { describe, expect, test } from 'vitest'
import { addressesIn, addressKey, placeOf } from './addresses.ts'

describe('addresses of a text', () => {
  test.each([
    ['See https://portal.contoso.example/login.', ['https://portal.contoso.example/login']],
    [
      '(https://wiki.example/a_(b)), then www.example.com/x!',
      ['https://wiki.example/a_(b)', 'www.example.com/x'],
    ],
    ['<https://a.example> "https://b.example/?q=1&r=2"', ['https://a.example', 'https://b.example/?q=1&r=2']],
    [
      'Mail ann.reyes@contoso.example, or call +1 (555) 010-2030.',
      ['ann.reyes@contoso.example', '+1 (555) 010-2030'],
    ],
    ['Nothing: contoso.example, ftp://a.example, 2026-11-29, 10.0.0.12', []],
  ])('%s', (text, found) => {
    expect(addressesIn(text)).toEqual(found)
  })

  test('each once, and of each kind so many', () => {
    const text = Array.from({ length: 500 }, (_, n) => `https://a.example/${n} https://a.example/0`).join(' ')
    expect(addressesIn(text)).toHaveLength(200)
  })
})

describe('two spellings of one address', () => {
  test.each([
    ['https://Portal.Example/a/', 'http://portal.example/a'],
    ['www.example.com', 'http://www.example.com/'],
    ['mailto:Ann@Contoso.example', 'ann@contoso.example'],
    ['tel:+15550102030', '+1 (555) 010-2030'],
  ])('%s, %s', (one, other) => {
    expect(addressKey(one)).not.toBeNull()
    expect(addressKey(one)).toBe(addressKey(other))
  })

  test.each([
    ['https://a.example/x', 'https://a.example/x?data=secret'],
    ['https://a.example/x', 'https://a.example/x#secret'],
    ['https://a.example', 'https://a.example@evil.example'],
    ['https://a.example', 'https://secret@a.example'],
    ['ann@contoso.example', 'mailto:ann@contoso.example?body=secret'],
  ])('%s is not %s', (one, other) => {
    expect(addressKey(one)).not.toBe(addressKey(other))
  })
})

test.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'data:text/html,x',
  'file:///etc',
  '/app',
  '#x',
  'https://',
  'mailto:',
  '',
])('is no address: %j', (text) => {
  expect(addressKey(text)).toBeNull()
})

test.each([
  ['https://portal.contoso.example:8443/a?b', 'portal.contoso.example:8443'],
  ['https://good.example@evil.example/', 'evil.example'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['www.example.com/a', 'www.example.com'],
  ['mailto:ann@contoso.example?subject=x', 'ann@contoso.example'],
  ['tel:+15550102030', '+15550102030'],
])('%s leads to %s', (address, place) => {
  expect(placeOf(address)).toBe(place)
})
