import { describe, expect, test } from 'vitest'
import { growthOf } from '../testing/growth.ts'
import { checkText } from './check-text.ts'
import type { EvidenceMark, EvidenceRecord } from './record.ts'

const row = (
  id: string,
  kind: EvidenceRecord['kind'],
  text: string,
  more: Partial<EvidenceRecord> = {},
): EvidenceRecord => ({
  id,
  kind,
  text,
  done: null,
  known: null,
  status: null,
  outcome: null,
  who: null,
  at: null,
  ...more,
})
const fact = (id: string, text: string, more: Partial<EvidenceRecord> = {}) =>
  row(id, 'fact', text, { status: 'confirmed', known: 'checked', ...more })
const step = (id: string, text: string, done: EvidenceRecord['done'], more: Partial<EvidenceRecord> = {}) =>
  row(id, 'task', text, { done, ...more })

const records = [
  row('h1', 'header', 'Contoso Dental\nCD-FRONT-02\nPriya Raman\nMail from outside does not arrive'),
  fact('f1', 'Mail from outside does not arrive', { known: 'told' }),
  fact('f2', 'The disk of CD-EXCH02 is full (49.2 of 50 GB)'),
  fact('f3', 'The spam filter holds the messages back', { status: 'ruled_out' }),
  fact('f4', 'The certificate may be expired', { status: 'pending' }),
  fact('f5', 'On a cable the laptop lost 0 of 600 packets', { at: '2026-05-04T12:32:00.000Z' }),
  fact('f6', 'Der Drucker im Empfang ist offline'),
  fact('f7', 'The trouble began on Monday after the update', { known: 'told', who: 'Priya Raman' }),
  step('t1', 'Restart the transport service\nThe queue drains again', 'yes', {
    known: 'checked',
    who: 'Ben Okafor',
  }),
  step('t2', 'Restart the server CD-EXCH02', 'no'),
  step('t3', 'Replace the network cable', 'doing'),
  step('t4', 'Check the transport rules\nNo rule matches', 'yes', { known: 'told' }),
  step('t5', 'Update the driver', 'skipped'),
  step('t6', 'Drucker neu starten', 'no'),
  step('t7', 'Send a test message and trace it', 'no'),
  fact('f8', 'We could restart the file server SRV-FS01', { known: 'told' }),
  fact('f9', 'Vielleicht sollten wir den Spooler neu starten', { known: 'told' }),
  fact('f10', 'The gateway could not be reached; we restarted the gateway', { known: 'told' }),
  fact('f11', 'The access point in aisle 9 is reachable'),
  fact('f12', 'The holiday ends on Friday 8 May', { at: '2026-05-04T12:00:00.000Z' }),
  fact('f13', 'The auto attendant plays the greeting; 48,200 items wait'),
  fact('f14', 'The gateway is overloaded', { status: 'ruled_out', known: 'checked' }),
  step('t8', 'Look for malware\nNothing found', 'yes', { known: 'checked' }),
  step('t9', 'Renew the certificate\nrenewed', 'yes', { at: '2026-05-04T12:40:00.000Z' }),
  step('t10', 'Load the page\nopens', 'yes', { at: '2026-05-04T12:50:00.000Z' }),
  step('t11', 'Update the driver of the printer', 'no'),
  step('t12', 'Send a new keyboard', 'no'),
  step('t13', 'Match lifetimes on both ends', 'no'),
  row('q2', 'answer', 'Does the interval match a lifetime?\nYes, key renewal', { known: 'told' }),
  row('c2', 'cause', 'The lifetimes differ on both ends', { status: 'pending' }),
  row('x2', 'fix', 'Renew the certificate of the page', { done: 'yes', outcome: 'worked' }),
  row('c1', 'cause', 'The disk of the mail server is full', { status: 'pending' }),
  row('q1', 'answer', 'Are others affected?\nYes, all 12 users', { known: 'told' }),
  row('x1', 'fix', 'Delete old log files', { done: 'yes', outcome: 'failed' }),
  row('k1', 'closing', 'Root cause: the disk was full. Deleted old logs, mail arrives again.', {
    outcome: 'worked',
  }),
]

function check(text: string, ids?: string[], audience: 'ticket_notes' | 'client_update' = 'ticket_notes') {
  const cites = ids ? [{ start: 0, end: text.length, ids }] : []
  const found = checkText({
    text,
    cites,
    records,
    audience,
    now: '2026-05-04T14:00:00Z',
    time_zone: 'Europe/Berlin',
  })
  return found.flatMap(({ marks }) => marks)
}

describe('what is held has no mark', () => {
  test.each<[text: string, ...ids: string[]]>([
    ['Mail from outside does not arrive.', 'f1'],
    ['No mail arrives from outside.', 'f1'],
    ['The client reports that mail from outside does not arrive.', 'f1'],
    ['We found that the disk of CD-EXCH02 is full: 49.2 of 50 GB are used.', 'f2'],
    ['The spam filter was ruled out.', 'f3'],
    ['The spam filter does not hold the messages back; the disk is full.', 'f3', 'f2'],
    ['To do: restart the server CD-EXCH02.', 't2'],
    ['We restarted the gateway.', 'f10'],
    ['We restarted the gateway; the HW test passed, and I’ll watch it.', 'f10'],
    ['We could restart the file server SRV-FS01.', 'f8'],
    ['The disk of CD-EXCH02 has no room left.', 'f2'],
    ['It is not the spam filter that holds messages back.', 'f3'],
    ['The certificate may be expired; we are looking at it.', 'f4'],
    ['On a cable the laptop lost no packets at 14:32.', 'f5'],
    ['Der Drucker im Empfang ist offline.', 'f6'],
    ['Priya reported that the trouble began on Monday.', 'f7'],
    ['We restarted the transport service, and the queue drains again.', 't1'],
    ['Restarted the transport service.', 't1'],
    ['The transport service was restarted by Ben Okafor.', 't1'],
    ['We will restart the server CD-EXCH02 next.', 't2'],
    ['The server has not been restarted yet.', 't2'],
    ['We are replacing the network cable.', 't3'],
    ['The rules were looked at: no rule matches.', 't4'],
    ['Next we will restart the printer.', 't6'],
    ['Der Drucker wird als Nächstes neu gestartet.', 't6'],
    ['The disk of the mail server is probably full.', 'c1'],
    ['All 12 users are affected.', 'q1'],
    ['Deleting old log files did not help.', 'x1'],
    ['The cause was a full disk, and mail arrives again.', 'k1'],
    ['We renewed the certificate at twenty to three, and ten minutes later the page opened.', 't9', 't10'],
    ['Um zwanzig vor drei haben wir das Zertifikat erneuert (renew certificate).', 't9'],
    ['Svc: cert. renewed at 14:40 acc. to Ben.', 't9'],
    ['The AA plays the greeting.', 'f13'],
    ['The AA plays the greeting, and more than 48,000 items wait.', 'f13'],
    ['The access point in aisle 9 was not to blame.', 'f11'],
    ['The gateway had nothing to do with it.', 'f14'],
    ['We have a hunch that the certificate is expired.', 'f4'],
    ['Malware was looked for, and there is none.', 't8'],
    ['After we renewed the certificate, the page opens.', 't9', 't10'],
    ['The holiday ends on 8 May, a Friday.', 'f12'],
    ['Congestion ruled out.', 'f14'],
    ['The driver of the printer is not updated yet.', 't11'],
  ])('%s', (text, ...ids) => {
    expect(check(text, ids)).toEqual([])
  })

  test.each([
    'Hello Priya,\n\nWe will write again as soon as we know more.\n\nKind regards,\nBen Okafor\nAcme MSP',
    'Guten Tag Priya,\n\nwir melden uns, sobald wir mehr wissen.\n\nFreundliche Grüße\nBen Okafor',
    'Please let us know if you notice anything unusual.',
    'Thank you for your patience.',
  ])('%s', (text) => {
    expect(check(text, undefined, 'client_update')).toEqual([])
  })
})

describe('what is not held is marked', () => {
  test.each<[mark: EvidenceMark, text: string, ...ids: string[]]>([
    ['unknown_source', 'Mail from outside does not arrive.', 'f99'],
    ['no_source', 'The firewall was replaced last week.'],
    ['no_source', 'Next we will send a test message and trace it.', 'f1'],
    ['contradicted', 'The spam filter is not ruled out.', 'f3'],
    ['contradicted', 'The driver of the printer is to be not updated.', 't11'],
    ['contradicted', 'We will send an old keyboard.', 't12'],
    ['number', 'On a cable the laptop lost 0 of 600 packets in 5 seconds.', 'f5'],
    ['number', 'Thank you for telling us that all 14 users are affected.', 'q1'],
    ['number', 'About the mail server: 39.2 of 50 GB are used.', 'f2'],
    ['time', 'Thank you for telling us that the trouble began on Friday.', 'f7'],
    ['time', 'The June holiday ends on a Friday.', 'f12'],
    ['actor', 'After a look, Priya restarted the transport service.', 't1'],
    ['actor', 'Before that you restarted the transport service.', 't1'],
    ['actor', 'Your provider wrote that the trouble began on Monday.', 'f7'],
    ['actor', 'Ihr Provider hat uns gemeldet, dass der Drucker offline ist.', 'f6'],
    ['only_suggested', 'We restarted the server.', 't2'],
    ['only_suggested', 'We restarted the server CD-EXCH02.'],
    ['only_suggested', 'The server CD-EXCH02 was rebooted.', 't2'],
    ['only_suggested', 'We restarted the file server SRV-FS01.', 'f8'],
    ['only_suggested', 'We restarted the file server SRV-FS01.'],
    ['only_suggested', 'Wir haben den Spooler neu gestartet.', 'f9'],
    ['only_suggested', 'We have replaced the network cable.', 't3'],
    ['only_suggested', 'We updated the driver.', 't5'],
    ['only_suggested', 'Wir haben den Drucker neu gestartet.', 't6'],
    ['only_suggested', 'Der Drucker wurde neu gestartet.', 't6'],
    ['only_suggested', 'The restart of the server CD-EXCH02 was carried out.', 't2'],
    ['only_suggested', 'Next, we restarted the server CD-EXCH02.', 't2'],
    ['only_suggested', 'We traced a test message.', 't7'],
    ['only_suggested', 'We matched lifetimes on both ends.', 't13', 'q2', 'c2'],
    ['only_suggested', 'We matched lifetimes on both ends.'],
    ['only_told', 'We found that mail from outside does not arrive.', 'f1'],
    ['only_told', 'Mail from outside does not arrive (checked).', 'f1'],
    ['only_told', 'Wir haben festgestellt, dass mail von outside nicht ankommt.', 'f1'],
    ['contradicted', 'Mail from outside arrives.', 'f1'],
    ['contradicted', 'The disk of CD-EXCH02 is not full.', 'f2'],
    ['contradicted', 'The disk of CD-EXCH02 is empty.', 'f2'],
    ['contradicted', 'The spam filter holds the messages back.', 'f3'],
    ['contradicted', 'The certificate is expired.', 'f4'],
    ['contradicted', 'The disk of the mail server is full.', 'c1'],
    ['contradicted', 'Der Drucker im Empfang ist online.', 'f6'],
    ['contradicted', 'We did not restart the transport service.', 't1'],
    ['contradicted', 'We restarted the transport service, but the queue no longer drains.', 't1'],
    ['no_source', 'The warranty was extended.', 'f2'],
    ['no_source', 'The disk of CD-EXCH02 is full, because lightning struck the building.', 'f2'],
    ['no_source', 'Der Drucker im Empfang ist offline, weil der Blitz eingeschlagen hat.', 'f6'],
    ['only_suggested', 'Done: update the driver.', 't5'],
    ['contradicted', 'Priya never reported that the trouble began on Monday.', 'f7'],
    ['contradicted', 'Few of the 12 users are affected, not all.', 'q1'],
    ['name', 'The tablet of Priya is not the cause: the disk of CD-EXCH02 is full.', 'f2'],
    ['time', 'The trouble began last summer after the update.', 'f7'],
    ['number', 'All 14 users are affected.', 'q1'],
    ['number', 'The disk of CD-EXCH02 is full: 39.2 of 50 GB.', 'f2'],
    ['name', 'The disk of CD-EXCH03 is full.', 'f2'],
    ['name', 'The disk of CD-FRONT-02 is full.', 'f2'],
    ['name', 'The scanner im Empfang ist offline.', 'f6'],
    ['time', 'On a cable the laptop lost no packets at 15:32.', 'f5'],
    ['time', 'The trouble began on Tuesday after the update.', 'f7'],
    ['actor', 'The client restarted the transport service.', 't1'],
    ['actor', 'The vendor restarted the transport service.', 't1'],
    ['actor', 'Ben reported that the trouble began on Monday.', 'f7'],
    ['outcome', 'Deleting old log files helped.', 'x1'],
    ['time', 'We renewed the certificate at twenty to five.', 't9'],
    ['number', 'Twenty minutes later the page opened.', 't9', 't10'],
    ['number', 'More than 58,000 items wait.', 'f13'],
    ['contradicted', 'The gateway is confirmed.', 'f14'],
    ['contradicted', 'The certificate may be expired; this is certain.', 'f4'],
    ['contradicted', 'Malware was found.', 't8'],
    ['contradicted', 'Before we renewed the certificate, the page opened.', 't9', 't10'],
    ['contradicted', 'We never renewed the certificate.', 't9'],
    ['contradicted', 'We are not replacing the network cable.', 't3'],
    ['outcome', 'The page is still slow.', 'x2'],
    ['outcome', 'Loading the page failed.', 't10'],
    ['only_suggested', 'The server CD-EXCH02 is healthy.', 't2'],
    ['outcome', 'Mail still does not arrive, the deletion did not help.', 'k1'],
  ])('%s: %s', (mark, text, ...ids) => {
    expect(check(text, ids.length > 0 ? ids : undefined)).toContain(mark)
  })
})

test('a step that is done now holds the sentence that told of it', () => {
  const text = 'We restarted the server.'
  const now = records.map((one) => (one.id === 't2' ? { ...one, done: 'yes' as const } : one))
  const at = (rows: EvidenceRecord[]) =>
    checkText({
      text,
      cites: [{ start: 0, end: text.length, ids: ['t2'] }],
      records: rows,
      audience: 'client_update',
      now: '2026-05-04T14:00:00Z',
      time_zone: 'UTC',
    })
  expect(at(records)).toEqual([
    { start: 0, end: 24, sources: ['t2'], needs_source: true, marks: ['only_suggested'] },
  ])
  expect(at(now)[0]?.marks).toEqual([])
})

test('a heading says what its lines mean', () => {
  expect(check('Next steps:\n- Restart the server CD-EXCH02')).toEqual([])
  expect(check('Steps completed:\n1. Restart the server CD-EXCH02')).toContain('only_suggested')
  expect(check('Next steps:\n\n- Restart the server CD-EXCH02\n\n- Restart it')).not.toContain(
    'only_suggested',
  )
  expect(check('Next steps:\n- Restart it\n\nWe restarted the server CD-EXCH02.')).toContain('only_suggested')
  expect(check('Ruled out:\n- The spam filter holds the messages back (checked).')).toEqual([])
})

test.each([
  ['', 'nothing'],
  ['\n\n \n', 'blanks'],
  ['👩‍🔧👩‍🔧 🖨️!', 'signs'],
  ['שלום, הדואר לא מגיע.', 'right to left'],
  ['a'.repeat(15_000), 'one long word'],
  ['We found it. '.repeat(1_200), 'many sentences'],
  [', and'.repeat(3_000), 'many parts'],
])('bad input %#', (text) => {
  const many = Array.from({ length: 400 }, (_, at) =>
    row(`n${at}`, 'note', `Note ${at} ${'word '.repeat(200)}`),
  )
  const found = checkText({
    text,
    cites: [],
    records: [...records, ...many],
    audience: 'client_update',
    now: '2026-05-04T14:00:00Z',
    time_zone: 'UTC',
  })
  for (const { start, end } of found) expect(start < end && end <= text.length).toBe(true)
  expect(
    checkText({
      text,
      cites: [],
      records: [],
      audience: 'ticket_notes',
      now: '2026-05-04T14:00:00Z',
      time_zone: 'UTC',
    }),
  ).toHaveLength(found.length)
})

test.each(['aª', 'it gets her ', 'x.', 'non-', 'lwa had ', 'kein ', 'at 9:', '\\a'])(
  'twice as much of “%s” in a row and in a text takes about twice as long',
  async (part) => {
    let rows = 0
    const read = (size: number) => {
      const long = `${part.repeat(size / part.length)} x y z`
      // rows that nothing remembers
      const told = [fact(`g${rows++}`, long), step(`s${rows}`, `Restart the server\n${long}`, 'yes')]
      for (const text of [long, 'We restarted the server, and it works again.'])
        checkText({
          text,
          cites: [{ start: 0, end: text.length, ids: told.map(({ id }) => id) }],
          records: told,
          audience: 'client_update',
          now: '2026-05-04T14:00:00Z',
          time_zone: 'UTC',
        })
    }
    expect(await growthOf(read, 1900)).toBeLessThan(3)
  },
)
