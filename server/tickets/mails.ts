/** One mail inside a note: the lines that introduce it, and its own. The first of a note has no head. */
export type Mail = { head: string[]; head_at: number; body_at: number; end: number; kind: HeadKind }
export type HeadKind = 'own' | 'attribution' | 'header'

type Head = { length: number; kind: HeadKind }

const longestHeadLine = 400
const attributionLines = 4
const headerLines = 16
/** Lines of a long list of recipients that carry no label of their own. */
const wrappedLines = 4

type Role = 'from' | 'sent' | 'to' | 'subject' | 'other'

/** The labels of a mail's header in English, German, French, Dutch, Spanish, Italian, Portuguese and Polish. */
const labels: Record<Role, string> = {
  from: 'from|von|de|van|da|od|nadawca|afzender|absender|mittente|remitente|remetente|expéditeur',
  sent: 'sent|date|sent at|gesendet|gesendet am|datum|envoyé|envoyé le|verzonden|verzonden op|enviado|enviado el|enviada el|fecha|inviato|data|data invio|enviado em|enviada em|enviada|wysłano|wysłane|wysłany|data wysłania',
  to: 'to|an|à|aan|para|a|do|adresat',
  subject: 'subject|betreff|objet|onderwerp|asunto|oggetto|assunto|temat',
  other:
    'cc|bcc|kopie|kopie an|copie|copie à|dw|udw|kopia|con copia|reply-to|antwort an|répondre à|antwoord aan|responder a|rispondi a|odpowiedz do|importance|wichtigkeit|priorität|importance|urgentie|importancia|importanza|importância|ważność|priority|attachments|anlagen|anhänge|pièces jointes|bijlagen|adjuntos|datos adjuntos|allegati|anexos|załączniki|sensitivity|organization|message-id|resent-from',
}
const roleOf = new Map<string, Role>()
for (const [role, words] of Object.entries(labels) as [Role, string][])
  for (const word of words.split('|')) if (!roleOf.has(word)) roleOf.set(word, role)

const labelled = /^[*_\s]{0,6}(\p{L}[\p{L} -]{0,24}?)[*_\s]{0,6}:[*_]{0,3}(?:\s|$)/u
const inOneLine =
  /\s(?:sent|date|gesendet|datum|envoyé|verzonden|enviado|enviada|fecha|inviato|data|wysłano)\s?:.{1,200}\s(?:to|an|à|aan|para|a|do|subject|betreff|objet|onderwerp|asunto|oggetto|assunto|temat)\s?:/iu

const wrote =
  /(?<!\p{L})(?:wrote|schrieb|a écrit|schreef|escribió|ha scritto|escreveu|napisał|napisała|napisał\(a\)|pisze|napisano)(?!\p{L})/iu
const endsWithWrote = new RegExp(`${wrote.source}$`, 'iu')
const attributionStart =
  /^(?:on|am|le|op|el|il|em|a|w dniu|dnia|dn\.|no dia|in data|(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|pon|wt|śr|czw|pt|sob|niedz|niedziela|poniedziałek|wtorek|środa|czwartek|piątek|sobota)[a-z.]{0,8},?|\d)(?=[\s\d])/iu
const address = /[^\s@<>]@[^\s@<>]/

const separator =
  /^[-_=*#~\s]{2,}(?:original message|original appointment|forwarded message|forwarded by|(?:ursprüngliche|weitergeleitete|original) ?-?nachricht|message d['’]origine|message original|message transféré|oorspronkelijk(?:e)? bericht|doorgestuurd bericht|mensaje original|mensaje reenviado|messaggio originale|messaggio inoltrato|mensagem original|mensagem encaminhada|wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|przekazana wiadomość|original-nachricht)(?:[-_=*#~\s:].{0,80})?$/iu
const forwardStart =
  /^(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message (?:réexpédié|transféré)|begin doorgestuurd bericht|inicio del mensaje reenviado|inizio messaggio inoltrato|início da mensagem (?:encaminhada|reencaminhada)|początek przekazanej wiadomości)\s?:$/iu
const replyMark =
  /^[-_=*#~\s]{2,}.{0,60}(?:above this|oberhalb dieser|über dieser|au-dessus de cette|boven deze|encima de esta|sopra questa|acima desta|powyżej tej).{0,60}$/iu
const rule = /^[_-]{10,}$/

/** A line without the signs that a mail program puts before quoted lines. */
export function unquoted(line: string): string {
  let at = 0
  while (at < line.length && (line[at] === '>' || line[at] === ' ' || line[at] === '|' || line[at] === '\t'))
    at++
  return line.slice(at).trimEnd()
}

export const isQuoted = (line: string): boolean => /^\s{0,3}>/.test(line)

/** The mails in the lines of a note: what the writer wrote, then each quoted or forwarded one with its head. */
export function splitMails(lines: readonly string[]): Mail[] {
  const bare = lines.map((line) => unquoted(line).slice(0, longestHeadLine))
  const mails: Mail[] = [{ head: [], head_at: 0, body_at: 0, end: lines.length, kind: 'own' }]
  for (let at = 0; at < lines.length; ) {
    const head = headAt(bare, at)
    if (head) {
      const last = mails.at(-1)
      if (last) last.end = at
      mails.push({
        head: bare.slice(at, at + head.length),
        head_at: at,
        body_at: at + head.length,
        end: lines.length,
        kind: head.kind,
      })
    }
    at += head?.length ?? 1
  }
  return mails
}

function headAt(bare: string[], at: number): Head | null {
  const line = bare[at] ?? ''
  if (separator.test(line) || forwardStart.test(line) || replyMark.test(line)) {
    const next = nextFilled(bare, at + 1)
    const after = headerLength(bare, next) || attributionLength(bare, next)
    return { length: after > 0 ? next - at + after : 1, kind: 'header' }
  }
  if (rule.test(line)) {
    const next = nextFilled(bare, at + 1)
    const after = headerLength(bare, next)
    return after > 0 ? { length: next - at + after, kind: 'header' } : null
  }
  const header = headerLength(bare, at)
  if (header > 0) return { length: header, kind: 'header' }
  const attribution = attributionLength(bare, at)
  return attribution > 0 ? { length: attribution, kind: 'attribution' } : null
}

function nextFilled(bare: string[], from: number): number {
  return bare[from] === '' ? from + 1 : from
}

/** How many lines from here are a mail's header: who, and when or about what. A form goes on with labels of its own. */
function headerLength(bare: string[], at: number): number {
  const first = roleAt(bare[at])
  if (first !== 'from' && first !== 'sent' && first !== 'subject' && first !== 'to') return 0
  if (first === 'from' && inOneLine.test(bare[at] ?? '')) return 1
  const found = new Set<Role>()
  let end = at
  let wrapped = 0
  for (let line = at; line < Math.min(at + headerLines, bare.length); line++) {
    const role = roleAt(bare[line])
    if (role) {
      if (role !== 'other' && found.has(role)) break
      found.add(role)
      end = line + 1
      wrapped = 0
    } else if (++wrapped > wrappedLines) break
    else if (bare[line] === '' && !roleAt(bare[line + 1])) break
  }
  const isHeader = found.has('from') && (found.has('sent') || found.has('subject'))
  const isForm = labelled.test(bare[end] ?? '')
  return isHeader && !isForm ? end - at : 0
}

function roleAt(line: string | undefined): Role | undefined {
  const label = line === undefined ? undefined : labelled.exec(line)?.[1]
  return label === undefined ? undefined : roleOf.get(label.toLowerCase().trim())
}

/** How many lines from here say "on that day this person wrote:"; 0 where neither a day nor an address is named. */
function attributionLength(bare: string[], at: number): number {
  const first = bare[at] ?? ''
  if (first === '' || !(attributionStart.test(first) || address.test(first) || wrote.test(first))) return 0
  let joined = ''
  for (let length = 1; length <= attributionLines; length++) {
    const line = bare[at + length - 1]
    if (line === undefined || line === '') return 0
    joined = `${joined} ${line}`.slice(0, longestHeadLine)
    if (/:[*_]{0,3}$/.test(joined)) return isAttribution(joined.trim()) ? length : 0
    if (endsWithWrote.test(joined) && address.test(joined)) return length
  }
  return 0
}

function isAttribution(text: string): boolean {
  if (wrote.test(text)) return address.test(text) || /\d/.test(text)
  // Some Gmail languages have no word for it: "2026-05-04 10:02 GMT+02:00 Ben <ben@…>:"
  return /^\d{4}-\d\d-\d\d \d\d?:\d\d/.test(text) && address.test(text)
}
