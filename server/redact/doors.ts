import { otherCodeBefore } from './codes.ts'
import { gapAfter } from './gap.ts'
import type { Found } from './patterns.ts'
import { isProseWord } from './prose.ts'

const either = (...words: string[]) => words.join('|')

/** What a code opens or switches off, in eight languages; accents off. */
const place = either(
  '(?:burglar |fire )?alarm(?:s|e|a|u|system|anlagen?)?|allarme|intruder|panel',
  '(?:front |back |main |side )?doors?|gates?|entry|entrance|access|acces|safe|garage|elevator|lift|barrier|car park|parking|shutter|locker',
  'lock ?box|key ?(?:safe|box)|key ?pad|padlock|master',
  '(?:haus|hinter|eingangs|keller)?tur|tor|tresor|eingangs?|zutritts?|schranken?|aufzug|schliessfach|(?:zahlen|vorhange)?schloss|schlussel(?:safe|box|kasten|tresor)',
  'porte|portail|portillon|entree|immeuble|coffre(?:-fort)?|cadenas|boite a cles|barriere',
  'puerta|porton|garaje|caja fuerte|candado|porta|portao|cancello|cassaforte|lucchetto|cofre|cadeado',
  'deur|poort|kluis|sleutelkluis|hangslot|drzwi|bramy|sejfu|klodki',
)
const article =
  "(?:(?:for|to|of|on|the|our|fur|zum|zur|den|die|das|vom|von|der|am|pour|de|du|des|d|l|la|le|les|au|aux|del|della|dell|di|el|il|do|da|o|a|van|het)[ '\u2019]{1,2}){0,4}"

/** "Alarm code", "Türcode", "code du portail", "Alarmanlage: Code". */
const codeOf = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:(?:${place})(?:[ -]?|: | hat den | has the | has | uses | a le | tiene el | ha il )(?:\\p{L}{3,14} )?codes?|(?:codes?|codigo|codice|kod) ${article}(?:${place})(?: ${article}(?:${place}))?)(?![\\p{L}\\p{N}])`,
  'giu',
)
/** What has nothing to tell but its code. */
const lockOf =
  /(?<![\p{L}\p{N}])(?:lock ?box|key ?(?:safe|box)|key ?pad|padlock|digicode|schlussel(?:safe|box|tresor)|zahlenschloss|boite a cles|cadenas|candado|lucchetto|cadeado|sleutelkluis|hangslot)(?![\p{L}\p{N}])/giu
/** "Alarm is set with 2277 and turned off with 2278". */
const opened = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${place})(?![\\p{L}\\p{N}])[^\\n\\d.;]{0,40}?(?:opens?|set|armed|disarmed|unlocked|turned off|offnet|geht auf|geoffnet|gesperrt|s'ouvre|ouvre|se abre|si apre)[ ](?:with|using|by|mit|avec|con)[ ](?<secret>\\d{4,8})(?:[ ](?:and|und|et|y|e)[ ](?:[\\p{L}]{2,12}[ ]){1,4}(?:with|mit|avec|con)[ ](?<second>\\d{4,8}))?(?![\\p{L}\\p{N}]|[-.,:/]\\d)`,
  'dgiu',
)
/** "Disarm the panel with 4402", "mit 4402 entschärfen". */
const switched =
  /(?<![\p{L}\p{N}])(?:(?:disarm|unset|deactivate|entscharf|desactiv|desarm|disattiv|desativ|uitschakel|unlock)\p{L}{0,6}(?:[ '][\p{L}'-]{1,20}){0,4}?[ ](?:with|using|code|mit|avec|con|met|com|kodem)(?: (?:the )?code)?[ ]{1,2}(?<secret>\d{4,8})|mit(?: (?:dem )?code)?[ ](?<after>\d{4,8})[ ](?:[\p{L}-]{1,20}[ ]){0,3}(?:entscharf|ausschalt|aufsperr)\p{L}{1,6})(?![\p{L}\p{N}]|[-.,:/]\d)/dgiu

const value =
  /["'`(]?(?<secret>[#*]?(?:\d{3,8}|(?=[A-Z]{0,2}\d{2})[A-Z0-9]{4,8}(?<=\d[A-Z0-9]{0,4}))[#*]?)(?![\p{L}\p{N}]|[-.,:/]\d|[ \t](?:times|users?|days?|minutes?|seconds?|bits?|mb|gb|uhr)(?!\p{L}))/duy
/** Where it is and the sign: "Hintereingang: ", "for the warehouse is ", "bureau ". */
const named =
  /(?<words>(?:[ \t]{1,2}\p{L}[\p{L}'-]{0,20}){0,5}?)(?<sign>[ \t]{0,2}[:=]|[ \t]{1,2}(?:is|was|to|ist|war|lautet|est|es|e|jest|luidt)(?: now| jetzt| nun| nu)?|(?=[ \t]))[ \t"'*_]{1,4}(?=[#*]?[A-Z]{0,2}\d)/uy
const year = /^(?:19|20)\d\d$/

/** Codes that open doors, safes and locks or switch off an alarm. */
export function findDoorCodes(text: string, found: Found): void {
  for (const { 0: label, index } of text.matchAll(codeOf)) {
    const end = index + label.length
    if (otherCodeBefore.test(label.replace(/codes?$/i, ''))) continue
    const gap = gapAfter(text, end)
    const isClear = gap !== null && gap.bond !== 'blank'
    if (gap && push(text, gap.at, isClear, found)) continue
    named.lastIndex = end
    const match = named.exec(text)
    const words = match?.groups?.words?.trim().split(/\s+/) ?? []
    // Without a sign only a name may stand between: "bureau 1904", not "does not work since 0915".
    const isName = match?.groups?.sign || (words.length < 3 && !words.some(isProseWord))
    if (match && isName) push(text, end + match[0].length, match.groups?.sign !== '', found)
  }
  for (const { 0: label, index } of text.matchAll(lockOf)) {
    const gap = gapAfter(text, index + label.length)
    if (gap && ['colon', 'assign', 'copula', 'states', 'far', 'said'].includes(gap.bond))
      push(text, gap.at, true, found)
  }
  for (const { indices } of text.matchAll(opened))
    for (const span of [indices?.groups?.secret, indices?.groups?.second])
      if (span) found.push({ start: span[0], end: span[1], kind: 'code' })
  for (const { indices } of text.matchAll(switched)) {
    const [start, end] = indices?.groups?.secret ?? indices?.groups?.after ?? [0, 0]
    found.push({ start, end, kind: 'code' })
  }
}

function push(text: string, at: number, isClear: boolean, found: Found): boolean {
  value.lastIndex = at
  const [start, end] = value.exec(text)?.indices?.groups?.secret ?? [0, 0]
  if (!end || (!isClear && year.test(text.slice(start, end)))) return false
  // A star before the number is a key to press, two of them are bold letters.
  const isKey = /(?<!\*)\*$/.test(text.slice(Math.max(0, start - 2), start)) && text[end] !== '*'
  found.push({ start: isKey ? start - 1 : start, end, kind: 'code' })
  return true
}
