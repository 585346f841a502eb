import { fold, tokenize } from '../language/normalize.ts'
import { regexOf } from '../language/regex-of.ts'
import { mattersOf } from './field-words.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'
import { thingsIn } from './technical-things.ts'

/** Host names, addresses, versions and codes: what holds a digit or runs of capitals, or parts joined by signs. */
const code = regexOf(
  String.raw`
  [\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{2,200}|https?:\/\/\S+|\\\\[\w.$-]+(?:\\[\w.$ -]+)*
  |\b\d{1,3}(?:\.\d{1,3}){3}\b
  |\b(?=[\p{L}\p{N}_.-]{0,60}\p{N})(?=[\p{L}\p{N}_.-]{0,60}\p{L})[\p{L}\p{N}]{1,40}(?:[_.-][\p{L}\p{N}]{1,40}){0,9}\b
  |\b\p{Lu}{2,40}(?:[-_]\p{Lu}[\p{Lu}\p{N}]{0,40}){0,9}\b|\b\p{Lu}[\p{Ll}\p{N}]{1,40}\p{Lu}[\p{L}\p{N}]{0,40}\b`,
  'gu',
)
const capital = /\b\p{Lu}[\p{Ll}’']{1,30}(?:-\p{Lu}?\p{L}+)*\b/gu
const titled = /\b(?:Mr|Mrs|Ms|Dr|Herrn?|Frau|Prof)\.?\s+(\p{Lu}[\p{L}’'-]+)/gu

/** Written large without being the name of anybody or anything. */
const common = new Set(
  `what which who whose why how where nor neither even only just well as i it its this that these those the a an we our you your he she they there here no not if when while after before since until as at in on for from with without
  by to of and or but so also both all each every some any none one two three four five six seven eight nine ten next now then once still yet today yesterday tomorrow
  internet web wi-fi wifi it ok okay yes status time steps findings ruled out current diagnosis resolution root cause investigation recommendations open question
  client customer user users clients caller contact colleague colleagues engineer team support nobody everybody everyone somebody someone nothing everything
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
  montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar maerz mai juni juli oktober dezember
  pc usb cpu hw sw ram gb mb tb kb ms am pm utc id ip url faq cd dvd hd ssd
  suspected known reported checked please update escalated resolved identified investigating implementing closed works
  der die das dem den des ein eine einen kein keine sein seine unser unsere mein meine dies diese dieser jede jeder alle andere
  windows db os ap mon tue tues wed thu thur thurs fri sat sun jan feb mar apr jun jul aug sep sept oct okt nov dec dez
  internal external outside local remote several many few most lan wan
  dutch german french english american british spanish italian swiss austrian
  hello hi dear thanks thank regards kind best sie ihr ihre ihnen ihrem ihren ihrer wir`
    .split(/\s+/)
    .filter(Boolean),
)
/** Somebody, when it stands first and one of these follows. */
const personVerb = regexOf(
  String.raw`
  ^(?:\s\p{Lu}[\p{L}’'-]+)?\s(?:has|have|had|also|already|then|will|hat|haben|hatte)?\s?(?:confirmed
  |confirms|said|says|reported|reports|told|tells|called|calls|wrote|writes|mentioned|asked|asks|restarted
  |rebooted|replaced|checked|tested|installed|updated|removed|added|changed|set|reset|ran|moved|tried
  |noticed|saw|found|sees|can|cannot|could|is|was|gets|got|uses|needs|works|bestätigt|sagt|meldet
  |berichtet|bestätigte|sagte|meldete|berichtete|schreibt|hat|ist|war|kann)\b`,
  'u',
)

type Named = { name: string; kind: 'code' | 'word' }

/** The names of a sentence. In German every noun is written large: there only what a title or the case says is a name. */
function namesIn({ text }: Said, known: ReadonlySet<string>, isGerman: boolean): Named[] {
  const codes = [...text.matchAll(code)].map(([name]) => ({
    name: name.replace(/[.-]+$/, ''),
    kind: 'code' as const,
  }))
  const titles = [...text.matchAll(titled)].map(([, name = '']) => ({ name, kind: 'word' as const }))
  const capitals = [...text.matchAll(capital)]
    .filter((found) => isName(text, found, known, isGerman))
    .map(([name]) => ({ name: name.replace(/['’](?:s|ll|ve|re|d|m)$/, ''), kind: 'word' as const }))
  return [...codes, ...titles, ...capitals].filter(
    ({ name }) => name.length > 1 && !common.has(fold(name)) && !isPlainNumber(name),
  )
}

const isPlainNumber = (name: string): boolean =>
  /^\d+(?:st|nd|rd|th|x|h|s|ms|min|gb|mb|tb|kb|k)?$/i.test(name) || /^\d+(?:[.,]\d+)?[a-z]{1,3}$/i.test(name)

function isName(
  text: string,
  found: RegExpMatchArray,
  known: ReadonlySet<string>,
  isGerman: boolean,
): boolean {
  const [name] = found
  const at = found.index ?? 0
  if (known.has(fold(name).replace(/'s$/, ''))) return true
  const isFirst = /^[\s"“„'(*_-]*$|[.!?:;•–—"“„(]\s*$/.test(text.slice(0, at))
  if (isGerman || !isFirst) return !isGerman
  return !startsSentence(name) && personVerb.test(text.slice(at + name.length))
}

/** Nouns and adverbs that may stand before "is" or "was" at a beginning. */
const startsSentence = (name: string): boolean => {
  const word = fold(name)
  return (
    common.has(word) ||
    /(?:ly|ing|ed|ion|ness|ment|ity|s)$/.test(word) ||
    thingsIn(word).length > 0 ||
    mattersOf(word).length > 0
  )
}

/** Lines of a header that only name: all their longer words are written large. */
const namingLines = (text: string): string[] =>
  text.split('\n').filter((line) => !/(?:^|\s)\p{Ll}{4,}/u.test(line) && !line.startsWith('#'))

/** The words by which people, clients and devices of a case are known. */
export function namesOfCase(all: readonly Source[]): ReadonlySet<string> {
  const texts = all.flatMap(({ kind, text, who }) => [
    who ?? '',
    ...(kind === 'header' ? namingLines(text) : []),
  ])
  const found = texts.flatMap((text) => text.match(/\p{Lu}[\p{L}’'-]+/gu) ?? []).map(fold)
  return new Set(found.filter((word) => word.length > 2 && !common.has(word) && !thingsIn(word).length))
}

type Names = {
  cited: readonly Source[]
  all: readonly Source[]
  known: ReadonlySet<string>
  isGerman: boolean
  isForClient: boolean
  /** Its things are the client's words for them. */
  isLoose: boolean
}

/** Whether a sentence names a person, a device, a product or a thing that none of its sources names. */
export function hasOtherName(
  said: Said,
  { cited, all, known, isGerman, isForClient, isLoose }: Names,
): boolean {
  const words = fold(cited.map(({ words: own }) => own).join('\n'))
  const stems = new Set(cited.flatMap(({ stems: own }) => [...own]))
  const headers = all.filter(({ kind }) => kind === 'header')
  const names = namesIn(said, known, isGerman)
  const own = cited.flatMap(({ text }) => text.match(acronyms) ?? [])
  const isReplaced = own.some((one) => !hasWord(fold(said.text), fold(one)))
  const other = names.filter(
    ({ name }) => !isIn(name, words, stems) && (isReplaced || !initialsOnly.test(name)),
  )
  if (other.some((name) => !isOfCase(name, { said, cited, all }))) return true
  return !isLoose && hasOtherThing(said, cited, headers, isForClient, thingsOfCase(all))
}

function isIn(name: string, words: string, stems: ReadonlySet<string>): boolean {
  const plain = fold(name)
  if (hasWord(words, plain) || isShortFor(name, words)) return true
  const own = tokenize(name)
  return own.length > 0 && own.every(({ stem }) => stems.has(stem))
}

/** "AA" of an auto attendant. */
const acronyms = /(?<![\p{L}\p{N}._/-])\p{Lu}{2,5}(?![\p{L}\p{N}_-])/gu
const initialsOnly = /^\p{Lu}{2,5}$/u
function isShortFor(name: string, words: string): boolean {
  if (!initialsOnly.test(name)) return false
  const initials = (words.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.charAt(0)).join('')
  return initials.includes(fold(name))
}

function hasWord(words: string, name: string): boolean {
  for (let at = words.indexOf(name); at !== -1; at = words.indexOf(name, at + 1)) {
    const [before, after] = [words.charAt(at - 1), words.charAt(at + name.length)]
    // "Tunnel 4" of "Tunnel4-RW".
    const isPart = /^\p{L}+$/u.test(name) ? /\p{L}/u : /[\p{L}\p{N}]/u
    if (!/[\p{L}\p{N}]/u.test(before) && !isPart.test(after)) return true
  }
  return false
}

/** What else the case names may stand anywhere, unless it takes the place of another name that the source holds. */
function isOfCase(
  { name, kind }: Named,
  { said, cited, all }: { said: Said; cited: readonly Source[]; all: readonly Source[] },
): boolean {
  if (!all.some(({ words }) => hasWord(fold(words), fold(name)))) return false
  const own = cited
    .filter((source) => source.kind !== 'header')
    .flatMap((source) => namesOfSource(source, kind))
  return own.length === 0 || own.some((one) => hasWord(fold(said.text), fold(one)))
}

function namesOfSource({ text, who }: Source, kind: Named['kind']): string[] {
  if (kind === 'word') return who ? who.split(/\s+/).filter((one) => one.length > 2) : []
  return [...text.matchAll(code)]
    .map(([name]) => name)
    .filter((name) => !common.has(fold(name)) && !isPlainNumber(name))
}

/** Said of anything, or known by what it is part of. */
const loose = new Set(
  'backup computer wifi disk memory database calendar mailbox phone cable rule filter port browser screen'.split(
    ' ',
  ),
)
/** What a name of a device tells of it: "NF-SRV-02" is a server. */
const ofCodes: readonly (readonly [RegExp, string])[] = [
  [/\b\p{L}{1,12}-(?:srv|ts|dc|ex|exch|sql|app|fs|rds|file)\p{L}{0,12}-?\d/iu, 'server'],
  [/\b\p{L}{1,12}-(?:prn|mfp|lbl|prt)\p{L}{0,12}-?\d/iu, 'printer'],
  [/\b\p{L}{1,12}-(?:mfp)\p{L}{0,12}-?\d/iu, 'scanner'],
  [/\b\p{L}{1,12}-(?:sw)\p{L}{0,12}-?\d/iu, 'switch'],
  [/\b\p{L}{1,12}-(?:fw)\p{L}{0,12}-?\d/iu, 'firewall'],
]

/** All things that a case names, itself or by names of devices. */
const thingsKnown = new WeakMap<readonly Source[], ReadonlySet<string>>()
function thingsOfCase(all: readonly Source[]): ReadonlySet<string> {
  const found = thingsKnown.get(all) ?? thingsOf(all)
  thingsKnown.set(all, found)
  return found
}

function thingsOf(all: readonly Source[]): ReadonlySet<string> {
  const words = all.map(({ text }) => text).join('\n')
  const coded = ofCodes.flatMap(([shape, thing]) => (shape.test(words) ? [thing] : []))
  return new Set([...all.flatMap((source) => thingsIn(source.plain)), ...coded])
}

/** A printer where the source tells of a scanner. */
function hasOtherThing(
  { plain }: Said,
  cited: readonly Source[],
  headers: readonly Source[],
  isForClient: boolean,
  all: ReadonlySet<string>,
): boolean {
  const things = thingsIn(plain.replace(/\brul(?:e|es|ed|ing) out\b/g, ' '))
  if (things.length === 0) return false
  if (things.some((thing) => !all.has(thing) && !loose.has(thing))) return true
  if (cited.every((source) => thingsIn(source.plain).length === 0)) return false
  const own = thingsOf(cited)
  const ofHeader = new Set(headers.flatMap((source) => thingsIn(source.plain)))
  return things.some(
    (thing) =>
      !own.has(thing) &&
      !(isForClient && (ofHeader.has(thing) || thing === 'computer')) &&
      !things.some((one) => own.has(one)),
  )
}
