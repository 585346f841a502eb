import { splitMails } from './mails.ts'
import { hasFact, isPersonal, paragraphs } from './paragraphs.ts'

/** A banner is a few sentences; what comes later is not looked at. */
const longestBanner = 1_500
/** A line at least this long was broken by a mail program, so the next one goes on with it. */
const wrappedLine = 50

const words = (...parts: string[]) => new RegExp(`(?<!\\p{L})(?:${parts.join('|')})`, 'iu')

/** That a mail came from outside, as a statement. */
const statedOrigin = words(
  'origin\\p{L}* (?:from )?(?:outside|external)',
  '(?:came|comes|sent|received|is|was) from (?:an? |the )?(?:outside|external|unknown)',
  'sender is (?:outside|external|from outside)',
  'outside (?:of )?(?:the|your|our) (?:organi[sz]ation|company|network)',
  '(?:stammt|kommt|kam|wurde) .{0,40}(?:außerhalb|extern)',
  '(?:provient|vient|émane|envoyé|reçu|expédié) .{0,50}(?:extérieur|externe)',
  '(?:afkomstig|komt|verzonden|ontvangen) .{0,40}(?:buiten|extern)',
  '(?:proviene|procede|originó|enviado|origina) .{0,50}(?:fuera|extern)',
  '(?:proviene|arriva|inviat[oa]|ricevut[oa]) .{0,50}(?:estern|fuori)',
  '(?:veio|provém|originou|enviad[oa]|origem|proveniente) .{0,50}(?:fora|extern)',
  '(?:pochodzi|wysłan\\p{L}*|nadan\\p{L}*|otrzyman\\p{L}*) .{0,50}(?:spoza|zewnątrz|zewnętrzn)',
)

/** The same as a heading. Only short ones count, for tickets are about external mail, too. */
const namedOrigin = words(
  'external (?:e-?mail|sender|message|source)(?!s)',
  'extern\\p{L}* (?:e-?mail|nachricht|absender|afzender|bericht)(?!s)',
  '(?:e-?mail|courriel|message|expéditeur) externe(?!s)',
  '(?:correo|correo electrónico|remitente|mensaje) extern[oa](?!s)',
  '(?:mittente|e-?mail|messaggio) estern[oa]',
  '(?:remetente|e-?mail|mensagem) extern[oa](?!s)',
  'zewnętrzn\\p{L}* (?:nadawc|wiadomoś|e-?mail)',
  '(?:nadawca|wiadomość) zewnętrzn',
)
const longestHeading = 6
const negation =
  /(?<!\p{L})(?:no|not|never|nicht|kein\p{L}*|ne|pas|niet|geen|non|não|nie)(?!\p{L})|n['’]t(?!\p{L})/iu

/** What Microsoft puts above the first mail of a sender, whose address follows. */
const firstMail = words(
  "you don[’']t often get e-?mail from",
  "some people who received this message don[’']t often get",
  'sie erhalten nicht (?:oft|häufig) (?:eine )?e-?mails? von',
  "vous (?:n[’']obtenez|ne recevez) pas souvent d[e’' ]",
  'u (?:ontvangt|krijgt) niet vaak',
  'no suele recibir',
  'non (?:si ricevono|ricevi|si riceve) spesso',
  '(?:você )?não (?:costuma|é comum) receber',
  'nie ?często otrzymuje\\p{L}*|nie otrzymujesz często',
)
const endsWithAddress = /[^\s@]@[^\s@]+$/

/** What to do about it. */
const advice = words(
  "do not (?:click|open)|don[’']t (?:click|open)|unless you (?:recogni[sz]e|trust|know|expect|are (?:expecting|sure)|have verified)|know the content",
  '(?:exercise|use) caution|be (?:careful|cautious|alert)|treat .{0,30}(?:caution|suspicion)|learn why|report (?:any )?suspicious',
  '(?:please )?verify (?:the|this|before)|think before you click|beware of',
  '(?:bitte )?klicken sie|öffnen sie|seien sie (?:bitte )?vorsichtig|vorsicht (?:bei|mit)|erfahren sie|prüfen sie',
  "ne cliquez|n[’']ouvrez|soyez (?:vigilant|prudent)|découvrez pourquoi|pourquoi c[’']est important|faites attention",
  'klik (?:niet|geen|alleen)|open (?:geen|alleen)|wees (?:voorzichtig|alert)|ontdek waarom|meer informatie over waarom',
  'no haga cli|no abra|tenga (?:cuidado|precaución)|descubra por qué|obtenga información',
  'non (?:fare clic|fate clic|cliccare|cliccate|aprire|aprite)|prestare attenzione|scopri(?:re)? perché|informazioni sul perché',
  'não cli(?:que|car)|não abra|tenha (?:cuidado|cautela)|saiba por ?qu[eê]',
  'nie klikaj|nie otwiera|zachowaj ostrożność|zachowaj czujność|dowiedz się',
)

const label =
  /^\W{0,6}(?:caution|warning|attention|achtung|warnung|vorsicht|hinweis|avertissement|prudence|waarschuwing|let op|opgelet|atención|precaución|advertencia|aviso|attenzione|avviso|atenção|cuidado|uwaga|ostrzeżenie|extern|external|externe|externo|externa|esterno|esterna|zewnętrzny|zewnętrzna)(?!\p{L})/iu
const bracketLabel =
  /^\[(?:external|extern|externe|externo|externa|esterno|esterna|zewnętrzny)(?: e?-?mail)?\]/i

const divider = /^[-_=*#~]{3,}$/
/** A label in capitals, as gateways write it. */
const loud = /^\W{0,6}\p{Lu}{5,}/u

type Unit = { text: string; end: number; goesOn: boolean }

export type Banners = { lines: string[]; cut: Set<number> }

/** The lines, broken where a banner ends inside of one, and which of them are a mail gateway's banner. */
export function findBanners(given: readonly string[]): Banners {
  const ends = new Map<number, { from: number; length: number }>()
  for (const mail of splitMails(given)) {
    const all = paragraphs(given, mail.body_at, mail.end, () => false)
    let top = 0
    for (; top < all.length; top++) {
      const { start, end } = all[top] as (typeof all)[number]
      const length = bannerLength(given.slice(start, end).join('\n'))
      if (length === 0) break
      ends.set(start, { from: start, length })
      // More may follow only where nothing else stood behind it.
      if (length < given.slice(start, end).join('\n').trimEnd().length) break
    }
    const last = all.at(-1)
    if (!last || all.length - 1 <= top || /:$/.test(given[(all.at(-2)?.end ?? 1) - 1] ?? '')) continue
    const text = given.slice(last.start, last.end).join('\n')
    if (bannerLength(text) >= text.trimEnd().length)
      ends.set(last.start, { from: last.start, length: text.length })
  }
  return brokenAt(given, ends)
}

function brokenAt(given: readonly string[], ends: Map<number, { length: number }>): Banners {
  const lines: string[] = []
  const cut = new Set<number>()
  let left = 0
  for (const [at, line] of given.entries()) {
    left = ends.get(at)?.length ?? left
    if (left <= 0) lines.push(line)
    else {
      cut.add(lines.length)
      lines.push(line.slice(0, left))
      const rest = line.slice(left).trim()
      if (rest !== '') lines.push(rest)
      left -= line.length + 1
    }
  }
  return { lines, cut }
}

/** How many characters at the start of a paragraph are a banner. */
function bannerLength(paragraph: string): number {
  const bracket = bracketLabel.exec(paragraph)?.[0].length ?? 0
  const after = bracket > 0 ? sentencesLength(paragraph.slice(bracket)) : 0
  return bracket > 0 && bracket < paragraph.length ? bracket + after : sentencesLength(paragraph)
}

function sentencesLength(paragraph: string): number {
  let length = 0
  let seen = ''
  for (const unit of unitsOf(paragraph.slice(0, longestBanner))) {
    const isPart = isOfBanner(unit.text, length === 0) || (unit.goesOn && length > 0)
    if (!isPart || hasFact(unit.text) || isPersonal(unit.text)) break
    length = unit.end
    seen += `${unit.text} `
  }
  const flat = seen.replace(/\s+/g, ' ').trim()
  const isStated = statedOrigin.test(flat)
  const isHeading = loud.test(flat) && (isStated || (namedOrigin.test(flat) && isShort(flat)))
  const isAdvised = advice.test(flat) && (isStated || namedOrigin.test(flat))
  return isAdvised || isHeading || firstMail.test(flat) ? length : 0
}

const isShort = (text: string) => text.split(/\s+/).length <= longestHeading

function isOfBanner(text: string, isFirst: boolean): boolean {
  if (firstMail.test(text)) return endsWithAddress.test(text.replace(/[.>)\]]+$/, '')) || advice.test(text)
  return (
    statedOrigin.test(text) ||
    advice.test(text) ||
    divider.test(text) ||
    (namedOrigin.test(text) && isShort(text) && !negation.test(text)) ||
    (isFirst && label.test(text) && isShort(text))
  )
}

/** Sentences and lines; a line that was only wrapped goes on in the next. */
function unitsOf(text: string): Unit[] {
  const units: Unit[] = []
  let start = 0
  let goesOn = false
  for (const { index, 0: mark } of text.matchAll(/[.!?]{1,3}[\])*]{0,2}\s|\n|$/g)) {
    const end = index + mark.trimEnd().length
    const piece = text.slice(start, end)
    if (piece.trim() !== '') units.push({ text: piece.trim(), end, goesOn })
    start = index + mark.length
    goesOn = mark === '\n' && isContinued(piece, text.slice(start, start + 40))
  }
  return units
}

function isContinued(line: string, next: string): boolean {
  const first = next[0] ?? ''
  return (
    first !== first.toUpperCase() || (line.length >= wrappedLine && /^\S+(?: \S+)?[.!](?:\s|$)/.test(next))
  )
}
