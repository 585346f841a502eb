import { LRUCache } from 'lru-cache'
import { normalize, tokenize } from '../language/normalize.ts'
import { contentOf } from './content.ts'
import { piecesOf } from './pieces.ts'
import type { EvidenceRecord } from './record.ts'

/** A record as sentences are compared with it; its words are read once, when they are asked for. */
export type Source = EvidenceRecord & {
  plain: string
  stems: ReadonlySet<string>
  /** All that is said there, as it is written, the name of whoever said it with it. */
  words: string
}

const charactersAtMost = 4_000

/** A case is checked at every edit of a draft, and few of its rows have changed since. */
const read = new LRUCache<string, Source>({ maxSize: 2_000_000, sizeCalculation: (_, key) => key.length })

export function sourceOf(record: EvidenceRecord): Source {
  const { id, kind, text, done, known, status, outcome, who, at } = record
  const key = [id, kind, done, known, status, outcome, who, at, text].join('\0')
  const before = read.get(key)
  if (before) return before
  const source = readSource(record)
  read.set(key, source)
  return source
}

function readSource(record: EvidenceRecord): Source {
  const text = record.text.slice(0, charactersAtMost)
  const words = record.who ? `${text}\n${record.who}` : text
  let plain: string | undefined
  let stems: ReadonlySet<string> | undefined
  return {
    ...record,
    text,
    words,
    get plain() {
      plain ??= text.split('\n').map(normalize).join('\n')
      return plain
    },
    get stems() {
      stems ??= new Set(tokenize(words).map(({ stem }) => stem))
      return stems
    },
  }
}

/** Of several records those that share most words with a text; all of them where none shares any. */
export function nearestByWords(text: string, sources: readonly Source[]): Source[] {
  const stems = contentOf(text)
  const shared = sources.map((source) => stems.filter((stem) => source.stems.has(stem)).length)
  const most = Math.max(0, ...shared)
  return sources.filter((_, at) => shared[at] === most)
}

/** How much of what is looked through to find whose words a sentence uses. */
const searchedAtMost = 80_000
const partsAtMost = 8
const foundAtMost = 4

/** The records that hold the words of a sentence which nobody marked, of its parts too where it has several. */
export function foundByWords(text: string, sources: readonly Source[]): Source[] {
  let searched = 0
  const within = sources.filter(({ text: own }) => {
    searched += own.length
    return searched <= searchedAtMost
  })
  const parts = piecesOf(text).slice(0, partsAtMost)
  const texts = parts.length > 1 ? [text, ...parts] : [text]
  return [...new Set(texts.flatMap((part) => holding(part, within)))]
}

/** Two words of a text, or all where there are no two. */
function holding(text: string, sources: readonly Source[]): Source[] {
  const stems = contentOf(text)
  if (stems.length === 0) return []
  return sources
    .map((source) => ({ source, shared: stems.filter((stem) => source.stems.has(stem)).length }))
    .filter(({ shared, source }) => shared >= wanted(stems.length, source))
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, foundAtMost)
    .map(({ source }) => source)
}

/** A header names things and tells of none: it holds a sentence only with all its words. */
const wanted = (stems: number, { kind }: Source): number =>
  kind === 'header' ? stems : Math.min(stems, stems > manyWords ? 3 : 2)
const manyWords = 6
