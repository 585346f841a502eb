import { describe, expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { trimForModel, withoutMarks } from './trim.ts'

const later = { by: 'contact', first: false, others: [] } as const

const cases: [what: string, text: string, kept: string][] = [
  [
    'plain text stays',
    'The printer is offline.\nSince this morning.',
    'The printer is offline.\nSince this morning.',
  ],
  [
    'a single From line is text',
    'From: the office it works, from home it does not.\nAny idea?',
    'From: the office it works, from home it does not.\nAny idea?',
  ],
  [
    'a signature after dashes is named',
    'Broken.\n-- \nAnn Reyes\nContoso Dental',
    'Broken.\n[signature, 3 lines, cut]',
  ],
  ['a note that only says thanks stays', 'Thanks', 'Thanks'],
  [
    'SafeLinks show their target',
    'See https://eur02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fcontoso.example%2Fa&data=x',
    'See https://contoso.example/a',
  ],
  ['line ends become one kind, gaps shrink', 'a\r\n\r\n\r\n\r\nb\rc', 'a\n\nb\nc'],
  ['empty stays empty', '', ''],
]

test.each(cases)('%s', (_, text, kept) => {
  expect(trimForModel(text, later)).toBe(kept)
})

test('every kind of cut is named in its place', () => {
  const text =
    'CAUTION: This email came from outside. Do not click links.\n\nIt works now.\n\nKind regards\nAnn Reyes\n\nSent from my iPhone\n\nOn 4 May 2026 Ben <ben@acme.example> wrote:\n> Please restart the computer.\n\nThis email is confidential and intended only for the addressee.'
  expect(trimForModel(text, { ...later, others: ['Please restart the computer.'] })).toBe(
    [
      '[banner, 1 line, cut]',
      '',
      'It works now.',
      '',
      '[signature, 2 lines, cut]',
      '',
      '[device line, 1 line, cut]',
      '',
      '[quoted mail, 2 lines, cut]',
      '',
      '[disclaimer, 1 line, cut]',
    ].join('\n'),
  )
})

test('a reader of sentences gets the words without the marks', () => {
  const trimmed = trimForModel('Broken.\n\nKind regards\nAnn Reyes\n\nSent from my iPhone', later)
  expect(trimmed).toContain('[signature, 2 lines, cut]')
  expect(withoutMarks(trimmed)).toBe('Broken.')
})

test('long notes end with a mark, within the limit', () => {
  const trimmed = trimForModel('word '.repeat(50_000), later)
  expect(trimmed.length).toBeLessThanOrEqual(8_000)
  expect(trimmed.endsWith('[… cut]')).toBe(true)
})

test('words behind a picture of any size are read', () => {
  const picture = `data:image/png;base64,${'iVBORw0KGgoAAAANSUhEUgAAB9AAAAPo'.repeat(20_000)}`
  expect(trimForModel(`See ![a](${picture})\nThe till prints nothing.`, later)).toBe(
    'See [picture]\nThe till prints nothing.',
  )
})

test('a cut never leaves half a character', () => {
  expect(trimForModel('😀'.repeat(10_000), later).isWellFormed()).toBe(true)
  expect(trimForModel(`x${'😀'.repeat(10_000)}`, later).isWellFormed()).toBe(true)
})

describe('time grows with the length of a note, not faster', () => {
  // Short enough that the limit of what is read does not hide growth.
  const size = 28_000
  const filled = (part: string, length: number) =>
    part.repeat(Math.ceil(length / part.length)).slice(0, length)

  test.each([
    'On ',
    'On 4 May Ben wrote\n',
    'On 4 May 2026 Ben <ben@acme.example> wrote:\n> a\n',
    'From: a\n',
    'From: a\nSent: b\nSubject: c\n\nd\n',
    'Subject: \n',
    '> ',
    '>\n',
    '-',
    '--\n',
    '_',
    ' ',
    '\n',
    '\t\n',
    '.',
    '. ',
    '. \n',
    'this message, is confidential, ',
    'This message\n',
    'This message is confidential\n\n',
    'Please restart the computer.\n> Please restart the computer.\n',
    'Thanks\n',
    'Thanks ',
    'Kim Tran\n',
    'Do not click. ',
    'CAUTION: external email. Do not click.\n\n',
    '[EXTERNAL]',
    'a@b.',
    '@',
    'https://a.example/',
    'https://urldefense.com/v3/__https://a__;*',
    '<a href=',
    '<p>',
    '<!--',
    '{',
    '{color:red}',
    '&#1',
    '![',
    'data:image/png;base64,',
    'a\u200d',
    '\ufe0f',
    '\u{1f3f4}\u{e0067}',
    'QUJD1a+',
    '**From**',
    '§ 1',
    'word ',
    '1',
    '+1 (',
    'a:',
  ])('%j', async (part) => {
    const trimmed = (length: number) => {
      const text = filled(part, length)
      return trimForModel(text, { ...later, others: [text] })
    }
    expect(await growthOf(trimmed, size)).toBeLessThan(3)
  })
})
