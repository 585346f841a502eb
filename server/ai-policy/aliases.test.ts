import { describe, expect, test } from 'vitest'
import { fc } from '../testing/property.ts'
import { createAliases } from './aliases.ts'
import type { KnownName } from './find-names.ts'

const code = '4f7k'
const names: KnownName[] = [
  { kind: 'Client', words: 'Contoso Dental' },
  { kind: 'Client', words: 'Contoso' },
  { kind: 'Person', words: 'May Okafor' },
  { kind: 'Person', words: 'May' },
  { kind: 'Person', words: "Zoë O'Neil" },
  { kind: 'Person', words: 'José Núñez' },
  { kind: 'Person', words: 'Jürgen Weiß' },
  { kind: 'Client', words: '李小龍' },
  { kind: 'Host', words: 'reception-pc' },
]
const ofCase = () => createAliases(code, [], names)

describe('what a model may read', () => {
  test.each([
    ['May Okafor of Contoso Dental called', 'Person-4f7k-1 of Client-4f7k-2 called'],
    ['contoso dental, CONTOSO', 'Client-4f7k-1, Client-4f7k-2'],
    ['May says it may be May', 'Person-4f7k-1 says it may be Person-4f7k-1'],
    ["Zoë O'Neil’s PC", 'Person-4f7k-1’s PC'],
    ['Zoë O’Neil’s PC', 'Person-4f7k-1’s PC'],
    ['Jose\u0301 Nu\u0301n\u0303ez called', 'Person-4f7k-1 called'],
    ['JÜRGEN WEISS called', 'Person-4f7k-1 called'],
    ['ここは李小龍です', 'ここはClient-4f7k-1です'],
    ['Maybe Contosos', 'Maybe Contosos'],
    ['SRV-DC01 at 10.0.4.17/24', 'Host-4f7k-1 at Address-4f7k-2'],
    ['srv-dc01, dc01, SRVDC01 and fs-server2', 'Host-4f7k-1, Host-4f7k-2, Host-4f7k-3 and Host-4f7k-4'],
    ['937-555-0141, (937) 555-0142 or 030 1234567', 'Phone-4f7k-1, Phone-4f7k-2 or Phone-4f7k-3'],
    ['\\\\fs2\\data on Reception-PC', '\\\\Host-4f7k-1\\data on Host-4f7k-2'],
    ['ann@contoso.example, +49 30 1234567', 'Mail-4f7k-1, Phone-4f7k-2'],
    ['dc1.contoso.local, fe80::1c2d, 00:1A:2b:3C:4d:5E', 'Host-4f7k-1, Address-4f7k-2, Address-4f7k-3'],
  ])('%s', (text, clean) => {
    const aliases = ofCase()
    expect(aliases.replace(text, 'people')).toBe(clean)
    expect(aliases.restore(clean)).toBe(text)
  })

  test.each([
    'Event 4625 at 08:52:10 on 2026-11-30, KB5031234, TLS-1.2, UTF-8, error 0x80070005.',
    'Run Get-MessageTraceV2, then setup.exe; see learn.microsoft.com or outlook.office365.com.',
    'Since 2026-11-30 or 01/12/2026, part 2, server 2019, sql2019, 0x80004005, 012, 550 5.7.1, 404 KB.',
    'Nothing for 14 minutes, e.g. since 16:52, version 24H2 (10.0.26100).',
  ])('what is nobody’s stays: %s', (text) => {
    expect(ofCase().replace(text, 'people')).toBe(text)
  })

  test('the same words have the same alias, also once the case is read again', () => {
    const first = ofCase()
    const before = first.replace('SRV-DC01, then SRV-EX02', 'people')
    const again = createAliases(code, first.made, names)
    expect(again.replace('SRV-DC01, then SRV-EX02', 'people')).toBe(before)
    expect(again.made).toEqual([])
    expect(again.replace('SRV-FS03', 'people')).toBe('Host-4f7k-3')
  })

  test('what was written to look like an alias gives nobody’s name away', () => {
    const aliases = ofCase()
    const sent = aliases.replace('May Okafor; Person-4f7k-1', 'people')
    expect(sent).toBe('Person-4f7k-2; Word-4f7k-1')
    expect(aliases.restore(sent)).toBe('May Okafor; Person-4f7k-1')
  })

  test('a digit behind a name is none of its alias', () => {
    const aliases = ofCase()
    const text = 'SRV-DC01, then 10.0.4.17/245 for May'
    expect(aliases.restore(aliases.replace(text, 'people'))).toBe(text)
  })

  test.each([
    'Person-4f7k-123456',
    'May Okafor; Person-4f7k-000001',
    `\\\\${'a'.repeat(63)}55`,
    `a@bbb.${'c'.repeat(63)}55`,
  ])('digits behind what was replaced are no part of another alias: %s', (text) => {
    const aliases = ofCase()
    expect(aliases.restore(aliases.replace(text, 'people'))).toBe(text)
  })

  test('a model’s own words keep their aliases, and lose names from before', () => {
    const aliases = ofCase()
    aliases.replace('May Okafor', 'people')
    expect(aliases.replace('Ask Person-4f7k-1 at Contoso Dental', 'model')).toBe(
      'Ask Person-4f7k-1 at Client-4f7k-2',
    )
  })
})

const part = fc.oneof(
  fc.constantFrom(
    ...[
      'May',
      'May Okafor',
      'contoso  dental',
      "Zoë O'Neil",
      'reception-PC',
      'SRV-DC01',
      '10.1.2.3',
      '10.1.2.3/24',
      `\\\\${'fs'.repeat(32)}`,
      '\\\\fs\\x',
    ],
    ...[
      'Person-4f7k-1',
      'Person-4f7k-',
      'Word-4f7k-99999',
      '0',
      '17',
      `\\\\${'a'.repeat(63)}`,
      `a@${'b'.repeat(63)}`,
      'Client-4f7k-12',
      'a@b.example',
      'Host',
      '-4f7k-',
      '5',
      ' ',
    ],
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)
const words = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))

test('whatever was replaced comes back as it was, whole and in pieces', () => {
  fc.assert(
    fc.property(
      words,
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 20 }),
      (text, sizes) => {
        const aliases = ofCase()
        const sent = aliases.replace(text, 'people')
        expect(aliases.restore(sent)).toBe(text)
        const stream = aliases.stream()
        let came = ''
        for (let at = 0, n = 0; at < sent.length; n++) {
          const size = sizes[n % sizes.length] ?? 1
          came += stream.take(sent.slice(at, at + size))
          at += size
        }
        expect(came + stream.end()).toBe(text)
      },
    ),
  )
})

test('no known name is left in what a model reads', () => {
  fc.assert(
    fc.property(words, (text) => {
      const sent = ofCase().replace(text, 'people')
      expect(sent).not.toMatch(/(?<![\p{L}\p{N}_])(?:May Okafor|Contoso Dental|SRV-DC01)(?![\p{L}\p{N}_-])/u)
    }),
  )
})
