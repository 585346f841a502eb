import { describe, expect, test } from 'vitest'
import { trimForModel } from './trim.ts'

const cases: [what: string, text: string, kept: string][] = [
  [
    'plain text stays',
    'The printer is offline.\nSince this morning.',
    'The printer is offline.\nSince this morning.',
  ],
  [
    'a quoted reply goes',
    'It works now.\n\nOn Mon, 4 May 2026 at 10:02, Ben Okafor <ben@acme.example> wrote:\n> Try again\n> please',
    'It works now.',
  ],
  [
    'a quote broken over two lines goes',
    'Yes.\nOn Monday, 4 May 2026 at 10:02, Ben Okafor\n<ben@acme.example> wrote:\nold',
    'Yes.',
  ],
  [
    'an Outlook header goes',
    'Same again.\n\nFrom: Ben Okafor <ben@acme.example>\nSent: Monday, May 4, 2026\nTo: Ann\nSubject: RE: mail\n\nold text',
    'Same again.',
  ],
  ['bold Outlook headers go', 'Hello\n**From:** Ben\n**Sent:** Monday\nold', 'Hello'],
  [
    'a single From line is text',
    'From: the office it works, from home it does not.\nAny idea?',
    'From: the office it works, from home it does not.\nAny idea?',
  ],
  ['an original message goes', 'ok\n-----Original Message-----\nold', 'ok'],
  ['quoted lines go, answers between them stay', '> Does it start?\nNo.\n> Any lamp?\nRed.', 'No.\nRed.'],
  ['a signature after dashes goes', 'Broken.\n-- \nAnn Reyes\nContoso Dental', 'Broken.'],
  ['a telephone line goes', 'Still broken\n\nSent from my iPhone', 'Still broken'],
  [
    'a closing with a name goes',
    'Please call me.\n\nKind regards,\nAnn Reyes\nOffice manager | Contoso Dental\n+1 555 0100',
    'Please call me.',
  ],
  [
    'a closing in the middle stays',
    'Thanks\nThe server in the back room is beeping again and nobody knows why.',
    'Thanks\nThe server in the back room is beeping again and nobody knows why.',
  ],
  ['a note that only says thanks stays', 'Thanks', 'Thanks'],
  [
    'a disclaimer goes',
    'See picture.\n\nThis email and any files transmitted with it are confidential and intended solely for the addressee.\nmore law',
    'See picture.',
  ],
  ['a confidentiality notice goes', 'Done.\nCONFIDENTIALITY NOTICE: this message\nmore', 'Done.'],
  [
    'SafeLinks show their target',
    'See https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso.example%2Fa&data=x',
    'See https://contoso.example/a',
  ],
  [
    'a SafeLink to a script stays as it is',
    'https://eur02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1',
    'https://eur02.safelinks.protection.outlook.com/?url=javascript%3Aalert(1',
  ],
  ['what nobody sees goes', 'a\u200bb\u202ec\u{e0041}d\ufeff\u0007', 'abcd'],
  ['emoji and right-to-left letters stay', '🖨️ שלום', '🖨️ שלום'],
  ['line ends become one kind, gaps shrink', 'a\r\n\r\n\r\n\r\nb\rc', 'a\n\nb\nc'],
  ['a note that is all quote is kept', '> only this', '> only this'],
  ['empty stays empty', '', ''],
]

describe('trimForModel', () => {
  test.each(cases)('%s', (_, text, kept) => {
    expect(trimForModel(text)).toBe(kept)
  })

  test('long notes end with a mark, within the limit', () => {
    const trimmed = trimForModel('word '.repeat(50_000))
    expect(trimmed.length).toBeLessThanOrEqual(8_000)
    expect(trimmed.endsWith('[… cut]')).toBe(true)
  })

  test('a cut never leaves half a character', () => {
    expect(trimForModel('😀'.repeat(10_000)).isWellFormed()).toBe(true)
    expect(trimForModel(`x${'😀'.repeat(10_000)}`).isWellFormed()).toBe(true)
  })

  test('texts made to be slow come to an end', () => {
    for (const evil of [
      'On '.repeat(60_000),
      `On ${' '.repeat(60_000)}`,
      '>'.repeat(60_000),
      'this message, is '.repeat(4_000),
      '\n'.repeat(60_000),
      `${'-'.repeat(59_000)} `,
    ])
      expect(trimForModel(evil).length).toBeLessThanOrEqual(evil.length)
  })
})
