import * as v from 'valibot'
import type { EvidenceMark } from '../server/evidence/record.ts'
import type { Check } from './grade-text.ts'
import type { Report } from './report.ts'
import { composed, recordsOf, type UpdateCaseFile, updateCases } from './update-cases.ts'

const kinds = [
  'entity',
  'antonym',
  'negation',
  'invented',
  'tense',
  'told_as_checked',
  'outcome',
  'number',
  'time',
  'actor',
] as const
/** Cases with true texts, and sentences that somebody wrote wrong, each in one respect. */
export const freshCases = v.object({
  cases: updateCases,
  wrong: v.array(
    v.object({
      case: v.string(),
      audience: v.picklist(['ticket_notes', 'client_update', 'email_draft']),
      kind: v.picklist(kinds),
      text: v.string(),
      rests_on: v.array(v.string()),
    }),
  ),
})

type Sentence = { case: string; frozen: boolean; kind: string; text: string; marks: readonly EvidenceMark[] }

/** Sentences by people who had not read the checker: how many wrong ones are marked, and how many true ones. */
export function fresh(check: Check, input: unknown): Report {
  const files = v.parse(v.array(freshCases), input)
  const clean = files.flatMap(({ cases }) => cases.flatMap((one) => cleanOf(check, one)))
  const wrong = files.flatMap(({ cases, wrong: all }) =>
    all.flatMap((each) =>
      cases.filter(({ name }) => name === each.case).map((one) => wrongOf(check, one, each)),
    ),
  )
  const isOpen = ({ frozen }: Sentence) => !frozen
  const alarms = clean.filter(({ marks }) => marks.length > 0)
  const missed = wrong.filter(({ marks }) => marks.length === 0)
  return {
    lines: [
      ...alarms.filter(isOpen).map(({ case: of, text, marks }) => ({ case: of, false_alarm: text, marks })),
      ...missed.filter(isOpen).map(({ case: of, kind, text }) => ({ case: of, missed: kind, text })),
    ],
    sum: countsOf(clean, wrong),
    parts: {
      'fresh open': countsOf(clean.filter(isOpen), wrong.filter(isOpen)),
      'fresh frozen': countsOf(
        clean.filter(({ frozen }) => frozen),
        wrong.filter(({ frozen }) => frozen),
      ),
    },
  }
}

const countsOf = (clean: readonly Sentence[], wrong: readonly Sentence[]): Report['sum'] => ({
  right: wrong.filter(({ marks }) => marks.length > 0).length,
  of: wrong.length,
  false_alarms: clean.filter(({ marks }) => marks.length > 0).length,
  clean: clean.length,
})

function cleanOf(check: Check, one: UpdateCaseFile): Sentence[] {
  return one.texts.flatMap(({ audience, sentences }) => {
    const { text, places } = composed(sentences)
    const found = checked(check, one, { text, cites: places, audience })
    return places.map(({ start, end }) => ({
      case: one.name,
      frozen: one.frozen,
      kind: 'clean',
      text: text.slice(start, end),
      marks: found.filter((each) => each.start < end && start < each.end).flatMap(({ marks }) => marks),
    }))
  })
}

type Wrong = v.InferOutput<typeof freshCases>['wrong'][number]
function wrongOf(
  check: Check,
  one: UpdateCaseFile,
  { text, kind, audience, rests_on: ids }: Wrong,
): Sentence {
  const found = checked(check, one, { text, cites: [{ start: 0, end: text.length, ids }], audience })
  return { case: one.name, frozen: one.frozen, kind, text, marks: found.flatMap(({ marks }) => marks) }
}

const checked = (
  check: Check,
  one: UpdateCaseFile,
  of: Pick<Parameters<Check>[0], 'text' | 'cites' | 'audience'>,
) => check({ ...of, records: recordsOf(one), now: one.now, time_zone: one.time_zone })
