import type { KnownWords } from './known-words.ts'
import { isQuoted, type Mail, unquoted } from './mails.ts'
import { isOfSignature } from './signatures.ts'

const greeting =
  /^(?:hi|hello|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|sehr geehrte[rn]?|liebe[r]?|moin|grüezi|servus|bonjour|bonsoir|salut|chère?|madame|monsieur|beste|geachte|hoi|goedemorgen|goedemiddag|goedendag|hola|buenos días|buenas tardes|buenas|estimad[oa]s?|querid[oa]|ciao|salve|buongiorno|buonasera|gentile|egregi[oa]|spettabile|olá|oi|bom dia|boa tarde|prezad[oa]s?|car[oa]|caríssim[oa]|cześć|witam|dzień dobry|szanown[yai])(?!\p{L})[^?:\d]{0,60}[,!.:]?$/iu
const farewell =
  /^(?:(?:kind|best|warm|many) )?(?:regards|wishes)[,.!]?$|^(?:thanks|thank you|many thanks|cheers|sincerely|danke|vielen dank|mit freundlichen grüßen|viele grüße|beste grüße|merci|cordialement|bien cordialement|bedankt|met vriendelijke groet(?:en)?|gracias|saludos|un saludo|grazie|cordiali saluti|saluti|obrigad[oa]|atenciosamente|cumprimentos|dziękuję|pozdrawiam)[,.!]?$/iu

/**
 * The lines of quoted mails whose words stand in another note, heads included. What is new in a quoted mail stays:
 * answers between its lines, a forwarded problem, words that no note holds.
 */
export function knownQuotes(
  lines: readonly string[],
  mails: readonly Mail[],
  known: KnownWords,
): Set<number> {
  const cut = new Set<number>()
  if (known.isEmpty) return cut
  for (const mail of mails) {
    const body = bodyOf(lines, mail)
    const texts = body.map((at) => unquoted(lines[at] ?? ''))
    const first = texts.findIndex((text) => text !== '')
    const isMarked = (index: number) => isQuoted(lines[body[index] ?? 0] ?? '')
    const covered = known.covers(texts, (index) => index === first || isMarked(index))
    if (!covered.includes(true)) continue
    const along = partsOfMail(texts, covered, mail.head, isMarked)
    const sizeOf = (wanted: (index: number) => boolean) =>
      texts.reduce((sum, text, index) => sum + (wanted(index) ? text.length : 0), 0)
    const isMostlyKnown =
      sizeOf((index) => covered[index] === true) >= sizeOf((index) => !covered[index] && !along.has(index))
    for (const [index, at] of body.entries()) if (covered[index] || along.has(index)) cut.add(at)
    if (mail.kind === 'attribution' || isMostlyKnown)
      for (let at = mail.head_at; at < mail.body_at; at++) cut.add(at)
  }
  return cut
}

/** Of a mail that is known: greeting, closing, the writer's name and the signature below it. */
function partsOfMail(
  texts: readonly string[],
  covered: readonly boolean[],
  head: readonly string[],
  isMarked: (index: number) => boolean,
): Set<number> {
  const parts = new Set<number>()
  let isSignature = false
  for (const [index, text] of texts.entries()) {
    const isEnd = farewell.test(text) || isInHead(text, head)
    isSignature = isEnd || (isSignature && !covered[index] && isOfSignature(text, false) && !/\d/.test(text))
    if (text !== '' && (isSignature || greeting.test(text) || (isMarked(index) && isShort(text))))
      parts.add(index)
  }
  return parts
}

/** Of what the writer wrote only the lines marked as quoted can be a quote. */
function bodyOf(lines: readonly string[], mail: Mail): number[] {
  const all = Array.from({ length: mail.end - mail.body_at }, (_, index) => mail.body_at + index)
  return mail.kind === 'own' ? all.filter((at) => isQuoted(lines[at] ?? '')) : all
}

/** The writer's name below the mail, which its head tells, too. */
function isInHead(text: string, head: readonly string[]): boolean {
  if (text.length < 3 || text.length > 60 || !/^[\p{L} .'’-]+$/u.test(text)) return false
  return head.some((line) =>
    ` ${line.replace(/[^\p{L}]+/gu, ' ')} `.includes(` ${text.replace(/[^\p{L}]+/gu, ' ').trim()} `),
  )
}

/** A marked line of a word or two between known ones belongs to them. */
const isShort = (text: string): boolean => !/\d/.test(text) && text.split(' ').length <= 2
