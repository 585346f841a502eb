import { Problem } from '../../../shared/problems.ts'

/** One value in a `conditions` query: the language documents no escape for what is refused here. */
export function quoted(value: string): string {
  if (value === '' || value.length > 100 || hasControl(value) || /["\\]/.test(value))
    throw new Problem(
      'invalid',
      'The PSA cannot be asked for text with quotes, backslashes or control characters.',
    )
  // A bracket opens a class of characters, as in SQL's LIKE.
  return `"${value.replaceAll('[', '[[]')}"`
}

/** A record id, digits only. */
export function idValue(id: string): string {
  if (!/^\d{1,10}$/.test(id)) throw new Problem('invalid', 'A record number of the PSA has up to ten digits.')
  return String(Number(id))
}

export function idList(ids: readonly string[]): string {
  return `(${ids.map(idValue).join(',')})`
}

/** Service and project tickets count in one row of numbers. */
export function ticketTime(ticketId: string): string {
  return `(chargeToType="ServiceTicket" or chargeToType="ProjectTicket") and chargeToId=${idValue(ticketId)}`
}

/** Time of a member that began between two instants. */
export function memberTime(identifier: string, fromMs: number, toMs: number): string {
  const at = (ms: number) => `[${new Date(ms).toISOString().slice(0, 19)}Z]`
  return `member/identifier=${quoted(identifier)} and timeStart>=${at(fromMs)} and timeStart<${at(toMs)}`
}

/** `typeId`: of schedule entries for service tickets. */
export function ticketSchedule(typeId: number, ticketId: string): string {
  return `type/id=${idValue(String(typeId))} and objectId=${idValue(ticketId)}`
}

const wordLimit = 6
const wordLength = 80

/** The words of what a person typed, without the characters that the language gives a meaning. */
export function searchWords(typed: string): string[] {
  return [...typed]
    .map((char) => (hasControl(char) || '"\\*%[]\'#'.includes(char) ? ' ' : char))
    .join('')
    .split(/\s+/)
    .filter((word) => word !== '' && word.length <= wordLength)
    .slice(0, wordLimit)
}

function hasControl(value: string): boolean {
  return [...value].some(
    (char) => char < ' ' || (char >= '\u007f' && char <= '\u009f') || char === '\u2028' || char === '\u2029',
  )
}
