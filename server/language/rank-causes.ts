import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'
import { readClauses, type Word } from './clauses.ts'

export type FlowConclusion = Extract<FlowNode, { kind: 'conclusion' }>
export type RankedCause = { conclusion: FlowConclusion; score: number; words: string[] }

type Entry = { conclusion: FlowConclusion; counts: Map<string, number>; length: number }
type Corpus = { entries: Entry[]; rarity: Map<string, number>; averageLength: number }

const corpora = new WeakMap<Flow, Corpus>()
const saturation = 1.2
const lengthShare = 0.6
const mostWords = 400
const mostCited = 4

/** The causes of a flow that the texts speak for (BM25), best first; those without a word in common are left out. */
export function rankCauses(flow: Flow, texts: readonly { text: string; weight: number }[]): RankedCause[] {
  const corpus = corpusOf(flow)
  const query = queryOf(texts)
  return corpus.entries
    .map((entry) => score(entry, query, corpus))
    .filter((ranked) => ranked.score > 0)
    .toSorted((a, b) => b.score - a.score)
}

type Query = Map<string, { weight: number; written: string }>

function queryOf(texts: readonly { text: string; weight: number }[]): Query {
  const query: Query = new Map()
  for (const { text, weight } of texts)
    for (const clause of readClauses(text))
      for (const word of clause.words) {
        if (word.negated || word.stem.length < 2 || query.size >= mostWords) continue
        const known = query.get(word.stem)
        if (!known || known.weight < weight)
          query.set(word.stem, { weight, written: text.slice(word.from, word.to) })
      }
  return query
}

function score(
  { conclusion, counts, length }: Entry,
  query: Query,
  { rarity, averageLength }: Corpus,
): RankedCause {
  const parts: { written: string; gain: number }[] = []
  for (const [stem, { weight, written }] of query) {
    const count = counts.get(stem)
    if (!count) continue
    const norm = saturation * (1 - lengthShare + (lengthShare * length) / averageLength)
    parts.push({
      written,
      gain: weight * (rarity.get(stem) ?? 0) * ((count * (saturation + 1)) / (count + norm)),
    })
  }
  const best = parts.toSorted((a, b) => b.gain - a.gain)
  return {
    conclusion,
    score: parts.reduce((sum, { gain }) => sum + gain, 0),
    words: best.slice(0, mostCited).map(({ written }) => written),
  }
}

function corpusOf(flow: Flow): Corpus {
  const known = corpora.get(flow)
  if (known) return known
  const entries = flow.nodes.filter((node) => node.kind === 'conclusion').map((node) => entryOf(flow, node))
  const rarity = new Map<string, number>()
  for (const { counts } of entries)
    for (const stem of counts.keys()) rarity.set(stem, (rarity.get(stem) ?? 0) + 1)
  for (const [stem, count] of rarity)
    rarity.set(stem, Math.log(1 + (entries.length - count + 0.5) / (count + 0.5)))
  const total = entries.reduce((sum, { length }) => sum + length, 0)
  const corpus = { entries, rarity, averageLength: Math.max(1, total / Math.max(1, entries.length)) }
  corpora.set(flow, corpus)
  return corpus
}

/** Its own words count most, then its name and the options that lead to it, then the steps of the fix. */
function entryOf(flow: Flow, conclusion: FlowConclusion): Entry {
  const counts = new Map<string, number>()
  const add = (text: string, weight: number) => {
    for (const { stem } of wordsOf(text)) counts.set(stem, (counts.get(stem) ?? 0) + weight)
  }
  add(conclusion.hypothesis, 2)
  for (const word of conclusion.words) add(word, 2)
  for (const { text } of conclusion.fix) add(text, 0.5)
  for (const node of flow.nodes)
    if (node.kind === 'question')
      for (const option of node.options)
        if (option.to === conclusion.key) {
          add(option.label, 1)
          add(option.finding?.text ?? '', 1)
          for (const word of option.words) add(word, 0.7)
        }
  return { conclusion, counts, length: [...counts.values()].reduce((sum, one) => sum + one, 0) }
}

const wordsOf = (text: string): Word[] => readClauses(text).flatMap(({ words }) => words)
