import { readWhen } from './read-when.ts'
import { regexOf } from './regex-of.ts'

/** Words of a text, from `start` to `end`, that promise something by a time. `at`: that time, as UTC. */
export type TextPromise = { words: string; start: number; end: number; at: string }

const charactersRead = 15_000
const mostSentences = 300
const mostPromises = 10

const charactersBehind = 40
/** The last characters before a place; a mark in front where they are not all. */
const behind = (text: string, to: number) =>
  to > charactersBehind ? `.${text.slice(to - charactersBehind, to)}` : text.slice(0, to)

/** Who promises, and that they will: "we will", "you'll hear", "next update", "wir melden uns". */
const cue = new RegExp(
  [
    "\\b(?:i|we|you|someone|somebody|they)(?:['’]ll| will| shall)\\b",
    "\\b(?:i|we)(?:['’](?:m|re)| am| are) (?:going to|planning to|aiming to)\\b",
    '\\b(?:i|we) (?:plan|aim|expect|hope|intend|want|should be able) to\\b',
    '\\bwill (?:call|ring|update|contact|let|get back|be (?:in touch|with you|fixed|done|back|ready)|report|follow|come|visit|reach|send|write)\\b',
    '\\b(?:next|further|another|more) (?:update|news|report)\\b|\\bupdate (?:follows|to follow|by|within|in|at)\\b|\\bexpect (?:an|the|our|my|to hear)\\b',
    '\\b(?:wir|ich) (?:werden?|melden?|informieren?|geben?|rufen?|schicken?|schreiben?|sagen?|halten?|kommen?|berichten?)\\b',
    '\\b(?:melden?|melde|informieren?|berichten?|rufen?|geben?|werden?) (?:wir|ich|uns|mich|sie|ihnen)\\b',
    '\\bsie (?:hören|erhalten|bekommen)\\b|\\b(?:erhalten|bekommen|hören) sie\\b',
    '\\b(?:nächste[sr]?|weitere[sr]?) (?:update|rückmeldung|information|stand|zwischenstand)\\b|\\b(?:rückmeldung|update) (?:folgt|erfolgt|bis)\\b',
  ].join('|'),
  'giu',
)
/** "We will not be done by 15:00" promises nothing. */
const denied = regexOf(
  String.raw`
  \b(?:(?:i|we|you|they) (?:will|shall) not|(?:won|can)['’]t|cannot|(?:i|we) (?:are|am) not (?:going
  |able) to|(?:werden?|können|kann) (?:\S+ ){0,3}nicht)\b`,
  'iu',
)
/** A time before these words belongs to them where only this stands before it: "By 15:00 you'll hear from us." */
const beginsClause = /(?:^|[,;:–—]|\b(?:and|or|und|oder|then|dann))\s*$/iu
const leading = regexOf(
  String.raw`
  (?:(?:^|\s)(?:by|before|at|on|until|till|around|about|no later than|at the latest|latest|bis|um|gegen|am
  |ab|spätestens|zum))+\s*$`,
  'iu',
)

/** What a text promises, in its order. What is over by `now` (ms), and what cannot be told, is left out. */
export function promisesIn(
  text: string,
  { now, timeZone }: { now: number; timeZone: string },
): TextPromise[] {
  const found: TextPromise[] = []
  for (const { from, sentence } of sentencesOf(text.slice(0, charactersRead))) {
    const at = cueAt(sentence)
    if (at === null) continue
    for (const when of readWhen(sentence, { now, timeZone })) {
      const preposition = leading.exec(behind(sentence, when.start))?.[0] ?? ''
      const start = when.start - preposition.trimStart().length
      if (when.start < at && !beginsClause.test(behind(sentence, start))) continue
      if (when.at === null) continue
      const words = sentence.slice(start, when.end)
      found.push({ words, start: from + start, end: from + when.end, at: new Date(when.at).toISOString() })
      if (found.length >= mostPromises) return found
    }
  }
  return found
}

/** Where the promise begins in a sentence; null where nothing is promised in it, or it asks. */
function cueAt(sentence: string): number | null {
  if (/\?\s*$/.test(sentence) || denied.test(sentence)) return null
  cue.lastIndex = 0
  return cue.exec(sentence)?.index ?? null
}

/** "15.30", "a.m." and "3. Dezember" end no sentence: a capital letter, or the line's end, follows one that does. */
function sentencesOf(text: string): { from: number; sentence: string }[] {
  const found: { from: number; sentence: string }[] = []
  let from = 0
  for (const { 0: stop, index } of text.matchAll(
    /[!?\n]+|\.(?=\s+(?!Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[\p{Lu}"„“(]|\s*$)/gu,
  )) {
    const to = index + (stop.startsWith('\n') ? 0 : stop.length)
    if (to > from) found.push({ from, sentence: text.slice(from, to) })
    from = index + stop.length
    if (found.length >= mostSentences) return found
  }
  if (from < text.length) found.push({ from, sentence: text.slice(from) })
  return found
}
