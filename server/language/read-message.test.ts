import { expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { readMessage, type Statement } from './read-message.ts'

const one = (text: string): Statement => {
  const [statement, ...others] = readMessage(text).statements
  if (!statement || others.length > 0) throw new Error(`Not one sentence: ${text}`)
  return statement
}

test.each<[string, string[]]>([
  ['Blank pages after every job. The tray is empty', ['Blank pages after every job', 'The tray is empty']],
  [
    'Version 7.2.4 is there, e.g. on PC-12; host srv01.acme.example answers',
    ['Version 7.2.4 is there, e.g. on PC-12', 'host srv01.acme.example answers'],
  ],
  ['D:\\Scans\\Incoming. is full', ['D:\\Scans\\Incoming', 'is full']],
  ['Loss is 0.5 % at 10.0.0.1.', ['Loss is 0.5 % at 10.0.0.1']],
  ['Seit dem 3. November langsam', ['Seit dem 3. November langsam']],
  ['Drucker im 2. OG zeigt an: leer', ['Drucker im 2. OG zeigt an: leer']],
  ['Beim 3. Versuch ging es', ['Beim 3. Versuch ging es']],
  ['- first point\n- second point', ['first point', 'second point']],
  ['Why? It was fine!', ['Why?', 'It was fine!']],
])('“%s” is parted', (text, sentences) => {
  expect(readMessage(text).statements.map((statement) => statement.text)).toEqual(sentences)
})

test.each<[Statement['kind'], string[]]>([
  [
    'statement',
    [
      'MX and SPF are fine',
      'not the driver',
      'it was the switch',
      'Password writeback is off',
      'der andere PC druckt über IP richtig',
      'nein, nur bei der Warteschlange am Empfang',
      'found the old credential, deleted it, connects now',
    ],
  ],
  [
    'question',
    [
      'What is the PowerShell for that?',
      'should I suspend BitLocker first?',
      'how do I see who changed it',
      'warum?',
      'Sonst noch was?',
    ],
  ],
  [
    'command',
    ['undo', 'status update', 'tell the client', 'skip', 'back to the rule', 'please note that', 'zurück'],
  ],
  [
    'chatter',
    [
      'danke',
      'no idea',
      'later',
      'yes',
      'nope',
      'this is ridiculous',
      'hello',
      'I will check tomorrow',
      'already did that',
      'keine Ahnung',
      'Fixed',
      'nein',
    ],
  ],
])('a %s is recognised', (kind, texts) => {
  for (const text of texts) expect([text, one(text).kind]).toEqual([text, kind])
})

test.each([
  'pinged 192.168.1.1, 12% loss',
  'I checked the driver',
  'message trace shows it as quarantined',
  'Habe den Treiber geprüft',
  'msinfo32 says PCR7 binding not possible',
  'restarted the spooler',
  'upload is 1.2 Mbit/s',
  'event 8229 in the log',
  'I rolled back the driver',
])('“%s” was checked', (text) => {
  expect(one(text).checked).toBe(true)
})

test.each([
  'she says it worked yesterday',
  'client reports 12% loss',
  'laut Kundin seit gestern',
  'the user claims that nothing changed',
  'angeblich ist das Passwort richtig',
  'I think it is the driver',
  'apparently it shows an error',
  'MX and SPF are fine',
  'the printer is on the second floor',
])('“%s” was told', (text) => {
  expect(one(text).checked).toBe(false)
})

test('a pasted log is one statement, its most telling line, beside what was typed', () => {
  const log = [
    '2026-11-12 07:50:01 INFO service started',
    '2026-11-12 07:50:02 INFO connecting to 10.0.0.5',
    '2026-11-12 07:50:09 ERROR bind failed: invalid credentials 0x8009030c',
    '2026-11-12 07:50:10 INFO retrying',
  ]
  expect(readMessage(`This is from the gateway\n${log.join('\n')}`).statements).toEqual([
    { text: 'This is from the gateway', kind: 'statement', checked: false },
    { text: log[2], kind: 'statement', checked: true },
  ])
})

test('a message of commands holds no statement', () => {
  expect(readMessage('undo. What next?').statements.filter(({ kind }) => kind === 'statement')).toEqual([])
})

test.each(['. ', 'e.g. ', 'I ', ' ', 'Test-', 'I checked ', 'says ', 'Joe says '])(
  'twice as many “%s” take about twice as long',
  async (part) => {
    expect(await growthOf((n) => readMessage(`${part.repeat(n)}x`), 10_000)).toBeLessThan(3)
  },
)

test.each(['Danke, gelöst', 'Bingo, fixed', 'super, geht wieder', 'great, sorted'])(
  '“%s” tells nothing',
  (text) => {
    expect(readMessage(text).statements.every(({ kind }) => kind === 'chatter')).toBe(true)
  },
)

test.each([
  'kim reports 0x80070005',
  'joe reports 0x80070005',
  'Owen says the log shows 12% loss',
  'Mrs Kern says 40 seconds',
  'Ann Reyes reports event 8229',
  'Herr Müller meldet 0x80070005',
  'ping is 40 ms, Maria told me',
  'my colleague also said 5 GB are free',
  'everyone says it takes 40 seconds',
])('“%s” is hearsay', (text) => {
  expect(one(text).checked).toBe(false)
})

test.each([
  'event log reports 0x80070005',
  'Outlook says 0x80070005',
  'the VPN client reports error 809, 0x80070005',
  'device manager reports code 43, event 8229',
  'it says 0x80070005',
  'the popup only says 0x80070005',
  'SRV-FILE01 reports event 8229',
  'I said 0x80070005',
  'monthly reports take 40 seconds',
])('“%s” is what the engineer saw', (text) => {
  expect(one(text).checked).toBe(true)
})

test('the ticket names people whose reports are hearsay', () => {
  const said = 'on the new laptop reyes reports 0x80070005'
  const checked = (people: string[]) => readMessage(said, people).statements.map((one) => one.checked)
  expect(checked([])).toEqual([true])
  expect(checked(['Ann Reyes', 'Contoso Dental'])).toEqual([false])
})

test('what somebody says is told, not checked', () => {
  expect(one('User cannot log in, says the account is locked').checked).toBe(false)
  expect(one('Event log says the account is locked').checked).toBe(true)
})
