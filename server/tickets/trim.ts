const characterLimit = 8_000
/** Longer texts are cut before any pattern looks at them. */
const workLimit = 60_000
const cutMark = '[… cut]'

/** Zero-width and joining marks, soft hyphens, direction overrides and tag characters: nothing a reader sees. */
const unseen = /(?!\p{VS})\p{DI}/gu
const controls = /(?![\n\t])\p{Cc}/gu

const safeLink = /https:\/\/[a-z0-9.-]+\.safelinks\.protection\.outlook\.com\/[^\s<>"')\]]+/gi

/** Lines after which everything is an older message. */
const quoteStarts = [
  /^-{2,}\s*(original message|forwarded message|ursprüngliche nachricht)\s*-{2,}$/i,
  /^begin forwarded message:$/i,
  /^_{10,}$/,
  /^on .{5,200} wrote:$/i,
  /^am .{5,200} schrieb .{0,120}:$/i,
  /^le .{5,200} a écrit\s*:$/i,
]
const mailHeader = /^\**(from|von|de)\s*:\**\s*\S/i
const mailHeaderNext = /^\**(sent|date|gesendet|datum|envoyé|to|an|subject|betreff)\s*:\**\s*\S/i

const deviceLine =
  /^(sent from my .{2,40}|sent from (outlook|mail|yahoo mail).{0,60}|get outlook for (ios|android).*|von meinem .{2,40} gesendet)$/i
const closing =
  /^(kind|best|warm|many)?\s*(regards|wishes)[,.!]?$|^(thanks|thank you|many thanks|cheers|sincerely|yours sincerely|mit freundlichen grüßen|viele grüße)[,.!]?$/i
const disclaimer =
  /^\W*(confidentiality notice|disclaimer|legal notice|this (e-?mail|message|communication)( and any (files|attachments)[^.]{0,80})?,? (is|are|may|contains?|and any)\b.{0,200}(confidential|privileged|intended))/i

/** What a model needs of a note: without quoted mails, signatures, disclaimers and what no reader sees. */
export function trimForModel(text: string): string {
  const seen = text
    .slice(0, workLimit)
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(unseen, '')
    .replace(controls, '')
    .replaceAll('\u00a0', ' ')
    .replace(safeLink, unwrapped)
  const lines = seen.split('\n').map((line) => line.trimEnd())
  const kept = withoutSignature(withoutDisclaimer(withoutQuotes(lines)))
  const plain = kept
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  // A note that is nothing but a quote or a signature is kept: something was meant by it.
  return capped(plain === '' ? seen.trim() : plain, text.length > workLimit)
}

function capped(text: string, wasCut: boolean): string {
  if (text.length > characterLimit)
    return `${text.slice(0, characterLimit - cutMark.length - 1).toWellFormed()}\n${cutMark}`
  return wasCut ? `${text}\n${cutMark}` : text
}

function unwrapped(link: string): string {
  try {
    const target = new URL(link).searchParams.get('url')
    return target && /^https?:\/\//i.test(target) ? target : link
  } catch {
    return link
  }
}

function withoutQuotes(lines: string[]): string[] {
  const start = lines.findIndex((line, index) => {
    const text = line.trim()
    if (quoteStarts.some((pattern) => pattern.test(text))) return true
    // "On … wrote:" is often broken over two lines.
    const joined = `${text} ${lines[index + 1]?.trim() ?? ''}`
    if (/^on .{5,100}$/i.test(text) && /wrote:$/i.test(joined) && joined.length < 220) return true
    return (
      mailHeader.test(text) &&
      lines.slice(index + 1, index + 4).some((next) => mailHeaderNext.test(next.trim()))
    )
  })
  const own = start < 0 ? lines : lines.slice(0, start)
  return own.filter((line) => !/^\s*>/.test(line))
}

function withoutDisclaimer(lines: string[]): string[] {
  const start = lines.findIndex((line) => disclaimer.test(line.trim()))
  return start > 0 ? lines.slice(0, start) : lines
}

/** "-- " ends the text. A closing does so only near the end, with nothing but a few short lines after it. */
function withoutSignature(lines: string[]): string[] {
  const marked = lines.indexOf('--')
  const body = (marked > 0 ? lines.slice(0, marked) : lines).filter((line) => !deviceLine.test(line.trim()))
  const start = body.findLastIndex((line) => closing.test(line.trim()))
  if (start <= 0) return body
  const after = body.slice(start + 1).filter((line) => line.trim() !== '')
  const isSignature =
    after.length <= 8 && after.every((line) => line.length <= 80 && !/[.?!]$/.test(line.trim()))
  return isSignature ? body.slice(0, start) : body
}
