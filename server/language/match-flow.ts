import type { Flow } from '../../shared/contracts/flows.ts'
import { type Clause, readClauses, type Word } from './clauses.ts'
import { compile, findPhrase, type Phrase } from './phrases.ts'

export type MatchedFlow = { flow: Flow; score: number }

/** Below this a text is not about the flow's trouble, it only uses some of its words. */
const leastScore = 4
const titleLength = 200
const notesWeight = 0.4
const compoundWeight = 0.8
const shortestCompound = 5

type Sign = { phrase: Phrase; weight: number; single: string | null }

/**
 * The flows whose signs stand in a text, best first; none when no flow has enough of them. The first line is the
 * title and counts more than the notes behind it; what is denied ("VPN works") counts nothing.
 */
export function matchFlow(flows: readonly Flow[], text: string): MatchedFlow[] {
  const [title, notes] = titleAndNotes(text)
  const head = readClauses(title)
  const body = notes ? readClauses(notes) : []
  return flows
    .map((flow) => ({ flow, score: scoreOf(flow, head) + notesWeight * scoreOf(flow, body) }))
    .filter(({ score }) => score >= leastScore)
    .toSorted((a, b) => b.score - a.score)
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
    return phrase ? [{ phrase, weight, single: only }] : []
  })
  compiled.set(flow, signs)
  return signs
}

type Hit = { weight: number; stems: string[] }

/** What the signs found weigh together. A word that one sign has counted counts for no other of its kind. */
function scoreOf(flow: Flow, clauses: Clause[]): number {
  const hits = clauses.flatMap((clause) => signsOf(flow).flatMap((sign) => hitOf(sign, clause)))
  return sumOfNew(hits.filter(({ weight }) => weight > 0)) + sumOfNew(hits.filter(({ weight }) => weight < 0))
}

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
function hitOf({ phrase, weight, single }: Sign, clause: Clause): Hit[] {
  const found = findPhrase(phrase, clause).find(({ at, denied }) =>
    phrase.negated ? !denied : !isExcluded(clause, at.at(-1) ?? 0),
  )
  if (found) return [{ weight, stems: found.at.map((place) => clause.words[place]?.stem ?? '') }]
  if (!single) return []
  const place = clause.words.findIndex((word) => isCompound(word, single))
  const word = clause.words[place]
  return word && !isExcluded(clause, place) ? [{ weight: weight * compoundWeight, stems: [word.stem] }] : []
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
