import { describe, expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { parseFlow } from './parse.ts'

const printer = `key: printer
name: Printer does not print
domain: Printing
category: Printing
client_problem: the printing problem
signs:
  printer: 4
  order: -4
start: scope
nodes:
  scope:
    ask: Who cannot print?
    check:
      text: Print from a second computer
      command: Get-Printer
      undo:
    client: We are checking who is affected.
    confidence: 20
    options:
      - label: One person
        words: [only her, 1]
        sense: one
        means: Then that computer.
        finding: One person cannot print
        client: { en: One person is affected., de: Eine Person ist betroffen. }
        to: c-driver
      - label: 809
        means: Then the device.
        to: contain
    otherwise: contain
  contain:
    says: First secure it.
    checks: [Take it off the network]
    client: We are securing the device.
    then: unexplained
  c-driver:
    cause: The driver does not fit
    words: [driver]
    client: The printing software does not fit.
    next: We will put the right one back.
    confidence: 80
    fix:
      - Roll back the driver
    verify: Does the test page come out?
    not_fixed: unexplained
  fixed: { end: fixed, says: It prints again., client: Printing works again. }
  unexplained:
    end: unexplained
    says: Nothing here explains it.
    client: We are looking further.
`

const errorsOf = (text: string) => {
  const parsed = parseFlow(text)
  return 'errors' in parsed ? parsed.errors : []
}

test('a flow file is read into what is walked', () => {
  const parsed = parseFlow(printer)
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors))
  expect(parsed.flow).toMatchObject({
    key: 'printer',
    client_problem: { en: 'the printing problem', de: null },
    signs: [
      { word: 'printer', weight: 4 },
      { word: 'order', weight: -4 },
    ],
  })
  const [scope, contain, driver, fixed] = parsed.flow.nodes
  expect(scope).toEqual({
    key: 'scope',
    kind: 'question',
    ask: 'Who cannot print?',
    context: null,
    task: {
      text: 'Print from a second computer',
      detail: null,
      command: 'Get-Printer',
      undo: null,
      risk: null,
    },
    client: { en: 'We are checking who is affected.', de: null },
    hypothesis: null,
    confidence: 20,
    otherwise: 'contain',
    options: [
      {
        label: 'One person',
        words: ['only her', '1'],
        sense: 'one',
        means: 'Then that computer.',
        finding: {
          text: 'One person cannot print',
          status: 'confirmed',
          client: { en: 'One person is affected.', de: 'Eine Person ist betroffen.' },
        },
        to: 'c-driver',
      },
      { label: '809', words: [], sense: null, means: 'Then the device.', finding: null, to: 'contain' },
    ],
  })
  expect(contain).toMatchObject({ kind: 'checklist', says: 'First secure it.' })
  expect(contain).toHaveProperty('then', 'unexplained')
  expect(driver).toMatchObject({
    kind: 'conclusion',
    hypothesis: 'The driver does not fit',
    words: ['driver'],
  })
  expect(fixed).toMatchObject({ kind: 'end', outcome: 'fixed' })
})

test('the hash is that of the content', () => {
  const hashOf = (text: string) => {
    const parsed = parseFlow(text)
    return 'hash' in parsed ? parsed.hash : null
  }
  expect(hashOf(printer)).toMatch(/^[0-9a-f]{64}$/)
  expect(hashOf(`# a comment\n${printer}`)).toBe(hashOf(printer))
  expect(hashOf(printer.replace('80', '81'))).not.toBe(hashOf(printer))
})

describe('a fault is told at its line and column', () => {
  const cases: [string, string, string, string, RegExp][] = [
    ['broken YAML', 'domain: Printing', 'domain: "Printing', '3:9', /cannot be read as YAML/],
    ['an unknown key', 'domain: Printing', 'domains: Printing', '3:1', /domains is no key/],
    [
      'an unknown key without a value',
      'domain: Printing',
      'domain: Printing\ncolour:',
      '4:1',
      /colour is no key/,
    ],
    ['a missing key', 'domain: Printing\n', '', '1:1', /domain is missing/],
    [
      'a missing key of a node',
      '    ask: Who cannot print?\n    check',
      '    ask:\n    check',
      '12:5',
      /ask is missing/,
    ],
    ['a missing key of an option', 'label: One person\n        words', 'words', '20:9', /label is missing/],
    ['an empty key', 'name: Printer does not print', 'name:', '2:1', /name is missing/],
    ['a list instead of a text', 'domain: Printing', 'domain: [a]', '3:1', /domain is a text/],
    ['a text instead of a list', 'words: [driver]', 'words: driver', '38:12', /words is a list/],
    ['a key twice', 'domain: Printing', 'domain: Printing\ndomain: x', '4:1', /twice/],
    ['a node twice', '  contain:\n', '  scope: { end: fixed }\n  contain:\n', '31:3', /twice/],
    ['a node of no kind', 'end: unexplained', 'ends: unexplained', '47:3', /ask, cause, checks or end/],
    ['a way into nothing', 'to: c-driver', 'to: c-drivr', '26:13', /no node c-drivr/],
    ['a start that does not exist', 'start: scope', 'start: scop', '9:8', /no node scop/],
    ['a node nothing leads to', 'to: c-driver', 'to: contain', '36:3', /Nothing leads to c-driver/],
    ['no fixed end', 'end: fixed, says', 'end: unexplained, says', '10:1', /end: fixed/],
    ['a circle of open questions', 'then: unexplained', 'then: scope', '30:16', /circle: scope, contain/],
    [
      'a fix that leads to itself',
      'not_fixed: unexplained',
      'not_fixed: c-driver',
      '45:16',
      /circle: c-driver/,
    ],
    ['a long label', 'label: 809', `label: ${'x'.repeat(41)}`, '27:16', /label is longer than 40/],
    ['a label twice', 'label: 809', 'label: one person', '27:16', /called one person too/],
    ['an unknown sense', 'sense: one', 'sense: two', '22:16', /sense is one of yes \| no/],
    ['words in capitals', '[driver]', '[Driver]', '38:13', /lower case/],
    [
      'a status without a finding',
      '      - label: 809',
      '      - status: pending\n        label: 809',
      '27:17',
      /status needs a finding/,
    ],
    [
      'jargon for the client',
      'client: We are checking who',
      'client: We are checking the DNS server who',
      '17:13',
      /DNS, server/,
    ],
    ['an address for the client', 'who is affected.', 'who uses 10.0.0.7.', '17:13', /10\.0\.0\.7/],
    ['no full stop for the client', 'who is affected.', 'who', '17:13', /full stop/],
    ['jargon in German', 'Eine Person ist', 'Der VPN ist', '25:52', /VPN/],
    ['a sentence as the problem', 'the printing problem', 'It does not print.', '5:17', /noun phrase/],
    ['a confidence over 100', 'confidence: 80', 'confidence: 180', '41:17', /at most 100/],
    ['a confidence in words', 'confidence: 80', 'confidence: high', '41:17', /whole number/],
    ['no fix', 'fix:\n      - Roll back the driver', 'fix: []', '42:5', /fix is empty/],
    ['an alias', 'domain: Printing', 'domain: &d Printing\ncategory2: *d', '4:12', /Aliases/],
    ['a merge key', 'fixed: {', 'fixed: { <<: { end: fixed },', '46:12', /<< is no key/],
    ['a control character', 'domain: Printing', 'domain: "Print\\0ing"', '3:9', /control characters/],
    ['half a character', 'domain: Printing', 'domain: "\\ud800"', '3:9', /control characters/],
    [
      'a text that runs backwards',
      'command: Get-Printer',
      'command: Get-\u202ePrinter',
      '15:16',
      /control characters/,
    ],
    ['a tag', 'domain: Printing', 'domain: !!js/function Printing', '3:', /Tags/],
    [
      'a key that names a part of objects',
      '  contain:\n',
      '  constructor: { end: fixed }\n  contain:\n',
      '31:3',
      /cannot be a key/,
    ],
    ['a second document', '  unexplained:\n', '---\na: 1\n---\n  unexplained:\n', '47:1', /one flow/],
    ['deep nesting', 'domain: Printing', `domain: ${'['.repeat(50_000)}`, '3:', /Nested deeper/],
    [
      'deep nesting by dashes',
      'domain: Printing',
      `domain:\n  ${'- '.repeat(50_000)}`,
      '4:',
      /Nested deeper/,
    ],
    [
      'deep nesting by question marks',
      'domain: Printing',
      `domain:\n  ${'? '.repeat(50_000)}`,
      '4:',
      /Nested deeper/,
    ],
    ['too many parts', 'domain: Printing', `domain: [${'a,'.repeat(40_000)}]`, '3:', /More than 60000 parts/],
  ]
  test.each(cases)('%s', (_name, from, to, place, sentence) => {
    expect(printer).toContain(from)
    const errors = errorsOf(printer.replace(from, to))
    const told = errors.map(({ line, column, says }) => `${line}:${column} ${says}`)
    expect(told.filter((one) => sentence.test(one))).toEqual([expect.stringMatching(`^${place}`)])
  })
})

test.each([
  ['Windows', '\r\n'],
  ['an old Mac', '\r'],
])('a file with the line ends of %s is the same flow, and its faults stand where they stood', (_, end) => {
  const written = (text: string) => text.replaceAll('\n', end)
  expect(parseFlow(written(printer))).toEqual(parseFlow(printer))
  const wrong = printer.replace('then: unexplained', 'then: nowhere')
  expect(errorsOf(written(wrong))).toEqual(errorsOf(wrong))
})

test('all faults of a file are told at once, in the order of its lines', () => {
  const text = printer
    .replace('domain: Printing', 'domains: Printing')
    .replace('label: One person', `label: ${'x'.repeat(41)}`)
    .replace('then: unexplained', 'then: nowhere')
    .replace('confidence: 80', 'confidence: 180')
  expect(errorsOf(text).map(({ line }) => line)).toEqual([1, 3, 20, 35, 41])
})

test('a fault quotes no more than a line of the file', () => {
  const errors = errorsOf(printer.replace('start: scope', `start: scope\n${'x'.repeat(900)}: 1`))
  expect(errors).toHaveLength(1)
  expect(errors[0]?.says.length).toBeLessThanOrEqual(300)
})

test('a long text for the client is read in time in proportion to its length', async () => {
  const read = (length: number) => {
    const text = printer.replace('who is affected.', `${'a.'.repeat(length / 2)}.`)
    expect(errorsOf(text).some(({ says }) => says.includes('longer than'))).toBe(true)
  }
  expect(await growthOf(read, 80_000)).toBeLessThan(3)
})

test('at most a hundred faults are told', () => {
  const wrong = Array.from({ length: 150 }, (_, at) => `wrong${at}: 1`).join('\n')
  expect(errorsOf(`${printer}${wrong}\n`)).toHaveLength(100)
})

test('a flow of checks alone needs no fixed end', () => {
  const checks = `key: leaver
name: Somebody leaves
domain: Accounts
category: Accounts
client_problem: the account that is closed
start: all
nodes:
  all:
    says: In this order.
    checks:
      - text: Block the sign-in
        risk: The person is signed out.
        undo: Allow the sign-in.
    client: We are closing the account.
`
  expect(errorsOf(checks)).toEqual([])
})

test('limits: bytes, nodes, options', () => {
  expect(errorsOf(`${printer}# ${'x'.repeat(200_000)}`)[0]?.says).toMatch(/larger than 200000/)
  const nodes = Array.from({ length: 300 }, (_, at) => `  n${at}: { end: fixed, says: Yes., client: Yes. }\n`)
  expect(errorsOf(printer + nodes.join('')).some(({ says }) => /holds more than 300/.test(says))).toBe(true)
  const options = Array.from(
    { length: 8 },
    (_, at) => `      - { label: o${at}, means: Yes., to: contain }\n`,
  )
  const many = printer.replace('    otherwise: contain\n', `${options.join('')}    otherwise: contain\n`)
  expect(errorsOf(many).map(({ says }) => says)).toEqual(['options holds more than 9.'])
})

test.each(['', '# nothing', 'text', '[]', '\u0000', '\ufeffkey: a', 'key: a\r\nname: b\r\n'])(
  '%j is no flow',
  (text) => {
    expect(errorsOf(text).length).toBeGreaterThan(0)
  },
)
