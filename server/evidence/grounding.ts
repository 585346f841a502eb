import { tokenize } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { contentOf } from './content.ts'
import { anyDeedForm } from './deed-table.ts'
import { deedsOf } from './deed-words.ts'
import { mattersOf } from './field-words.ts'
import { isFrame, isPlan } from './needs-source.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

/** Where a sentence begins to say something of its own. */
const parts =
  /(?:;\s+|,?\s+(?:because|weil)\s+|,\s+(?:and|but|which|while|whereas|although|und|aber|was|der|die|das)\s+)/
/** What leads over in plain words, and what names what follows. */
const plainWords = new Set(
  `hardly plenty affected spare place certain exactly almost nearly only partial partly partially better improvement improve source origin idea proposal
  recommendation later short version result progress identified ready existing exist fit fits reassure return moment soon little bit quickly really truly
  thanks good news great sorry hold holds remain remains follow following happen happened situation therefore currently finally planned plan planning
  ganz damit passt fertig platz sobald bekommt liegt entwarnung vorhanden bislang leider gut einfach vorsorglich irrtuemlich betroffen befund seine seiner
  teilweise zum teil derselbe denselben dieselben nun bereits deshalb daher`
    .split(/\s+/)
    .flatMap((word) => [word, ...tokenize(word).map(({ stem }) => stem)]),
)
const comesBack = regexOf(String.raw`
  \b(?:again|once more|no longer|now|back|since|still|can|better|improve\w*|partly|partially|fixed|solved
  |resolved|gone|stopped|as usual|all set|nicht (?:mehr|laenger)|wieder|jetzt|nun|seitdem|weiterhin|besser
  |teilweise|behoben|geloest)\b`)

const acquits =
  /\b(?:ruled out|excluded|ausgeschlossen|nothing to do with|nichts (?:\w+ ){0,3}zu tun|not (?:the|to) (?:issue|blame|cause))\b/

/** What it speaks of stands in a sentence before it. */
const pointing = /\b(?:it|its|them|they|these|those|ones|this|that|sie|ihn|ihnen|diese\w?|damit|dafuer|das)\b/

/** What sentences may draw on: the words of records, and the matters of the field that they name. */
export type Grounds = { stems: ReadonlySet<string>; matters: ReadonlySet<number>; joined: string }

const known = new WeakMap<readonly Source[], Grounds>()
export function groundsOf(sources: readonly Source[]): Grounds {
  const grounds = known.get(sources) ?? readGrounds(sources)
  known.set(sources, grounds)
  return grounds
}

function readGrounds(sources: readonly Source[]): Grounds {
  const stems = new Set(sources.flatMap((source) => [...source.stems]))
  const matters = new Set([...stems].flatMap((stem) => [...mattersOf(stem)]))
  return { stems, matters, joined: ` ${[...stems].join(' ')}` }
}

/** Whether a sentence shares no word and no matter with what it rests on, or a part of it none with the whole case. */
export function isGroundless(said: Said, cited: readonly Source[], all: readonly Source[]): boolean {
  const own = wordsOf(said.text)
  if (own.length === 0 || isFrame(said) || (isPlan(said) && pointing.test(said.plain))) return false
  const grounds = groundsOf(cited)
  const tellsOutcome = cited.some(
    ({ outcome, kind }) => outcome !== null || kind === 'closing' || kind === 'answer',
  )
  if (!own.some((stem) => isGround(stem, grounds))) {
    // What was ruled out is named in other words than the row has.
    if (acquits.test(said.plain) && cited.some(({ status }) => status === 'ruled_out')) return false
    // A few words that no row of the case has are a way of putting it; those of another row are of that row.
    if (
      own.length <= fewWords &&
      !tellsAnyDeed(said.plain) &&
      !own.some((stem) => groundsOf(all).stems.has(stem))
    )
      return false
    return !(tellsOutcome && comesBack.test(said.plain)) && !sharesFigure(said.plain, cited)
  }
  const told = said.text.split(parts)
  if (told.length < 2) return false
  return told.some((part) => {
    const words = wordsOf(part)
    if (words.length < 2 || words.some((stem) => isGround(stem, grounds))) return false
    if (tellsOutcome && comesBack.test(part)) return false
    return !words.some((stem) => groundsOf(all).stems.has(stem))
  })
}

/** A figure of two digits at least, or a code, is of whatever holds the same. */
const figure = /(?=\S*\d)\S{2,}/g
const sharesFigure = (plain: string, cited: readonly Source[]): boolean =>
  (plain.match(figure) ?? []).some((one) => cited.some((source) => source.plain.split(/\s+/).includes(one)))

const wordsOf = (text: string): string[] => contentOf(text).filter((stem) => !plainWords.has(stem))

const fewWords = 2
const tellsAnyDeed = (plain: string): boolean =>
  deedsOf(plain, false, anyDeedForm).some(({ claims }) => claims === 'done')
const beginning = 5
/** The same word, a word of the same matter, or a long word that begins or holds one of them: "Heimrouter", "Router". */
export const isGround = (stem: string, { stems, matters, joined }: Grounds): boolean =>
  stems.has(stem) ||
  mattersOf(stem).some((at) => matters.has(at)) ||
  (stem.length >= beginning && joined.includes(stem.slice(0, Math.max(beginning, stem.length - 2)))) ||
  (stem.length > beginning && [...stems].some((other) => other.length >= beginning && stem.includes(other)))
