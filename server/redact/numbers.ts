import type { Found } from './patterns.ts'

const grouped =
  /(?<![\p{L}\p{N}.,:/#-])(?:\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}|\d{4}[ -]\d{6}[ -]\d{4,5}|\d{13,19})(?![\p{L}\p{N}]|[-.,:/]\d)/gu
const issuers =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d\d|222[1-9]|22[3-9]\d|2[3-6]\d\d|27[01]\d|2720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:6011|65\d\d|64[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12})$/
const iban =
  /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?(?![\p{L}\p{N}])/giu
const cardCode =
  /(?<![\p{L}\p{N}])(?:cvv2?|cvc2?|card security code|kartenprufnummer|cryptogramme)(?:[ \t]\([^()\n]{1,40}\))?[ \t]{0,4}(?:is|ist|:|=|code)?[ \t]{0,4}(?<secret>\d{3,4})(?!\d)/dgiu
const identity =
  /(?<![\p{L}\p{N}])(?:ssn|social[- ]security(?:[- ](?:number|no\.?|nr\.?|#))?|sozialversicherungsnummer|sv-?nummer|rentenversicherungsnummer|steuer-?id(?:entifikationsnummer)?|national insurance(?: (?:number|no\.?))?|ni (?:number|no\.?)|nino|burgerservicenummer|bsn|numero de securite sociale|no de securite sociale|nss|nir|numero de la seguridad social|dni|nie|codice fiscale|nif|niss|cpf|pesel|passport (?:number|no\.?)|reisepassnummer|tax id|itin)(?!\p{L})(?:[ \t]{1,3}(?:of|for|von|fur|de|del|di|do|van|dla)[ \t]{1,3}[\p{L}'.-]{1,30}(?:[ \t]{1,2}[\p{L}'.-]{1,30})?)?(?:[ \t]\([^()\n]{1,40}\))?[ \t"'*_|]{0,6}(?:[:=#-]|is|ist|est|es|e|jest|to|lautet)?[ \t"'*_|]{0,6}\n?(?<secret>(?=[A-Z. /-]{0,12}\d)[A-Z0-9](?:[. /-]?[A-Z0-9]){6,18})(?![\p{L}\p{N}])/dgiu

const socialSecurity =
  /(?<![\p{L}\p{N}])(?:ssn|social)(?![\p{L}\p{N}])[^\n\ue000]{0,60}?(?<![\d-])(?<secret>\d{3}[- ]\d{2}[- ]\d{4})(?![\d-])|(?<![\d-])(?<before>\d{3}-\d{2}-\d{4})(?=[ \t,(]{1,4}(?:is )?(?:her |his |the |my |their )?(?:ssn|social))/dgiu

/** Numbers that a checksum or a label makes certain: cards, bank accounts, persons. */
export function findNumbers(text: string, found: Found): void {
  for (const { 0: card, index } of text.matchAll(grouped))
    if (isCard(card)) found.push({ start: index, end: index + card.length, kind: 'card number' })
  for (const { 0: candidate, index } of text.matchAll(iban)) {
    const length = ibanLength(candidate)
    if (length) found.push({ start: index, end: index + length, kind: 'account number' })
  }
  for (const [pattern, kind] of [
    [cardCode, 'card number'],
    [identity, 'identity number'],
    [socialSecurity, 'identity number'],
  ] as const)
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices?.groups?.secret ?? match.indices?.groups?.before ?? [0, 0]
      if (text.slice(start, end).replace(/\D/g, '').length >= 3) found.push({ start, end, kind })
    }
}

function isCard(candidate: string): boolean {
  const digits = candidate.replace(/\D/g, '')
  return issuers.test(digits) && !/^(\d)\1+$/.test(digits) && passesLuhn(digits)
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = digit * 2
    sum += at % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** How many signs of the candidate are the account number; a word in capitals may follow it. */
function ibanLength(candidate: string): number {
  for (let cut = candidate.length; cut >= 15; cut--) {
    const part = candidate.slice(0, cut)
    if (/[ -]$/.test(part)) continue
    if (passesMod97(part.replace(/[ -]/g, '').toUpperCase())) return cut
    // Only whole groups are cut off.
    if (!/[ -]/.test(candidate.slice(15))) return 0
  }
  return 0
}

function passesMod97(account: string): boolean {
  if (account.length < 15 || account.length > 34) return false
  let rest = 0
  for (const sign of account.slice(4) + account.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1
}
