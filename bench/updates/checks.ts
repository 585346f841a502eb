import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import {
  composed,
  recordsOf,
  type UpdateCaseFile,
  updateCases,
  type WrittenSentence,
} from '../../eval/update-cases.ts'
import { checkText } from '../../server/evidence/check-text.ts'
import type { EvidenceRecord } from '../../server/evidence/record.ts'
import { findSpots, type Lists } from '../../server/leaks/find-spots.ts'
import { spaced } from '../../server/leaks/words.ts'
import { findSecrets } from '../../server/redact/redact.ts'
import { nowUs } from '../clock.ts'
import { median, percentile, round, sum, table, verdict } from '../table.ts'

const folder = join(import.meta.dirname, '..', '..', 'eval', 'cases', 'updates')
const files = ['mail', 'network', 'vpn', 'printer', 'teams', 'endpoint', 'backup']
const words = 500
const perRound = 30
const aimMs = 10

/** What a draft of 500 words is looked through for before it may be posted, the database left out. */
export async function checks(rounds: number): Promise<string> {
  const cases = files
    .flatMap((name) => v.parse(updateCases, JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))))
    .filter(({ frozen }) => !frozen)
  const { sentences, used } = longText(cases)
  const { text, places: cites } = composed(sentences)
  const own = used.flatMap(recordsIn)
  const huge = [...own, ...cases.filter((one) => !used.includes(one)).flatMap(recordsIn)]
  const lists = listsOf(own)
  const [first] = used
  if (!first) throw new Error('no case')
  let runs = 0
  const evidence = (records: EvidenceRecord[], { isNew = false, isCited = true }) => {
    return () => {
      // rows that nothing remembers
      const mark = isNew ? `${runs++} ` : ''
      return checkText({
        text,
        cites: isCited ? cites.map((cite) => ({ ...cite, ids: cite.ids.map((id) => mark + id) })) : [],
        records: records.map((record) => ({ ...record, id: mark + record.id })),
        audience: 'client_update',
        now: first.now,
        time_zone: first.time_zone,
      })
    }
  }
  const parts: [string, () => unknown][] = [
    [`evidence, ${own.length} rows seen for the first time`, evidence(own, { isNew: true })],
    ['what a client should not read', () => findSpots(text, lists)],
    ['secrets', () => findSecrets(text)],
    ['evidence again, as at an edit', evidence(own, {})],
    ['evidence where nobody marked what it rests on', evidence(own, { isCited: false })],
    [`evidence, ${huge.length} rows seen for the first time`, evidence(huge, { isNew: true })],
    ['the same again', evidence(huge, {})],
  ]
  const took = parts.map(([name]) => ({ name, ms: [] as number[] }))
  for (let n = -10; n < rounds * perRound; n++)
    for (const [at, [, work]] of parts.entries()) {
      const beganUs = nowUs()
      await work()
      if (n >= 0) took[at]?.ms.push((nowUs() - beganUs) / 1000)
    }
  const rows = took.map(({ name, ms }) => [name, round(median(ms)), round(percentile(ms, 0.95)), '–'])
  const together = took.slice(0, 3).map(({ ms }) => ms)
  const all = (together[0] ?? []).map((_, at) => sum(together.map((ms) => ms[at] ?? 0)))
  return [
    `All checks of a client text of ${text.split(/\s+/).length} words, in this process, without the database.`,
    table(
      ['', 'p50, ms', 'p95, ms', 'aim'],
      [
        ...rows.slice(0, 3),
        [
          'these three together',
          round(median(all)),
          round(percentile(all, 0.95)),
          `p50 < ${aimMs} ms: ${verdict(median(all) < aimMs)}`,
        ],
        ...rows.slice(3),
      ],
    ),
  ].join('\n\n')
}

/** English sentences of one case after the other until there are enough words. */
function longText(cases: UpdateCaseFile[]) {
  const sentences: WrittenSentence[] = []
  const used: UpdateCaseFile[] = []
  let count = 0
  for (const one of cases) {
    if (count >= words) break
    used.push(one)
    for (const sentence of one.texts
      .filter(({ language }) => language === 'en')
      .flatMap((each) => each.sentences)) {
      sentences.push({ ...sentence, rests_on: sentence.rests_on.map((id) => idIn(one, id)) })
      count += sentence.text.split(/\s+/).length
      if (count >= words) break
    }
  }
  return { sentences, used }
}

const idIn = ({ name }: UpdateCaseFile, id: string) => `${id} ${name}`
const recordsIn = (one: UpdateCaseFile): EvidenceRecord[] =>
  recordsOf(one).map((record) => ({ ...record, id: idIn(one, record.id) }))

const people = 40

/** As many names as an account has, and its notes that no client should read. */
const listsOf = (records: EvidenceRecord[]): Lists => ({
  names: {
    colleagues: Array.from({ length: people }, (_, n) => `Colleague${n} Marsh${n}`),
    members: Array.from({ length: people }, (_, n) => `member${n}`),
    other_clients: Array.from({ length: people * 5 }, (_, n) => `Client${n} Dental`),
    machines: Array.from({ length: 5 }, (_, n) => ({ name: `FD-PC-0${n}`, type: 'Workstation' })),
  },
  places: {
    own: ['acme.example', 'contoso.example'],
    mailboxes: ['ben@acme.example'],
    ours: ['acme.example'],
  },
  internal: {
    notes: Array.from(
      { length: 20 },
      (_, n) => `Note ${n}: ${records[n]?.text ?? 'nothing'} and they never pay in time.`,
    ),
    facts: records.filter(({ kind }) => kind === 'fact').map(({ text }) => text),
    allowed: '',
  },
  theirs: spaced(
    records
      .filter(({ kind }) => kind === 'note')
      .map(({ text }) => text)
      .join(' . '),
    20_000,
  ),
})
