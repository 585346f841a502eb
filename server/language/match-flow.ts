import type { Flow } from '../../shared/contracts/flows.ts'
import { sayDrives } from './amounts.ts'
import { type Clause, readClauses, type Word } from './clauses.ts'
import { compile, type Found, findPhrase, mayStandIn, type Parts, type Phrase, partsOf } from './phrases.ts'

export type MatchedFlow = { flow: Flow; score: number }

/** Below this a text is not about the flow's trouble, it only uses some of its words. */
const leastScore = 4
const titleLength = 200
const notesWeight = 0.4
const compoundWeight = 0.8
const shortestCompound = 5
/** Signs whose words all stand in a clause, over all clauses and flows. A long text about many flows has some thousand. */
const mostTries = 12_000
/** Of these the titles' own, so that no text behind a title keeps it from being read. */
const titleTries = 4_000

type Sign = { word: string; phrase: Phrase; weight: number; single: string | null }

/**
 * The flows whose signs stand in a text, best first; none when no flow has enough of them. The first line is the
 * title and counts more than the notes behind it; what is denied ("VPN works") counts nothing.
 */
export function matchFlow(flows: readonly Flow[], text: string): MatchedFlow[] {
  const [title, notes] = titleAndNotes(text)
  const head = hitsIn(flows, readPart(title), titleTries)
  const body = hitsIn(flows, readPart(notes), mostTries - titleTries)
  return flows
    .map((flow) => ({ flow, score: sumOf(head.get(flow) ?? []) + notesWeight * sumOf(body.get(flow) ?? []) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score)
}

/** The signs of a flow that stand in a text and speak for it, heaviest first, each once. */
export function signsIn(flow: Flow, text: string): string[] {
  const hits = hitsIn([flow], readPart(text), mostTries).get(flow) ?? []
  const speaking = hits.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight)
  return [...new Set(speaking.map(({ word }) => word))]
}

function titleAndNotes(text: string): [string, string] {
  const line = text.indexOf('\n')
  const end = line > 0 && line <= titleLength ? line : Math.min(text.length, titleLength)
  return line > 0 && line <= titleLength ? [text.slice(0, end), text.slice(end)] : [text, '']
}

const compiled = new WeakMap<Flow, Sign[]>()

function signsOf(flow: Flow): Sign[] {
  const known = compiled.get(flow)
  if (known) return known
  const signs = flow.signs.flatMap(({ word, weight }): Sign[] => {
    const phrase = compile(word)
    const only = phrase?.words.length === 1 ? (phrase.words[0]?.stem ?? null) : null
    return phrase ? [{ word, phrase, weight, single: only }] : []
  })
  compiled.set(flow, signs)
  return signs
}

type Hit = { word: string; weight: number; stems: string[] }

type Part = { clauses: readonly Clause[]; parts: Parts }

function readPart(text: string): Part {
  const clauses = readClauses(sayDrives(text))
  return { clauses, parts: new Set(clauses.flatMap((clause) => [...partsOf(clause)])) }
}

/**
 * The signs of flows in a text, so many tries in all: each flow has its share, wherever it stands in the list, and what
 * those with few signs in the text leave is shared by the others.
 */
function hitsIn(flows: readonly Flow[], { clauses, parts }: Part, most: number): Map<Flow, Hit[]> {
  const standing = flows
    .map((flow) => ({ flow, signs: signsOf(flow).filter(({ phrase }) => mayStandIn(phrase, parts)) }))
    .toSorted((a, b) => a.signs.length - b.signs.length)
  let left = most
  return new Map(
    standing.map(({ flow, signs }, at) => {
      let room = Math.floor(left / (standing.length - at))
      left -= room
      const hits = clauses.flatMap((clause) => {
        if (room === 0) return []
        const here = signs.filter(({ phrase }) => mayStandIn(phrase, partsOf(clause))).slice(0, room)
        room -= here.length
        return here.flatMap((sign) => hitOf(sign, clause))
      })
      left += room
      return [flow, hits]
    }),
  )
}

/** What the signs found weigh together. A word that one sign has counted counts for no other of its kind. */
const sumOf = (hits: Hit[]): number =>
  sumOfNew(hits.filter(({ weight }) => weight > 0)) + sumOfNew(hits.filter(({ weight }) => weight < 0))

function sumOfNew(hits: Hit[]): number {
  const counted = new Set<string>()
  let sum = 0
  for (const { weight, stems } of hits.toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))) {
    if (stems.every((stem) => counted.has(stem))) continue
    for (const stem of stems) counted.add(stem)
    sum += weight
  }
  return sum
}

/** A sign counts also where something about it fails ("cannot reach it over VPN"), not where it is fine. */
function hitOf({ word: sign, phrase, weight, single }: Sign, clause: Clause): Hit[] {
  const found = firstCounting(phrase, clause)
  if (found) return [{ word: sign, weight, stems: found.at.map((place) => clause.words[place]?.stem ?? '') }]
  if (!single) return []
  const place = clause.words.findIndex((word) => isCompound(word, single))
  const word = clause.words[place]
  return word && !isExcluded(clause, place)
    ? [{ word: sign, weight: weight * compoundWeight, stems: [word.stem] }]
    : []
}

function firstCounting(phrase: Phrase, clause: Clause): Found | null {
  for (const found of findPhrase(phrase, clause))
    if (phrase.negated ? !found.denied : !isExcluded(clause, found.at.at(-1) ?? 0)) return found
  return null
}

const fine = new Set(['work', 'fine', 'ok', 'good'])

/** "VPN works fine", "not the printer": named only to be left aside. */
function isExcluded({ words, bare }: Clause, place: number): boolean {
  const word = words[place]
  const next = words[place + 1]
  if (!word) return false
  if (next && fine.has(next.stem) && !next.negated) return true
  const before = bare.slice(0, bare.indexOf(word.word)).join(' ')
  return (
    word.negated && /(?:^| )(?:not|nicht) (?:the|a|an|about the|am|an der|der|die|das|ein|eine)$/.test(before)
  )
}

/** "druckertreiber" holds "drucker". */
const isCompound = ({ word }: Word, sign: string): boolean =>
  sign.length >= shortestCompound &&
  word.length >= sign.length + 3 &&
  (word.startsWith(sign) || word.endsWith(sign))
