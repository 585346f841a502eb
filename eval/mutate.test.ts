import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import type { EvidenceRecord } from '../server/evidence/record.ts'
import { cleanOf } from './grade-text.ts'
import { type MutationKind, mutationsOf, mutators } from './mutate.ts'
import { recordsOf, updateCases } from './update-cases.ts'

const folder = join(import.meta.dirname, 'cases', 'updates')
const cases = readdirSync(folder).flatMap((name) =>
  v.parse(updateCases, JSON.parse(readFileSync(join(folder, name), 'utf8'))),
)
const all = cases.flatMap((one) =>
  one.texts.flatMap((text) =>
    text.sentences.map((sentence) => ({ one, sentence, made: mutationsOf(cleanOf(one, text, sentence)) })),
  ),
)

const row = (id: string, text: string, more: Partial<EvidenceRecord> = {}): EvidenceRecord => ({
  id,
  kind: 'fact',
  text,
  done: null,
  known: null,
  status: null,
  outcome: null,
  who: null,
  at: null,
  ...more,
})
const told = row('f1', 'The VPN drops since Friday', { known: 'told', who: 'Ann Reyes' })
const checked = row('f2', 'CD-SRV-01 has 2 GB free', { known: 'checked', who: 'Ben Okafor' })
const planned = row('t1', 'Replace the cable', { kind: 'task', done: 'no' })
const done = row('t2', 'Platte prüfen\n48 defekte Sektoren', {
  kind: 'task',
  done: 'yes',
  who: 'Ben Okafor',
  at: '2026-05-04T07:11:00Z',
})
const fix = row('x1', 'Replace the cable', { kind: 'fix', done: 'yes', outcome: 'worked' })
const other = row('f3', 'Nobody else complains')

const made = (kind: MutationKind, text: string, cited: EvidenceRecord[], language: 'en' | 'de' = 'en') =>
  mutators[kind]({
    sentence: { begins: 'sentence', text, rests_on: cited.map(({ id }) => id) },
    language,
    all: [told, checked, planned, done, fix, other],
    cited,
    time_zone: 'Europe/Berlin',
    people: { contact: 'Ann Reyes', engineer: 'Ben Okafor' },
  })

test.each([
  ['antonym', 'The service is running.', [checked], 'The service is stopped.'],
  ['negation', 'The disk is full.', [checked], 'The disk is not full.'],
  ['negation', 'The line is not down.', [checked], 'The line is down.'],
  ['tense', 'Next we will replace the cable.', [planned], 'We have replaced the cable.'],
  ['tense', 'Still open: replace the cable.', [planned], 'Done: replace the cable.'],
  ['told_as_checked', 'You told us that it drops.', [told], 'We checked and found that it drops.'],
  ['outcome', 'Your VPN works again.', [fix], 'Your VPN still does not work.'],
  ['number', 'Only 2 GB were free.', [checked], 'Only 5 GB were free.'],
  ['time', 'It drops since Friday.', [told], 'It drops since Sunday.'],
  ['actor', 'You told us that it drops.', [told], 'Your provider told us that it drops.'],
  ['actor', 'We freed 31 GB.', [checked], 'You freed 31 GB.'],
] as const)('%s: “%s”', (kind, text, cited, wrong) => {
  expect(made(kind, text, [...cited])?.text).toBe(wrong)
})

test.each([
  ['negation', 'Wir haben die Platte geprüft.', 'Wir haben die Platte nicht geprüft.'],
  ['time', 'Ben hat sie um 09:11 geprüft.', 'Ben hat sie um 11:11 geprüft.'],
  ['number', 'Wir fanden 48 Sektoren.', 'Wir fanden 41 Sektoren.'],
  ['actor', 'Ben hat die Platte geprüft.', 'Ann Reyes hat die Platte geprüft.'],
] as const)('in German, %s: “%s”', (kind, text, wrong) => {
  expect(made(kind, text, [done], 'de')?.text).toBe(wrong)
})

test('nothing is made wrong that does not apply', () => {
  expect(made('tense', 'Next we will replace the cable.', [fix])).toBe(null)
  expect(made('told_as_checked', 'You told us that it drops.', [told, checked])).toBe(null)
  expect(made('outcome', 'Your VPN works again.', [told])).toBe(null)
  expect(made('actor', 'We freed 31 GB.', [planned])).toBe(null)
})

test('a swapped source is one that says nothing of the matter', () => {
  expect(made('source_swapped', 'The VPN drops.', [told])?.rests_on).not.toContain('f1')
  expect(made('source_removed', 'The VPN drops.', [told])?.rests_on).toEqual([])
})

test('the own cases are many and of all kinds, a third of them frozen', () => {
  expect(cases).toHaveLength(60)
  expect(new Set(cases.map(({ kind }) => kind)).size).toBe(12)
  expect(cases.filter(({ frozen }) => frozen)).toHaveLength(20)
  expect(all.filter(({ sentence }) => sentence.rests_on.length > 0).length).toBeGreaterThan(600)
  for (const one of cases) expect(one.texts.length, one.name).toBeGreaterThanOrEqual(3)
})

test('what a sentence of the own cases rests on stands in its case', () => {
  for (const { one, sentence } of all) {
    const ids = recordsOf(one).map(({ id }) => id)
    for (const id of sentence.rests_on) expect(ids, `${one.name}: ${sentence.text}`).toContain(id)
  }
})

test('every kind applies to the own cases, and no wrong sentence is one that stands there as true', () => {
  const kinds = new Map<string, number>()
  for (const { one, sentence, made } of all) {
    const clean = one.texts.flatMap(({ sentences }) => sentences.map(({ text }) => text))
    for (const { kind, wrong } of made) {
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      const now = wrong.added ?? wrong.text
      expect(now).not.toMatch(/undefined|null| {2}/)
      if (wrong.rests_on === undefined) expect(clean, `${kind} of ${sentence.text}`).not.toContain(now)
    }
  }
  for (const kind of Object.keys(mutators)) expect(kinds.get(kind) ?? 0, kind).toBeGreaterThan(40)
})
