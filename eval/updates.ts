import * as v from 'valibot'
import type { EvidenceMark, EvidenceRecord } from '../server/evidence/record.ts'
import { type MutationKind, mutationsOf, mutators } from './mutate.ts'
import type { Wrong } from './mutate-text.ts'
import type { Report } from './report.ts'
import {
  type Cited,
  composed,
  recordsOf,
  type UpdateCaseFile,
  updateCases,
  type WrittenSentence,
  type WrittenText,
} from './update-cases.ts'

type CheckedSentence = { start: number; end: number; sources: string[]; marks: readonly EvidenceMark[] }
/** What is asked of a checker: where sentences stand, what they rest on, and what is wrong with them. */
export type Check = (input: {
  text: string
  cites: readonly Cited[]
  records: readonly EvidenceRecord[]
  audience: WrittenText['audience']
  now: string
  time_zone: string
}) => CheckedSentence[]
type Missed = { kind: MutationKind; text: string; rests_on: readonly string[] }
type FalseAlarm = { text: string; marks: readonly EvidenceMark[] }

/** What came of one text: its sentences as they stand, and each made wrong. */
export type GradedText = Pick<WrittenText, 'audience' | 'length' | 'language'> & {
  case: string
  kind: string
  frozen: boolean
  clean: number
  false_alarms: FalseAlarm[]
  /** The same words without any marks of the writer, as a person types them. */
  by_hand_alarms: FalseAlarm[]
  tried: Partial<Record<MutationKind, number>>
  caught: Partial<Record<MutationKind, number>>
  /** Of those that change words: caught without any marks of the writer as well. */
  by_hand: { tried: number; caught: number }
  missed: Missed[]
  /** Of those whose source was removed and that are not marked: the source was found again. */
  found_again: number
}

/** How many wrong sentences are marked, and how many true ones. */
export function gradeText(check: Check, one: UpdateCaseFile, text: WrittenText): GradedText {
  const records = recordsOf(one)
  const grade = (sentences: readonly WrittenSentence[], by: 'model' | 'hand' = 'model') => {
    const { text: words, places } = composed(sentences)
    const cites = by === 'model' ? places : []
    const { audience } = text
    const found = check({ text: words, cites, records, audience, now: one.now, time_zone: one.time_zone })
    return places.map((place) => found.filter((each) => each.start < place.end && place.start < each.end))
  }
  const { sentences } = text
  const alarmsOf = (found: CheckedSentence[][]): FalseAlarm[] =>
    found.flatMap((here, at) => {
      const marks = here.flatMap((each) => each.marks)
      return marks.length > 0 ? [{ text: sentences[at]?.text ?? '', marks }] : []
    })
  const graded: GradedText = {
    case: one.name,
    kind: one.kind,
    frozen: one.frozen,
    audience: text.audience,
    length: text.length,
    language: text.language,
    clean: sentences.length,
    false_alarms: alarmsOf(grade(sentences)),
    by_hand_alarms: alarmsOf(grade(sentences, 'hand')),
    tried: {},
    caught: {},
    by_hand: { tried: 0, caught: 0 },
    missed: [],
    found_again: 0,
  }
  for (const [at, sentence] of sentences.entries())
    for (const { kind, wrong } of mutationsOf(cleanOf(one, text, sentence, records))) {
      const changed = withWrong(sentences, at, wrong)
      const place = wrong.added ? at + 1 : at
      const found = grade(changed)[place] ?? []
      if (!wrong.rests_on || wrong.added) {
        graded.by_hand.tried++
        if (isMarked(grade(changed, 'hand')[place])) graded.by_hand.caught++
      }
      graded.tried[kind] = (graded.tried[kind] ?? 0) + 1
      if (isMarked(found)) graded.caught[kind] = (graded.caught[kind] ?? 0) + 1
      else {
        graded.missed.push({
          kind,
          text: wrong.added ?? wrong.text,
          rests_on: wrong.rests_on ?? sentence.rests_on,
        })
        const again = found.some(({ sources }) => sources.some((id) => sentence.rests_on.includes(id)))
        if (kind === 'source_removed' && again) graded.found_again++
      }
    }
  return graded
}

const isMarked = (found: readonly CheckedSentence[] = []): boolean =>
  found.some(({ marks }) => marks.length > 0)

export function cleanOf(
  one: UpdateCaseFile,
  { language }: WrittenText,
  sentence: WrittenSentence,
  all = recordsOf(one),
) {
  return {
    sentence,
    language,
    all,
    cited: all.filter(({ id }) => sentence.rests_on.includes(id)),
    time_zone: one.time_zone,
    people: { contact: one.header.contact, engineer: one.header.engineer },
  }
}

function withWrong(sentences: readonly WrittenSentence[], at: number, wrong: Wrong): WrittenSentence[] {
  return sentences.flatMap((each, here) => {
    if (here !== at) return [each]
    const rests_on = [...(wrong.rests_on ?? each.rests_on)]
    if (wrong.added === undefined) return [{ ...each, text: wrong.text, rests_on }]
    return [each, { begins: 'sentence' as const, text: wrong.added, rests_on }]
  })
}

/** Every text of every case. Of a frozen case only the counts are told. */
export function updates(check: Check, input: unknown): Report {
  const graded = v
    .parse(updateCases, input)
    .flatMap((one) => one.texts.map((text) => gradeText(check, one, text)))
  const tuned = graded.filter(({ frozen }) => !frozen)
  const groups = [...new Set(graded.map(({ audience, length }) => `${audience} ${length}`))].toSorted()
  const sum = { ...caughtOf(graded), ...alarmsOf(graded) }
  const frozen = graded.filter((one) => one.frozen)
  return {
    lines: [
      ...tuned.map(({ tried: _, caught: __, by_hand: ___, ...rest }) => rest),
      ...groups.map((group) => ({
        texts: group,
        ...caughtOf(graded.filter((one) => `${one.audience} ${one.length}` === group)),
        ...alarmsOf(graded.filter((one) => `${one.audience} ${one.length}` === group)),
      })),
      { frozen: true, ...caughtOf(frozen), ...alarmsOf(frozen) },
    ],
    sum: {
      ...sum,
      frozen_right: caughtOf(frozen).right,
      frozen_of: caughtOf(frozen).of,
      frozen_false_alarms: alarmsOf(frozen).false_alarms,
      frozen_clean: alarmsOf(frozen).clean,
    },
    parts: Object.fromEntries(kinds.map((kind) => [kind, ofKind(graded, kind)])),
  }
}

const kinds = Object.keys(mutators) as MutationKind[]
const total = (numbers: (number | undefined)[]): number =>
  numbers.reduce<number>((all, one) => all + (one ?? 0), 0)

function ofKind(graded: readonly GradedText[], kind: MutationKind): Report['sum'] {
  const frozen = graded.filter((one) => one.frozen)
  return {
    right: total(graded.map(({ caught }) => caught[kind])),
    of: total(graded.map(({ tried }) => tried[kind])),
    frozen_right: total(frozen.map(({ caught }) => caught[kind])),
    frozen_of: total(frozen.map(({ tried }) => tried[kind])),
    ...(kind === 'source_removed'
      ? { found_again: total(graded.map(({ found_again }) => found_again)) }
      : {}),
  }
}

const caughtOf = (graded: readonly GradedText[]) => ({
  right: total(kinds.map((kind) => ofKind(graded, kind).right)),
  of: total(kinds.map((kind) => ofKind(graded, kind).of)),
})

const alarmsOf = (graded: readonly GradedText[]) => ({
  false_alarms: total(graded.map(({ false_alarms }) => false_alarms.length)),
  clean: total(graded.map(({ clean }) => clean)),
  by_hand_right: total(graded.map(({ by_hand }) => by_hand.caught)),
  by_hand_of: total(graded.map(({ by_hand }) => by_hand.tried)),
  by_hand_alarms: total(graded.map(({ by_hand_alarms }) => by_hand_alarms.length)),
})
