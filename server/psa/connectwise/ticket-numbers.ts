const numberLimit = 3
/** Of addresses of a ticket's screen, old and new, in lower case. */
const idParams = new Set(['recid', 'service_recid', 'srrecid'])

export function isAddress(typed: string): boolean {
  return /^https?:\/\/\S+$/i.test(typed.trim())
}

/**
 * The numbers in what a person typed that can be a ticket's: alone, behind "#", "T", "SR" or a word for ticket, in an
 * address, or before a dash as in a subject. Digits inside other words and numbers among other words are none.
 */
export function ticketNumbers(typed: string): string[] {
  const text = typed.trim()
  const found = isAddress(text) ? fromAddress(text) : fromWords(text)
  return [...new Set(found)].slice(0, numberLimit)
}

function fromAddress(text: string): string[] {
  if (!URL.canParse(text)) return []
  const url = new URL(text)
  const pairs = [...url.searchParams, ...new URLSearchParams(url.hash.replace(/^[^?]*\?/, ''))]
  return pairs
    .filter(([name, value]) => idParams.has(name.toLowerCase()) && /^\d{1,9}$/.test(value))
    .map(([, value]) => value)
}

function fromWords(text: string): string[] {
  const marked = text.matchAll(
    /(?<![\p{L}\p{N}_])(?:(?:service ?)?(?:ticket|request|sr|case|incident|vorgang|ticketnummer)[ -]?(?:nr|no|num|number|nummer|id)?[.:]?[ ]?#?[ ]?|t|#[ ]?)(\d{1,9})(?![\p{L}\p{N}_])/giu,
  )
  const alone = /^(\d{1,9})(?:$|[ ]?[:\u2013\u2014]|[ ]-[ ]|[ ]?-$)/u.exec(text)
  return [...marked, ...(alone ? [alone] : [])].map((match) => match[1] ?? '')
}
