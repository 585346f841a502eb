import { gapAfter } from './gap.ts'
import type { Kind } from './labels.ts'
import type { Found } from './patterns.ts'

const either = (...words: string[]) => words.join('|')

/** Labels beside which four to eight digits are a secret. */
const clear = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${either(
    '(?:mfa|2fa|t?otp|one[- ]?time|single[- ]?use|verification|verify|security|sms|text|authenticator|authentication|authorization|duo|okta|microsoft|google|login|log-?in|sign-?in|logon|access|door|gate|alarm|entry|entrance|unlock|confirmation|confirm|pairing|guard|backup|recovery|rescue|safe|lockbox|keypad|garage|override|elevator|bypass|emergency|duress|device|master|enrol?lment|your|her|his|my|their)[- ]?(?:verification |security |access |login |pass|unlock |app )?(?:codes?)',
    '(?:verification|verificacion|verificatie|verifica|weryfikacja|verifizierung|authenticator|authy|duo|2fa|mfa|sms|token)(?=[ \\t]{0,3}[:=][ \\t]{0,3}\\d{6}(?!\\d))',
    '\\d[- ]?(?:digits?|stellige[rn]?)[- ]codes?',
    '(?:your|ihr|dein|votre|ton|tu|su|tuo|seu|uw|je|twoj)[ \\t](?:[\\p{L}\\d]{2,20}[ -]){1,2}codes?',
    't?otps?',
    'm?tan',
    'passcodes?',
    'one[- ]time (?:passwords?|passcodes?|pins?)',
    '(?:einmal|bestatigungs|sicherheits|verifizierungs|zugangs|zugriffs|sms|mfa|2fa|anmelde|freischalt|notfall|entsperr|freigabe|wiederherstellungs|backup|pruf)[- ]?(?:codes?|kennwort|passwort)',
    'codes? (?:de |d.)(?:verification|securite|confirmation|acces|connexion|secours|recuperation|usage unique|alarme|validation|authentification)',
    'code (?:mfa|sms|otp|2fa|unique)',
    'codigos? (?:de |del |da )?(?:verificacion|seguridad|acceso|confirmacion|inicio de sesion|recuperacion|respaldo|un solo uso|alarma|verificacao|seguranca|acesso|confirmacao|recuperacao|alarme|sms|mfa|otp)',
    'codic[ei] (?:di |d.)?(?:verifica|sicurezza|accesso|conferma|recupero|backup|allarme|sms|mfa|otp|monouso)',
    'kod(?:y)? (?:weryfikacyjny|dostepu|jednorazowy|sms|mfa|bezpieczenstwa|potwierdzajacy|zapasowy|zapasowe|alarmu|odzyskiwania|autoryzacyjny)',
    'jednorazowy kod',
    '(?:verificatie|beveiligings|bevestigings|toegangs|inlog|sms|mfa|herstel|back-?up|eenmalige |alarm)[- ]?codes?',
  )})(?![\\p{L}\\p{N}])`,
  'giu',
)

const pin =
  /(?<![\p{L}\p{N}])(?:(?:sim|windows(?: hello)?|voicemail|phone|door|alarm|card|bank|device|karten)[- ]?)?(?:pins?(?:[- ]?(?:code|nummer|number|nr\.?))?|pincode|code pin|codigo pin|codice pin|kod pin|geheim(?:zahl|nummer|code)|code (?:secret|confidentiel)|puk\d?)(?![\p{L}\p{N}])/giu

/** "Code" alone: six digits, and not the number of an error, a place or a product. */
const loose = /(?<![\p{L}\p{N}])(?:codes?|codigo|codice|kod)(?![\p{L}\p{N}])/giu
export const otherCodeBefore =
  /(?:error|exit|status|stop|reason|result|return|http|smtp|zip|postal|post|area|country|event|bug|check|response|hresult|win32|source|qr|bar|product|discount|promo|dial|cost|party|supplier|building|site|client|customer|company|job|charge|budget|item|order|ndr|bounce|disconnect|beep|failure|fault|diagnostic|diag|vendor|part|project|department|aadsts|ike|vpn|mapi|odbc|sql|ldap|d.erreur|blad|bledu|fout|fehler|kunden|lieferanten|artikel|filial|produkt|buchungs|klant|location|cliente)[-_ ]{0,2}$/i
const otherCodeAfter =
  /^ (?:de |d.|di |del |du )?(?:err|bled|posta|pocztowy|barr|article|client|klient|produi|produt|prodott|fournisseur|banque|guichet|pays|pais|kraju)/i

const digits = /(?:(?<!\p{L})[A-Z]-)?(?:\d{4}[ -]\d{4}|\d{3}[ -]\d{3}|\d{4,9})(?![\p{L}\p{N}]|[-.,:/]\d)/uy
const mixed =
  /(?=[A-Z0-9-]{0,24}\d)(?:[A-Z0-9]{3,6}-){1,4}[A-Z0-9]{3,6}(?![\p{L}\p{N}-])|(?=[a-z0-9]{0,5}\d)[a-z0-9]{4,6}-(?=[a-z0-9]{0,5}\d)[a-z0-9]{4,6}(?![\p{L}\p{N}-])|(?=[A-Za-z]{0,8}\d)[A-Z0-9]{5,10}(?![\p{L}\p{N}-])/uy
/** Words between a label and its number: "for Ann is", "(valid ten minutes):". */
const words =
  /[^\d\n.;|\ue000␞]{0,60}?(?:[:=]|[ \t](?:is|was|are|ist|lautet|est|es|e|jest|to|luidt))[ \t\n"'`*_]{0,8}(?=[A-Z]-\d|[a-z]{0,5}\d)/iuy
/** Words between "code" alone and six digits: "on her phone shows", "recu par SMS :". */
const wordsBefore =
  /(?:[ \t]{1,2}\p{L}[\p{L}'-]{0,20}){1,5}(?:[ \t]{0,2}[:=]|[ \t]{1,2}(?:shows?|showed|says|said|reads|is|was|zeigt|ist|war|lautet|est|etait|es|e|dice|jest))[ \t]{1,3}["']?(?=\d{3})/iuy
/** "PIN for the door keypad 6152", but not "PIN for room 4711". */
const pinOf =
  /[ \t]{1,3}(?:for|of|to|fur|zum|zur|vom|von|pour|de|du|del|di|per|voor|do)(?:[ \t]{1,3}[\p{L}'-]{1,20}){1,5}(?<!room|raum|zimmer|ticket|port|user|users|step|line|event|error|ext|extension|device|devices|floor|build|version|salle|sala|kamer)[ \t]{1,3}\d{4,8}(?![\p{L}\p{N}]|[-.,:/]\d)/iuy
const year = /^(?:19|20)\d\d$/

/** "493021 is your code", "G-493021 is …", "use 493021 to sign in". */
const numberFirst: RegExp[] = [
  /(?<![\p{L}\p{N}.,:#-])(?<secret>(?:[A-Z]-)?(?:\d{3}[ -]\d{3}|\d{4,8}))[ \t]{1,4}(?:is|was|ist|lautet|est|es|e|jest|to|-|as)[ \t]{1,4}(?:(?:that['’]?s|that is|this is|it['’]?s|das ist|c.est)[ \t]{1,3})?(?:(?:your|the|my|her|his|our|ihr|dein|der|die|mein|votre|le|ton|tu|su|el|il|tuo|suo|o|seu|uw|je|de|twoj|panstwa)[ \t]{1,3})?(?:[\p{L}\d-]{1,20}[ \t]{1,3}){0,3}?(?:\p{L}{0,20}codes?|code|codigo|codice|kod|otp|pin|tan|passcode)(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])(?:[Ee]nter|[Uu]se|[Tt]ype|[Gg]eben [Ss]ie|[Ss]aisissez)[ \t]{1,3}(?:the|den|le)[ \t]{1,3}[Cc]ode[ \t]{1,3}(?<secret>(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z0-9]{8,10})(?![\p{L}\p{N}-])/gu,
  /(?<![\p{L}\p{N}])(?:enter|use|type|typed|entered|gib|verwende|nutze|(?:verwenden|nutzen|geben) sie|saisissez|utilisez|introduzca|usa|inserisci|insira|voer|gebruik|wpisz|uzyj)[ \t]{1,4}(?:the[ \t]|den[ \t]|le[ \t]|el[ \t]|il[ \t]|o[ \t])?(?:code[ \t]{1,3}|codigo[ \t]{1,3}|codice[ \t]{1,3}|kod[ \t]{1,3}|pin[ \t]{1,3})?(?<secret>\d{3}[ -]?\d{3})(?![\p{L}\p{N}]|[-.,:/]\d)[ \t]{1,4}(?:to|as|als|comme|como|come|jako|for|um|zum|pour|para|per|om|aby|by|when|on)/giu,
]

/** Labels of lists of one-time codes: every entry after them goes. */
const lists =
  /(?<![\p{L}\p{N}])(?:(?:backup|recovery|rescue|scratch|emergency|one-time|2fa|mfa) (?:backup |recovery )?(?:codes|keys)|(?:wiederherstellungs|backup|notfall)[- ]?(?:codes|schlussel)|codes de (?:secours|recuperation)|codigos de (?:respaldo|recuperacion|recuperacao|seguranca|seguridad)|codici di (?:backup|recupero)|(?:herstel|back-?up)codes|kody (?:zapasowe|odzyskiwania))(?![\p{L}\p{N}])/giu
const entry =
  /(?:[\s,;|/•*]|-(?=\s)|\d{1,2}[.)](?=\s)|and |und |et |y |e |i |en ){0,16}(?<secret>(?=[A-Za-z-]{0,12}\d|[A-Za-z]{4,6}-[A-Za-z]{4,6})(?:[A-Za-z0-9]{3,8}[- ](?=[A-Za-z0-9]{0,7}\d))?[A-Za-z0-9]{4,16}(?:-[A-Za-z0-9]{3,8}){0,5})(?![\p{L}\p{N}])/uy
/** "Backup codes - 3 left" has none. */
const firstIsLong = /^(?:\w{0,5}\d[\w-]{5}|\d{4} \d{4})/
const mostEntries = 24

export function findCodes(text: string, found: Found): void {
  findLists(text, found)
  findLabelled(text, found)
  findLoose(text, found)
  for (const pattern of numberFirst)
    for (const match of text.matchAll(pattern)) {
      const { secret = '' } = match.groups ?? {}
      const start = match.index + match[0].indexOf(secret)
      if (!year.test(secret)) found.push({ start, end: start + secret.length, kind: 'code' })
    }
}

function findLabelled(text: string, found: Found): void {
  for (const [labels, kind] of [
    [clear, 'code'],
    [pin, 'pin'],
  ] as [RegExp, Kind][])
    for (const { 0: label, index } of text.matchAll(labels)) {
      const end = index + label.length
      if (otherCodeBefore.test(label.replace(/codes?$/i, ''))) continue
      const span = afterLabel(text, end, kind)
      // The number of a failed sign-in has five digits, a code that was sent for one has six.
      const isFailure = span && /^(?:sign|log)/i.test(label) && span.end - span.start === 5
      if (span && !isFailure) found.push({ ...span, kind })
    }
}

function afterLabel(text: string, end: number, kind: Kind) {
  const gap = gapAfter(text, end)
  const near = gap ? skipQuote(text, gap.at) : end
  const number = gap ? at(digits, text, near) : ''
  if (number && !(gap?.bond === 'blank' && year.test(number)))
    return { start: near, end: near + number.length }
  const isClear = gap && ['colon', 'assign', 'break', 'cell', 'states', 'copula'].includes(gap.bond)
  const other = isClear ? at(mixed, text, near) : ''
  if (other && !/^0x|^(?:KB|AADSTS)\d/i.test(other)) return { start: near, end: near + other.length }
  const far = at(words, text, end)
  const named = kind === 'pin' ? at(pinOf, text, end) : ''
  const numberOf = /\d+$/.exec(named)?.[0]
  if (numberOf && !year.test(numberOf))
    return { start: end + named.length - numberOf.length, end: end + named.length }
  const later = far ? at(digits, text, end + far.length) || at(mixed, text, end + far.length) : ''
  return later && !year.test(later) ? { start: end + far.length, end: end + far.length + later.length } : null
}

// Codes of sign-in errors of Microsoft Entra, which also have six digits.
const signInError = /^(?:50|53|54|65|70|80|90)0\d{3}$|^50(?:01|07)\d\d$/

function findLoose(text: string, found: Found): void {
  for (const { 0: label, index } of text.matchAll(loose)) {
    const end = index + label.length
    if (otherCodeBefore.test(text.slice(Math.max(0, index - 16), index))) continue
    if (otherCodeAfter.test(text.slice(end, end + 20))) continue
    const gap = gapAfter(text, end)
    if (gap?.bond === 'dash') continue
    const near = gap ? skipQuote(text, gap.at) : end
    const far = at(digits, text, near) ? '' : at(wordsBefore, text, end)
    const start = far ? end + far.length : near
    const number = at(digits, text, start)
    const isSix = number.replace(/\D/g, '').length === 6
    if (isSix && !signInError.test(number)) found.push({ start, end: start + number.length, kind: 'code' })
  }
}

function findLists(text: string, found: Found): void {
  let from = 0
  for (const { 0: label, index } of text.matchAll(lists)) {
    if (index < from) continue
    const gap = gapAfter(text, index + label.length)
    const isLoose = gap?.bond === 'blank' || gap?.bond === 'dash'
    if (!gap || (isLoose && !firstIsLong.test(text.slice(gap.at, gap.at + 12)))) continue
    from = gap.at
    for (let count = 0; count < mostEntries; count++) {
      entry.lastIndex = from
      const match = entry.exec(text)
      const secret = match?.groups?.secret
      if (!match || !secret) break
      const end = match.index + match[0].length
      found.push({ start: end - secret.length, end, kind: 'code' })
      from = end
    }
  }
}

const skipQuote = (text: string, at: number) => (/["'`(]/.test(text[at] ?? '') ? at + 1 : at)

function at(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? ''
}
