import { intentOf } from './intents.ts'
import { fold, tokenize } from './normalize.ts'
import { isNotFixed, longestRead } from './not-fixed.ts'
import { regexOf } from './regex-of.ts'

/**
 * Words that correct what was said before. `rest`: what holds instead. `isPlain`: they say that the last statement was
 * wrong ("no, I meant …"); else only what speaks of the same thing is corrected ("actually …").
 */
export type Correction = {
  rest: string
  isPlain: boolean
  /** It begins with what is not so; where it answers what was asked just now, it is that answer. */
  isDenial?: true
  /** It means the last message, whatever that spoke of: "no, I meant …", "scratch that". */
  isOfLast?: true
}

const opener = regexOf(String.raw`
  ^(?:(?:oh|ah|ach|aeh|um|uh|hmm?|ok|okay|well|so|also|naja|oops|ui|wtf|ffs|omg|argh|ugh|lol|hey|man|mann
  |mensch|dude)[,.!:?\s…-]+){1,3}|^ups[,.!:…-][,.!:\s…-]*`)
const ofLast = [
  /^(?:no|nope|nein|ne|nee|sorry)?[\s,.!:–-]{0,4}(?:what )?(?:i|ich|we|wir) (?:meant?|meinten?|wanted to say|wollte sagen)\b/,
  /^(?:no|nope|nein|ne|nee|sorry)[\s,.!:–-]{0,4}(?:wait|hold on|moment|scratch that|doch nicht)\b/,
  /^(?:wait|moment)[\s,.!:–-]{1,4}(?:no|nein|ne|nee)\b/,
  /^(?:scratch|strike|forget|ignore) that\b|^vergiss das\b|^(?:make|mach) (?:that|das)\b/,
]
const plainly = [
  ...ofLast,
  /^(?:no|nope|nein|ne|nee|sorry)[\s,.!:–-]{0,4}(?:halt|stop|stopp|sorry|falsch|wrong|quatsch|bloedsinn|unsinn|nonsense)\b/,
  /^(?:wait|moment|halt|stop|stopp|sorry)[\s,.!:–-]{1,4}(?:no|nein|ne|nee|falsch|wrong|quatsch|that was wrong|das war falsch)\b/,
  regexOf(String.raw`
    ^(?:no|nein|ne|nee|sorry)?[\s,.!:–-]{0,4}(?:stimmt nicht|stimmt doch nicht|das stimmt nicht
    |das stimmt so nicht|das ist falsch|das war falsch|that was wrong|that is wrong|thats wrong|that's wrong
    |not true)(?=\s*[,.:;!–-])`),
  regexOf(String.raw`
    ^(?:correction|korrektur|irrtum|my mistake|my bad|mein fehler|falsch|wrong|quatsch|bloedsinn|unsinn
    |nonsense|vertan|typo|tippfehler)[\s,.:;!–-]{1,4}`),
  /^(?:no|nein|nope|doch)\s?!{1,5}\s*/,
  regexOf(String.raw`
    ^(?:you (?:took|read|understood|got) (?:that|it|this|me) wrong|das hast du falsch verstanden
    |falsch verstanden)[\s,.:;!–-]{1,4}`),
]
/** "…, undo that", "das zurücknehmen": said behind what holds instead. */
const atTheEndUndone = regexOf(String.raw`
  [\s,.;:!–-]+(?:(?:please|bitte|so) )?(?:(?:undo|revert|withdraw|take|remove|delete|correct|fix|change
  |nimm|mach|streich\w*) (?:that|this|it|das|es)(?: back| zurueck| rueckgaengig| wieder weg| raus| one
  | please| bitte)*|zuruecknehmen|rueckgaengig(?: machen)?)[\s.!]*$`)

const loosely = regexOf(String.raw`
  ^(?:(?:no|nope|nein|ne|nee|doch)\s?[,.!:;–-][\s,.!:–-]{0,3}|(?:sorry|pardon|wait|halt|moment|stop|stopp
  |actually|eigentlich|tatsaechlich|in fact|turns out)[\s,.!:–-]{1,4}){1,3}`)
/** "Not everyone, 3 people": it denies something and says what holds instead. */
const deniesFirst = /^(?:not|nicht) (?!sure\b|yet\b|really\b|sicher\b|that\b|it\b)[^,.!;–]{2,40}[,.!;–]+ ?\S/
/** "I said it is on": what was said stands, it was read wrongly. */
export const repeats = (words: string): boolean => saysAgain.test(fold(words.slice(0, longestRead)))
const saysAgain = regexOf(String.raw`
  \b(?:i|we) (?:already |just |did )?(?:said|say|told you|wrote)\b|\bsaid so\b|\b(?:habe?
  |hab) ich (?:doch |schon |ja )*(?:gesagt|geschrieben)\b|\bwie gesagt\b`)

/** Somewhere in it stands a word that corrects. */
export const hasCorrection = (words: string): boolean => amid.test(words)
const amid = regexOf(
  String.raw`
  \b(?:sorry|wrong|actually|correction|mistake|i meant|after all|turns out|in fact|doch|falsch|korrektur
  |irrtum|stimmt nicht|vertan)\b`,
  'i',
)

/** "Actually tray 3 is full too" corrects nothing. */
const adds = /\b(?:too|also|as well|auch|ausserdem|zusaetzlich|another|noch ein\w*)\b/

/** Null where nothing is corrected. */
export function correctionIn(words: string): Correction | null {
  const text = words.normalize('NFC').trim().slice(0, longestRead)
  if (/\?\s*$/.test(text)) return null
  const begun = afterMatch(withoutTail(text), opener)
  for (const one of plainly) {
    const rest = afterMatch(begun, one)
    if (rest === begun) continue
    return { rest: withoutMarks(rest), isPlain: true, ...(ofLast.includes(one) ? { isOfLast: true } : {}) }
  }
  if (begun.length < afterMatch(text, opener).length)
    return { rest: withoutMarks(afterMatch(begun, loosely)), isPlain: true }
  const rest = afterMatch(begun, loosely)
  if (adds.test(fold(text))) return null
  if (rest !== begun) return { rest: withoutMarks(rest), isPlain: false }
  if (deniesFirst.test(fold(begun))) return { rest: withoutMarks(begun), isPlain: false, isDenial: true }
  return hasCorrection(text) ? { rest: withoutMarks(text), isPlain: false } : null
}

/** The words without an order at their end to take back. */
function withoutTail(text: string): string {
  const tail = atTheEndUndone.exec(fold(text))?.[0]
  if (!tail) return text
  const words = tail
    .replace(/^[\s,.;:!–-]+/, '')
    .trim()
    .split(/\s+/).length
  const kept = text.split(/(?<=\s)/)
  const rest = kept
    .slice(0, Math.max(0, kept.length - words))
    .join('')
    .trim()
  return tokenize(rest).length > 2 ? rest : text
}

/** Folding changes lengths ("für", "ß"): the words behind a match are counted off from the end. */
function afterMatch(text: string, one: RegExp): string {
  const folded = fold(text)
  const found = one.exec(folded)?.[0]
  if (!found) return text
  const left = folded.length - found.length
  for (let at = Math.max(0, text.length - left); at <= text.length; at += 1)
    if (fold(text.slice(at)).length <= left) return text.slice(at)
  return ''
}

/** "since 5 days, sorry": what is said without the word that corrects. */
const atTheEnd = /[\s,;–-]+(?:sorry|my mistake|correction|korrektur|irrtum|vertan)[\s.!]*$/i
const withoutMarks = (text: string): string =>
  text
    .replace(/^[\s,.!:;–…-]+/, '')
    .replace(atTheEnd, '')
    .trim()

const denial = regexOf(String.raw`
  \b(?:not|no|never|none|without|nicht|kein\w{0,2}|nie|ohne|nothing|nichts|cannot|can't|isn't|doesn't
  |didn't|wasn't|aren't|won't|isnt|doesnt|didnt|wasnt)\b`)
const pairs = [
  /\b(?:full|voll)\b/,
  /\b(?:empty|leer)\b/,
  /\b(?:on|an|ein|enabled|active|aktiv\w*)\b/,
  /\b(?:off|aus|disabled|inactive|deaktiviert|inaktiv)\b/,
  /\b(?:works?|worked|working|ok|okay|fine|good|passes|passed|geht|laeuft|klappt|stable|stabil)\b/,
  /\b(?:fails?|failed|failing|broken|bad|dead|drops?|dropped|unstable|kaputt|defekt|tot|instabil)\b/,
  /\b(?:all|everyone|everybody|alle|alles)\b/,
  /\b(?:only|one|single|nur|einer|eine)\b/,
  /\b(?:new|neu\w*)\b/,
  /\b(?:old|alt\w*)\b/,
  /\b(?:up|online)\b/,
  /\b(?:down|offline)\b/,
  /\b(?:there|present|exists?|given|granted|set|da|vorhanden|existiert|gesetzt|vergeben)\b/,
  /\b(?:missing|gone|lost|removed|fehlt|fehlte|fehlen|weg|entfernt)\b/,
] as const

/** Two sentences about one thing that cannot both hold: one denies, they say contraries, or other numbers. */
export function isOpposite(one: string, other: string): boolean {
  const [a, b] = [fold(one), fold(other)]
  if (denial.test(a) !== denial.test(b)) return true
  for (let at = 0; at < pairs.length; at += 2) {
    const [yes, no] = [pairs[at], pairs[at + 1]]
    if (!yes || !no) continue
    if ((yes.test(a) && !no.test(a) && no.test(b)) || (no.test(a) && !yes.test(a) && yes.test(b))) return true
  }
  const numbers = (text: string) => (text.match(/\d+/g) ?? []).join(' ')
  return numbers(a) !== '' && numbers(b) !== '' && numbers(a) !== numbers(b)
}

/** "Undo", "take that back", "wrong button": the whole of the last message goes, and nothing takes its place. */
export function isUndo(words: string): boolean {
  const intent = intentOf(words)
  if (intent?.intent !== 'undo' || intent.slot) return false
  const rest = tokenize(intent.rest).map(({ word }) => word)
  return rest.every((word) => meantByUndo.has(word)) || intentOf(intent.rest)?.intent === 'undo'
}

/** What may stand behind the order without being anything else. */
const meantByUndo = new Set(
  'message nachricht answer antwort button knopf one step line entry eintrag click klick again nochmal please bitte thanks danke sorry the last my that it i meine die letzte no nein'.split(
    ' ',
  ),
)

/** Whether words take back something said before: an order to, a correction, or news that it was not fixed. */
export function takesBack(words: string): boolean {
  const intent = intentOf(words)?.intent
  return intent === 'undo' || isNotFixed(words) || correctionIn(words) !== null
}
