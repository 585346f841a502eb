import { intentOf } from './intents.ts'
import { fold, tokenize } from './normalize.ts'

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

const opener =
  /^(?:(?:oh|ah|ach|aeh|um|uh|hmm?|ok|okay|well|so|also|naja|oops|ui|wtf|ffs|omg|argh|ugh|lol|hey|man|mann|mensch|dude)[,.!:?\s…-]+){1,3}|^ups[,.!:…-][,.!:\s…-]*/
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
  /^(?:no|nein|ne|nee|sorry)?[\s,.!:–-]{0,4}(?:stimmt nicht|stimmt doch nicht|das stimmt nicht|das stimmt so nicht|das ist falsch|das war falsch|that was wrong|that is wrong|thats wrong|that's wrong|not true)(?=\s*[,.:;!–-])/,
  /^(?:correction|korrektur|irrtum|my mistake|my bad|mein fehler|falsch|wrong|quatsch|bloedsinn|unsinn|nonsense|vertan|typo|tippfehler)[\s,.:;!–-]{1,4}/,
  /^(?:no|nein|nope|doch)\s?!{1,5}\s*/,
  /^(?:you (?:took|read|understood|got) (?:that|it|this|me) wrong|das hast du falsch verstanden|falsch verstanden)[\s,.:;!–-]{1,4}/,
]
/** "…, undo that", "das zurücknehmen": said behind what holds instead. */
const atTheEndUndone =
  /[\s,.;:!–-]+(?:(?:please|bitte|so) )?(?:(?:undo|revert|withdraw|take|remove|delete|correct|fix|change|nimm|mach|streich\w*) (?:that|this|it|das|es)(?: back| zurueck| rueckgaengig| wieder weg| raus| one| please| bitte)*|zuruecknehmen|rueckgaengig(?: machen)?)[\s.!]*$/

const loosely =
  /^(?:(?:no|nope|nein|ne|nee|doch)\s?[,.!:;–-][\s,.!:–-]{0,3}|(?:sorry|pardon|wait|halt|moment|stop|stopp|actually|eigentlich|tatsaechlich|in fact|turns out)[\s,.!:–-]{1,4}){1,3}/
/** "Not everyone, 3 people": it denies something and says what holds instead. */
const deniesFirst = /^(?:not|nicht) (?!sure\b|yet\b|really\b|sicher\b|that\b|it\b)[^,.!;–]{2,40}[,.!;–]+ ?\S/
/** "I said it is on": what was said stands, it was read wrongly. */
export const repeats = (words: string): boolean => saysAgain.test(fold(words.slice(0, longestRead)))
const saysAgain =
  /\b(?:i|we) (?:already |just |did )?(?:said|say|told you|wrote)\b|\bsaid so\b|\b(?:habe?|hab) ich (?:doch |schon |ja )*(?:gesagt|geschrieben)\b|\bwie gesagt\b/

/** Somewhere in it stands a word that corrects. */
export const hasCorrection = (words: string): boolean => amid.test(words)
const amid =
  /\b(?:sorry|wrong|actually|correction|mistake|i meant|after all|turns out|in fact|doch|falsch|korrektur|irrtum|stimmt nicht|vertan)\b/i

/** "Actually tray 3 is full too" corrects nothing. */
const adds = /\b(?:too|also|as well|auch|ausserdem|zusaetzlich|another|noch ein\w*)\b/

const longestRead = 1_000

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

const denial =
  /\b(?:not|no|never|none|without|nicht|kein\w{0,2}|nie|ohne|nothing|nichts|cannot|can't|isn't|doesn't|didn't|wasn't|aren't|won't|isnt|doesnt|didnt|wasnt)\b/
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

const trouble =
  'error|fehler|problem|issue|prompt|noise|echo|message|meldung|symptoms?|pop-?up|loss|lag|freeze|drops?|warning|warnung'
const notFixed = [
  /\b(?:not|never|nicht|nie) (?:really |quite |richtig |wirklich |ganz |yet |noch |fully |completely )?(?:fixed|solved|resolved|sorted|gone|done|working|weg|behoben|geloest|erledigt|repariert)\b/,
  /\b(?:broken|failing|fails|failed|kaputt|tot|gestoert|dead|down|full|slow|locked|stuck|red|blank|missing|voll|langsam|gesperrt|rot|offline) (?:again|wieder)\b/,
  /\b(?:wieder|again|erneut) (?:kaputt|tot|gestoert|broken|dead|failing|the same|das gleiche|dasselbe|voll|langsam|gesperrt|rot|offline)\b/,
  new RegExp(
    `\\b(?:${trouble}) (?:is|are|ist|sind|came|comes|kommt|kam)(?: \\w+)? (?:back|again|wieder|zurueck|erneut)\\b`,
  ),
  /\b(?:calls?|called|calling|rings?|rang|complains?|complained|ruft|rief|meldet(?: sich)?|beschwert sich) (?:\w+ )?(?:again|back|wieder|erneut|nochmal|noch mal)\b/,
  /\b(?:doch|leider|immer noch|noch immer) nicht(?! (?:der|die|das|am|an|an der|so|mehr|mein\w*|dein\w*)\b)/,
  /\b(?:immer noch|noch immer|weiterhin|nach wie vor) (?:nichts|kein\w{0,2}|kaputt|gestoert|tot|das gleiche|dasselbe)\b/,
  /\bnicht alles\b|\bnot (?:all of it|everything)\b|\b(?:too early|too soon|zu frueh)\b/,
  /\bstill (?:nothing|no|none|broken|the same|failing|fails|not|down|dead|happens|happening)\b/,
  /\b(?:geht|gehts|klappt|laeuft|funktioniert|tut)(?: es)?(?: (?:wieder|leider|immer|noch|jetzt|heute|doch|schon)){0,4} nicht\b(?! mehr (?:schief|kaputt))/,
  /^(?:(?:no|nein|nee|ne|leider|sorry|hm|ok|und|and|oh|ach)[\s,.!:–-]+)*(?:doch nicht|stimmt nicht|stimmt doch nicht|von wegen|zu frueh gefreut|not so fast|not true|scratch that|spoke too soon|celebrated too early)\b(?! (?:der|die|das|am|an)\b)/,
  /\b(?:i|we|nobody|noone|no one) (?:never |did not |didn't |didnt )?(?:said|say)\b.{0,20}\b(?:fixed|solved|works?|working|ran|done|it was|ok)\b|\b(?:never|did not|didn't|didnt) (?:said|say) (?:that|so|it)\b|\bwho said\b|\b(?:habe?|hab) ich (?:so )?(?:nie|nicht|nirgends) (?:gesagt|behauptet)\b/,
  /\b(?:spoke|called it|celebrated|said (?:it|that)) too (?:soon|early)\b|\bzu frueh gefreut\b/,
  /\b(?:kommt|kommen|kam|haengt|hing|spinnt|zickt|hakt|ruckelt|friert|stuerzt|bricht|faellt|ist|sind|tritt|trat|passiert|passierte|macht|meldet|streikt|klemmt|stockt)(?: \w+){0,2} (?:wieder|erneut|nochmal|noch mal|schon wieder)(?: (?:seit|ab|aus|da|ein|auf|so|ab und zu|los|weg|nicht|raus|wie vorher|von vorn\w*|gekommen|aufgetreten|hier|heute|gerade|jetzt|vor)\b|\s*[,.!;]|$)/,
  /\b(?:hangs?|hanging|freez\w+|crash\w+|drops?|dropping|dropped|disconnect\w*|bounc\w+|reboots?|rebooting|stutters?|lags?|fails?|stops?|stopped|jams?|prompts?|asks?|happens|happened|happening|appears|appeared|occurs|occurred|returned|stuck|offline|blank|slow|down|locked|full|same|same thing|same error|same issue|same problem) (?:\w+ )?again\b/,
  /(?:^|[,.;!] ?)(?:and )?again (?:since|for \d|after|at \d|just now|today|this morning)\b|(?:^|[,.;!] ?)(?:schon )?wieder (?:seit|ab \d|vor \d)\b/,
  /\b(?:started|starts|begins|began|faengt|fing|geht|ging) (?:\w+ )?(?:all over )?(?:again|wieder an|wieder los|von vorn\w*)\b/,
  /^(?:(?:no|nein|ok|and|und|oh|leider)[\s,.!–-]+)*(?:same|gleiche[rs]?|dasselbe|derselbe|das gleiche) (?:again|wieder|as before|job|error|fehler|problem|thing|issue|wie vorher|noise|message)\b/,
  /\b(?:nur|only|just|gerade mal|bloss) .{1,15}(?:gehalten|lasted|held|gelaufen|geklappt)\b|\b(?:haelt|hielt|holds?|lasts?) (?:leider )?(?:nicht|not)\b/,
  /\b(?:lasted|held|hielt|ging|worked|lief) (?:only|just|nur|bloss|gerade mal|for) (?:\w+ ){0,2}\w+$/,
  /\b(?:does not|doesn't|doesnt|did not|didn't|didnt|is not|isn't|isnt) (?:work|working|help|last|print|open|connect|start|hold|stay)\b/,
]
/** "It has not failed again" says the contrary. */
const quiet =
  /\b(?:not|never|no|hasn't|nicht|nie|kein\w{0,2}) (?:\w+ )?(?:failed|fails|broken|down|dead|kaputt|complain\w*|call\w*|rung|rang) |\b(?:not|never|no|nothing|hasn't|hasnt|didn't|didnt|did not|nie|kein\w{0,2}) (?:\w+ )?(?:happen\w*|appear\w*|occurr?\w*|drop\w*|freez\w*|frozen|crash\w*|come|came|seen|stop\w*|return\w*) (?:back|again)\b|\b(?:tritt|trat|kam|kommt|ist|passiert\w*|haengt|haengte) (?:\w+ )?nicht (?:mehr |wieder )(?:auf|vor|vorgekommen|aufgetreten|passiert)\b|\b(?:nicht|nie|never|not) (?:wieder|again) (?:auf|aufgetreten|passiert|happened|since)\b|\b(?:mails?|e-?mails|nachrichten|bilder|ton|signal|drucke|seiten|daten|anrufe|calls) (?:kommt|kommen|come|comes) (?:wieder|again)\b|\b(?:alles|all) (?:gut|good|fine|ok|okay)\b/

/** Words after the end that say the trouble is not over. */
export function isNotFixed(words: string): boolean {
  const text = fold(words.slice(0, longestRead))
  if (/\?\s*$/.test(text) || quiet.test(text)) return false
  return intentOf(words)?.intent === 'still_broken' || notFixed.some((one) => one.test(text))
}
