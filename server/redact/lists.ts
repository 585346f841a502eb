import { lookOf } from './look.ts'
import { isProductName } from './near.ts'
import type { Found } from './patterns.ts'

/** A line that announces passwords, or logins, for the lines below it. */
const heads =
  /(?<![a-z0-9])(?:(?<sure>passwords|passworter|kennworter|mots de passe|contrasenas|senhas|wachtwoorden|hasla|pins)|cred(?:ential)?s|log-?ins?|log-?in (?:details|data|info)|access data|zugangsdaten|anmeldedaten|zugange|identifiants|credenciales|credenziali|inloggegevens|dane logowania)(?![a-z0-9])[^\n\d\ue000]{0,60}\n(?:[ \t>]{0,8}\n)?/gi
const line = /[^\n\ue000␞]{1,160}(?=\n|$)/y
const mostLines = 40

/** The last word of a line, and what stands before it. */
const lastWord = /^(?<before>.{0,120}?)(?<value>[^\s|]{3,80})[\s|*_`"']{0,8}$/
const sign = /(?:[:=/|→]|[ \t]-)[ \t"'*_`]{0,6}$/
const hasName = /[\p{L}\p{N}]/u
const address = /@[\w-]{1,63}\.[\w.-]{2,80}[ \t]{0,4}$/

/** Lists of names and passwords that a line above announces: "Passwords:" and below it "dc01: …". */
export function findLists(text: string, found: Found): void {
  let after = 0
  for (const { 0: head, index, groups } of text.matchAll(heads)) {
    if (index < after) continue
    const isSure = groups?.sure !== undefined
    let at = index + head.length
    let isBelowAddress = false
    for (let count = 0; count < mostLines; count++) {
      line.lastIndex = at
      const row = line.exec(text)?.[0]
      if (row === undefined) break
      const span = entryOf(row, isSure, isBelowAddress)
      if (span) found.push({ start: at + span.start, end: at + span.end, kind: 'password' })
      isBelowAddress = address.test(row)
      at += row.length + 1
    }
    after = at
  }
}

function entryOf(row: string, isSure: boolean, isBelowAddress: boolean) {
  const { before = '', value: last = '' } = lastWord.exec(row)?.groups ?? {}
  const value = last.replace(/^["'`*_(]{1,3}|["'`*_).,;]{1,3}$/g, '')
  if (!value || !isSecret(value, { isSure, isBelowAddress, before })) return null
  const start = before.length + last.indexOf(value)
  return { start, end: start + value.length }
}

function isSecret(
  value: string,
  { isSure, isBelowAddress, before }: Record<'isSure' | 'isBelowAddress', boolean> & { before: string },
) {
  const look = lookOf(value)
  const isNamed = sign.test(before) && hasName.test(before)
  if (look === 'digits') return isSure && isNamed && /^\d{4,8}$/.test(value)
  if (look !== 'strong' || value.length < 6 || !/\d/.test(value) || /[\\/;,|]/.test(value)) return false
  // A login may also be from a device: there the word has a sign that devices do not have.
  const hasSign = /[!#$%&*?+~^]/.test(value) || (/[._]/.test(value) && /\p{Lu}/u.test(value))
  if (isNamed) return hasSign || (isSure && !isProductName(value))
  return !hasName.test(before) && hasSign && (isBelowAddress || /[!#$%&*?+~^]/.test(value))
}
