import { normalize } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { keepsGoing } from '../language/sentences.ts'
import { withoutGround } from './pieces.ts'
import { endsShortForm, inFull } from './short-forms.ts'

/** Under which heading a line of notes stands: what is listed there was done, is to be done, is out or is open. */
export type Section = 'done' | 'next' | 'ruled_out' | 'open'

/**
 * A sentence of a text, with its place there; `text` has short forms in full. `plain`: its words in small letters, short forms in full, without signs.
 * `isHeading`: a line that only names what follows it.
 */
export type Said = {
  text: string
  start: number
  end: number
  plain: string
  section: Section | null
  isHeading: boolean
  /** The line begins with it, and holds nothing else. */
  isWholeLine: boolean
}

const mostSentences = 400
const charactersAtMost = 15_000

/** The sentences of a text, by line and by full stop; signs of a list or a heading before them belong to none. */
export function sentencesOf(text: string): Said[] {
  const found: Said[] = []
  let section: Section | null = null
  let from = 0
  let [isAfterGap, wasHeading] = [false, false]
  for (const line of text.slice(0, charactersAtMost).split('\n')) {
    const isHeading = headingShape.test(line.trim()) && !/[.!?]\**$/.test(line.trim())
    if (isHeading) section = sectionOf(line)
    // What follows a gap stands under the heading as long as it goes on as its list.
    else if (isAfterGap && !isBegun(line)) section = null
    isAfterGap = line.trim() === '' ? !wasHeading : false
    wasHeading = isHeading || (line.trim() === '' && wasHeading)
    for (const [start, end] of partsOf(line)) {
      if (found.length >= mostSentences) return found
      const own = inFull(line.slice(start, end))
      found.push({
        text: own,
        start: from + start,
        end: from + end,
        plain: normalize(withoutGround(own).replace(numbered, '')),
        section: isHeading ? null : section,
        isHeading: isHeading || labelled.test(own),
        isWholeLine: start <= lineSigns(line) && end >= line.trimEnd().length,
      })
    }
    from += line.length + 1
  }
  return found
}

/** "Steps completed:", "**Findings**", "Status: Investigating". */
const headingShape =
  /^(?:#{1,6}\s.{1,80}|\*\*[^*]{1,60}\*\*:?|\*\*[^*]{1,60}\*\* · .{1,20}|[\p{L}][^.!?]{1,60}:)$/u
const labelled = regexOf(
  String.raw`
  ^(?:\*\*)?(?:status|time spent|zeitaufwand|aufwand|bearbeitungszeit)\b[^.!?\n]{0,60}$
  |^(?:\*\*)?(?:investigating|identified|implementing|resolved|escalated|closed without a fix
  |works again), [^.!?]{1,30} spent\.?$`,
  'iu',
)

const sections: readonly (readonly [RegExp, Section])[] = [
  [/ruled out|ausgeschlossen/i, 'ruled_out'],
  [
    /next|recommend|plan|to do|todo|open (?:steps|items|points)|suggest|nächste|naechste|empfehlung|offene/i,
    'next',
  ],
  [/diagnosis|suspect|hypothes|likely|possible|vermut|verdacht|diagnose|wahrscheinlich/i, 'open'],
  [
    /steps|done|completed|taken|investigation|actions|resolution|erledigt|durchgeführt|schritte|maßnahmen/i,
    'done',
  ],
]
const sectionOf = (heading: string): Section | null =>
  sections.find(([shape]) => shape.test(heading))?.[1] ?? null

/** "No. 3": no denial. */
const numbered = /\b[Nn]o\.(?= ?\d| \p{Ll})/gu

/** A line of a list, or none at all. */
const isBegun = (line: string): boolean => line.trim() === '' || lineSigns(line) > 0

const lineSigns = (line: string): number =>
  /^\s*(?:(?:[-*•>+]|\d{1,3}[.)]|#{1,6})\s+)*/.exec(line)?.[0].length ?? 0

function partsOf(line: string): [from: number, to: number][] {
  const parts: [number, number][] = []
  let from = lineSigns(line)
  const push = (to: number) => {
    const own = line.slice(from, to)
    const start = from + own.length - own.trimStart().length
    const end = from + own.trimEnd().length
    if (/[\p{L}\p{N}]/u.test(own)) parts.push([start, end])
    from = to
  }
  for (const stop of line.matchAll(/(?<![.!?…])[.!?…]{1,8}["'”’)*_]{0,4}(?=\s)/g)) {
    const after = stop.index + stop[0].length
    const isDot = stop[0].startsWith('.')
    if (
      stop.index < from ||
      (isDot && (keepsGoing(line, stop.index, after) || endsShortForm(line, stop.index)))
    )
      continue
    push(after)
  }
  push(line.length)
  return parts
}
