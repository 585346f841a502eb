import type { EvidenceMark, EvidenceRecord } from '../server/evidence/record.ts'
import { type MutationKind, mutationsOf } from './mutate.ts'
import type { Clean, Wrong } from './mutate-text.ts'
import {
  type Cited,
  composed,
  recordsOf,
  type UpdateCaseFile,
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

/** A true sentence that is marked all the same. */
type FalseAlarm = { text: string; marks: readonly EvidenceMark[] }

type Attempt = {
  kind: MutationKind
  text: string
  rests_on: readonly string[]
  caught: boolean
  /** Caught without any marks of the writer as well; null where only these were changed. */
  caught_by_hand: boolean | null
  /** Its own source was found all the same, by its words. */
  found_again: boolean
}

/** What came of one text: its sentences as they stand, and each made wrong. */
export type GradedText = Pick<WrittenText, 'audience' | 'length' | 'language'> & {
  case: string
  kind: string
  frozen: boolean
  clean: number
  false_alarms: FalseAlarm[]
  /** The same words without any marks of the writer, as a person types them. */
  by_hand_alarms: FalseAlarm[]
  attempts: Attempt[]
}

type Grade = (sentences: readonly WrittenSentence[], by?: 'model' | 'hand') => CheckedSentence[][]

/** How many wrong sentences of a text are marked, and how many true ones. */
export function gradeText(check: Check, one: UpdateCaseFile, text: WrittenText): GradedText {
  const records = recordsOf(one)
  const { audience, length, language, sentences } = text
  const grade: Grade = (given, by = 'model') => {
    const { text: words, places } = composed(given)
    const cites = by === 'model' ? places : []
    const found = check({ text: words, cites, records, audience, now: one.now, time_zone: one.time_zone })
    return places.map((place) => found.filter((each) => each.start < place.end && place.start < each.end))
  }
  const wrongs = sentences.flatMap((sentence, at) =>
    mutationsOf(cleanOf(one, text, sentence, records)).map((made) => ({ ...made, at })),
  )
  return {
    case: one.name,
    kind: one.kind,
    frozen: one.frozen,
    audience,
    length,
    language,
    clean: sentences.length,
    false_alarms: alarmsIn(sentences, grade(sentences)),
    by_hand_alarms: alarmsIn(sentences, grade(sentences, 'hand')),
    attempts: wrongs.map(({ kind, wrong, at }) => ({ kind, ...tried(grade, sentences, wrong, at) })),
  }
}

const marksOf = (found: readonly CheckedSentence[] = []) => found.flatMap(({ marks }) => marks)

function alarmsIn(sentences: readonly WrittenSentence[], found: CheckedSentence[][]): FalseAlarm[] {
  return sentences.flatMap(({ text }, at) => {
    const marks = marksOf(found[at])
    return marks.length > 0 ? [{ text, marks }] : []
  })
}

function tried(
  grade: Grade,
  sentences: readonly WrittenSentence[],
  wrong: Wrong,
  at: number,
): Omit<Attempt, 'kind'> {
  const { rests_on: own = [] } = sentences[at] ?? {}
  const changed = withWrong(sentences, at, wrong)
  const place = wrong.added ? at + 1 : at
  const found = grade(changed)[place] ?? []
  const isOfWords = wrong.added !== undefined || wrong.rests_on === undefined
  return {
    text: wrong.added ?? wrong.text,
    rests_on: wrong.rests_on ?? own,
    caught: marksOf(found).length > 0,
    caught_by_hand: isOfWords ? marksOf(grade(changed, 'hand')[place]).length > 0 : null,
    found_again: found.some(({ sources }) => sources.some((id) => own.includes(id))),
  }
}

export function cleanOf(
  { header, time_zone, ...one }: UpdateCaseFile,
  { language }: WrittenText,
  sentence: WrittenSentence,
  all = recordsOf({ header, time_zone, ...one }),
): Clean {
  return {
    sentence,
    language,
    all,
    cited: all.filter(({ id }) => sentence.rests_on.includes(id)),
    time_zone,
    people: { contact: header.contact, engineer: header.engineer },
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
