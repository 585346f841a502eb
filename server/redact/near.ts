import { lookOf } from './look.ts'
import type { Found } from './patterns.ts'

/** How far from a word for signing in, in the same line, a word that looks like a password is taken for one. */
const before = 80
const after = 60

/** Words that speak of a password or of signing in. */
const signIn =
  /(?<![\p{L}\p{N}])(?:pass(?:word|wort|wd|code|phrase)s?|pwd?s?|kennwort|(?:start|initial)kennwort|mot de passe|mdp|contrasena|senha|palavra-passe|wachtwoord|haslo|cred(?:ential)?s?|log(?:s|ged)?(?: (?:him|her|them|me|us|it))?[ -]?(?:in|on)|sign(?:s|ed)?[ -]?in|gets? in|anmeld\w{0,12}|zugangsdaten|identifiants?|credenziali|credenciales|inloggen|(?:told|gave|give|use|try|enter|type|typed|set|used|uses|types)(?: (?:him|her|them|it|you))?(?: to)?(?: (?:use|enter|type|try|as))?|(?:new|old|temp|default|his|her|the) pass)(?![\p{L}\p{N}])/giu
/** A word with letters, digits and, inside or before the sentence goes on, a sign that names and numbers do not have. */
const signed =
  /(?<![^\s"'`*_([=:/;,|])(?=[^\s\ue000]{0,60}\d)(?=[^\s\ue000]{0,60}\p{L})(?<secret>(?![*~_.-])[\p{L}\p{N}!$^*~?&%@#+=_.-]{1,50}(?:[!$^*~?&%#][\p{L}\p{N}!$^*~?&%@#+=_.-]{0,50}[\p{L}\p{N}]|!(?=[ \t]{1,3}\p{Ll})))(?![\p{L}\p{N}/\\:=(])/dgu
/** "ticket#48291", "Q&A2024", "50%off": a reference, an abbreviation, a share. */
const reference =
  /^(?:#|(?:ticket|case|issue|po|inv|ref|no|nr|chg|inc|sr|req|order|bug|pr|port|room|line|step|note|error|event|build|job|task|item|page|disk|vm|unit|slot|row|node)s?#\d{1,12}$|\p{L}&\p{L}|\d{1,6}%|[\p{L}\d.-]{1,40}[?&]\p{L}{1,20}=)/iu
/** "Sheet1!A12" */
const sheetCell = /^[\p{L}\d]{1,30}!\$?[A-Z]{1,3}\$?\d{1,6}$/u

/** Words that name a password without doubt. */
const clearLabel =
  /(?<![\p{L}\p{N}])(?:\p{L}{0,12}pass(?:word|wort|phrase)s?|passcode|pwd?s?|kennwort|mots? de passe|mdp|contrasena|senha|palavra-passe|wachtwoord|haslo)(?![\p{L}\p{N}])/giu
const mostFollowing = 9
const sentenceRest = /[^\n\ue000|␞]{0,120}?(?=[.!?;](?:\s|$)|[\n\ue000|␞]|$)/uy
const oneWord =
  /(?<!\S)["'`*_([:=→]{0,3}(?<value>[\p{L}\p{N}][^\s\ue000"'`)\]]{0,78}?)[.,;:!?"'`*_)\]]{0,3}(?=\s|$)/gu
/** What stands behind these is a place, a person, a time or a fault. */
const placing =
  /(?<![\p{L}\p{N}])(?:on|in|at|for|from|by|with|via|over|through|under|during|since|after|before|than|against|without|and|or|of|to|user|account|device|host|server|client|machine|version|build|app|ticket|case|auf|bei|fur|von|mit|im|am|und|oder|sur|chez|pour|par|avec|et|en|para|por|con|y|su|per|da|em|no|na|com|op|voor|van|met|bij|dla|przez|z|i|uber|nach|vor|seit|unter|ohne|prompts?|errors?|expired|expires|policy|sync\w{0,12}|reset|changed|hash|field|page|works?|fails?|wrong)[ \t,:]{1,3}(?:(?:the|a|der|die|das|den|dem|le|la|el|il)[ \t]{1,2})?$/iu
/** Names of products, devices, hosts and records that hold a digit. */
const names =
  /^(?:(?:windows|win|office|outlook|teams|exchange|sharepoint|onedrive|edge|chrome|firefox|iphone|ipad|galaxy|pixel|surface|server|sql|hp|dell|lenovo|thinkpad|canon|epson|brother|fortigate|pc|ws|lt|nb|srv|dc|fs|rds|ts|vm|ap|sw|fw|nas|laptop|printer|desktop|host|port|vlan|room|floor|line|step|user|test|build|version|sage|acrobat|ios|android|macos|(?:peap-)?ms-?chap-?v?|eap-?\w{0,8})[-_ ]?\d[\w.-]{0,12}|[A-Z]{1,5}[-#]?\d{4,20}(?:\.\d{1,6})?|[a-z]{2,20}\.[a-z0-9.]{1,30}|\d{1,4}[a-z]{1,12})$/i

/** "The new one is X", "… auf X geändert": said of the password that was named before. */
const handedOver =
  /(?<![\p{L}\p{N}])(?:(?:(?:new|current|next|other) (?:one|pw)|(?:old|new|alt|neu)(?=[ \t]{0,3}[:=])|neues?|das neue|nouveau|nueva|nuova|nova|nieuwe?|nowe)[ \t]{0,3}(?:is|ist|est|es|e|jest|:|=|->|→)|(?:auf|in|naar)(?=[ \t]{1,3}\S{5,60}[ \t]{1,3}(?:geandert|gesetzt|zuruckgesetzt|umgestellt|gestellt|gewijzigd|gezet|veranderd)))[ \t]{1,3}["'`]?(?<secret>(?=[^\s\ue000]{0,60}\d)(?=[^\s\ue000]{0,60}\p{L})[^\s\ue000]{5,60}[^\s\ue000.,;:)"'`])/dgiu

/** Words that speak of a code, with what tells its number: "the text said 493021". */
const spokenCode =
  /(?<![\p{L}\p{N}])(?:verif\p{L}{1,12}|authenticat\p{L}{1,6}|mfa|2fa|otp|one-time|passcode|sms|zwei-?faktor|bestatig\p{L}{1,6})(?![\p{L}\p{N}])/giu
const saidNumber =
  /(?<![\p{L}\p{N}])(?:number|nummer|numero|numer|said|says|shows?|showed|showing|reads?|displayed|zeigt(?:e)?|lautet|affiche|dice|mostra|toont|pokazuje)[ \t:]{1,3}["'`]?(?<secret>\d{3}[ -]?\d{3})(?![\p{L}\p{N}]|[-.,:/]\d)/dgiu

/** What stands near a word for a secret, without the grammar of a label. */
export function findNear(text: string, found: Found): void {
  for (const { start, end } of closeTo(text, signIn, signed)) {
    const value = text.slice(start, end)
    if (
      !reference.test(value) &&
      !sheetCell.test(value) &&
      lookOf(value) === 'strong' &&
      !isInAddress(text, start, value)
    )
      found.push({ start, end, kind: 'password' })
  }
  findFollowing(text, found)
  for (const span of closeTo(text, clearLabel, handedOver)) found.push({ ...span, kind: 'password' })
  for (const span of closeTo(text, spokenCode, saidNumber)) found.push({ ...span, kind: 'code' })
}

/** Words that follow a clear label in its sentence: the first that mixes letters and digits, unless it names something. */
function findFollowing(text: string, found: Found): void {
  for (const { index, 0: label } of text.matchAll(clearLabel)) {
    const from = index + label.length
    sentenceRest.lastIndex = from
    const rest = sentenceRest.exec(text)?.[0] ?? ''
    if (ofPolicy.test(rest)) continue
    const words = [...rest.matchAll(oneWord)].slice(0, mostFollowing)
    const first = words.find(({ groups }) => isMixed(groups?.value ?? ''))
    if (!first) continue
    const value = first.groups?.value ?? ''
    const start = from + first.index + first[0].indexOf(value)
    if (names.test(value) || placing.test(`${label}${rest.slice(0, first.index)}`)) continue
    if (!isInAddress(text, start, value)) found.push({ start, end: start + value.length, kind: 'password' })
  }
}

/** "Password length raised to 14 in Default-2024" speaks of no password. */
const ofPolicy = /^[ \t](?:length|age|history|complexity|polic(?:y|ies)|expiry|rotation|audit)(?!\p{L})/iu

/** A name of a product, a device or a record, as far as its form tells. */
export const isProductName = (value: string) => names.test(value)

const isMixed = (value: string) =>
  value.length >= 6 &&
  !/[;=&][\p{L}\p{N}]/u.test(value) &&
  /\d/.test(value) &&
  /\p{L}/u.test(value) &&
  lookOf(value) === 'strong'

/** Mail addresses, and the paths and queries of URLs and shares. */
function isInAddress(text: string, start: number, value: string): boolean {
  if (/@[\p{L}\d-]{1,60}\.\p{L}/u.test(value)) return true
  return /(?::\/\/|\\|\.\p{L}{2,10}\/)\S{0,100}$/u.test(text.slice(Math.max(0, start - 120), start))
}

/** The candidates that a hint stands near to, in the same line. */
function closeTo(text: string, hint: RegExp, candidate: RegExp): { start: number; end: number }[] {
  const hints = [...text.matchAll(hint)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
  }))
  let at = 0
  return [...text.matchAll(candidate)].flatMap(({ indices }) => {
    const [start, end] = indices?.groups?.secret ?? [0, 0]
    while (at < hints.length && (hints[at]?.end ?? 0) < start - before) at++
    const isNear = hints.slice(at, at + 8).some((one) => {
      const isBefore = one.end <= start
      const [from, to] = isBefore ? [one.end, start] : [end, one.start]
      return to >= from && to - from <= (isBefore ? before : after) && !text.slice(from, to).includes('\n')
    })
    return isNear ? [{ start, end }] : []
  })
}
