import { isOtherActor, peopleOf } from './actors.ts'
import { marksOfClaims } from './claims.ts'
import { contentOf } from './content.ts'
import { isContradicted } from './contradicted.ts'
import { isOfAnother } from './elsewhere.ts'
import { isGroundless } from './grounding.ts'
import { hasOtherName, namesOfCase } from './names.ts'
import { isFrame, isPlan, needsSource } from './needs-source.ts'
import { hasOtherNumber } from './numbers.ts'
import { isOtherOutcome } from './outcomes.ts'
import { isTurnedAround } from './polarity.ts'
import type { EvidenceMark, EvidenceRecord } from './record.ts'
import { isOnlyTold } from './reported-as-checked.ts'
import { type Said, sentencesOf } from './sentences.ts'
import { foundByWords, type Source, sourceOf } from './source.ts'
import { isOtherState } from './states.ts'
import { marksOfDeeds } from './suggested.ts'
import { hasOtherTime } from './times.ts'
import { saysMore } from './ungrounded-parts.ts'

export type Cite = { start: number; end: number; ids: readonly string[] }

export type CheckedSentence = {
  start: number
  end: number
  /** Ids of existing records: those named, or, where nobody named any (a person's words), those that hold its words. */
  sources: string[]
  /** Greeting, sign-off, promise, courtesy, heading: needs none. */
  needs_source: boolean
  /** Worst first; empty: the sentence is held. */
  marks: EvidenceMark[]
}

type Input = {
  text: string
  cites: readonly Cite[]
  records: readonly EvidenceRecord[]
  audience: 'ticket_notes' | 'client_update' | 'email_draft'
  now: string
  time_zone: string
}

/** A courtesy, a promise or a question that names what it rests on may still hold a wrong figure. */
const ofCourtesy = new Set<EvidenceMark>(['contradicted', 'outcome', 'name', 'number', 'time'])

const order: readonly EvidenceMark[] = [
  'contradicted',
  'only_suggested',
  'outcome',
  'actor',
  'only_told',
  'name',
  'number',
  'time',
  'unknown_source',
  'no_source',
]

/** Each sentence of a text against what it rests on: fields of records and closed lists of words, no likeness. */
export function checkText(input: Input): CheckedSentence[] {
  const all = input.records.map(sourceOf)
  const known = new Map(all.map((source) => [source.id, source]))
  const names = namesOfCase(all)
  const said = sentencesOf(input.text)
  const isForClient = input.audience !== 'ticket_notes'
  const world = {
    ...input,
    all,
    names,
    people: peopleOf(all, names),
    isGerman: isGerman(said),
    isForClient,
  }
  return said.map((one, at) => {
    const cites = input.cites.filter(({ start, end }) => start < one.end && end > one.start)
    const ids = [...new Set(cites.flatMap((cite) => cite.ids))]
    const needs_source = needsSource(one, at, said, isForClient)
    const named = ids.flatMap((id) => known.get(id) ?? [])
    const cited = cites.length > 0 || !needs_source ? named : foundByWords(one.text, all)
    const marks = new Set<EvidenceMark>(named.length < ids.length ? ['unknown_source'] : [])
    if (needs_source || (named.length > 0 && !one.isHeading))
      for (const mark of marksOf(one, cited, { ...world, isNamed: cites.length > 0 }))
        if (needs_source || ofCourtesy.has(mark)) marks.add(mark)
    const sources = cited.map(({ id }) => id)
    return {
      start: one.start,
      end: one.end,
      sources,
      needs_source,
      marks: order.filter((mark) => marks.has(mark)),
    }
  })
}

type World = Input & {
  all: readonly Source[]
  names: ReadonlySet<string>
  people: ReturnType<typeof peopleOf>
  isGerman: boolean
  isForClient: boolean
}
/** `isNamed`: the writer said what the sentence rests on, it was not looked for. */
type Here = World & { isNamed: boolean }

function marksOf(said: Said, cited: readonly Source[], world: Here): EvidenceMark[] {
  const { all, names, people, isGerman: german, isForClient } = world
  const deeds = marksOfDeeds(said, cited, all)
  const suggested: EvidenceMark[] = deeds.some((claims) => claims !== 'not_done') ? ['only_suggested'] : []
  if (cited.length === 0) return [...suggested, 'no_source']
  const isFixed = isForClient && (isFrame(said) || isPlan(said))
  const isTitle = !isForClient && repeatsHeader(said, cited)
  const marks: [EvidenceMark, boolean][] = [
    [
      'contradicted',
      deeds.includes('not_done') ||
        (!isTitle &&
          !(isForClient && isFrame(said)) &&
          (isContradicted(said, cited, isForClient) ||
            isTurnedAround(said, cited) ||
            isOtherState(said, cited))),
    ],
    ['outcome', !isTitle && isOtherOutcome(said, cited)],
    ['actor', isOtherActor(said, cited, people)],
    ['only_told', isOnlyTold(said, cited)],
    [
      'name',
      hasOtherName(said, { cited, all, known: names, isGerman: german, isForClient, isLoose: isFixed }),
    ],
    ['number', hasOtherNumber(said, cited, all)],
    ['time', hasOtherTime(said, cited, world)],
    [
      'no_source',
      isGroundless(said, cited, all) ||
        (world.isNamed && isOfAnother(said, cited, world)) ||
        (!isFixed && saysMore(said, cited, isForClient)),
    ],
  ]
  const claims = isTitle ? [] : marksOfClaims(said, cited)
  return [...suggested, ...claims, ...marks.filter(([, holds]) => holds).map(([mark]) => mark)]
}

const wordsOfTitle = 3

/** Says the title or what else the header holds, word for word. */
function repeatsHeader({ text }: Said, cited: readonly Source[]): boolean {
  const own = contentOf(text)
  const headers = cited.filter(({ kind }) => kind === 'header')
  return own.length >= wordsOfTitle && headers.some(({ stems }) => own.every((stem) => stems.has(stem)))
}

const germanWord =
  /\b(?:der|die|das|und|ist|nicht|wir|ein|eine|wurde|haben|hat|mit|auf|fuer|sie|noch|von|dem|den|zu)\b/g
const englishWord = /\b(?:the|and|is|not|we|a|was|have|has|with|on|for|you|of|to|in|it|that)\b/g
function isGerman(said: readonly Said[]): boolean {
  const plain = said.map((one) => one.plain).join(' ')
  return (plain.match(germanWord)?.length ?? 0) > (plain.match(englishWord)?.length ?? 0)
}
