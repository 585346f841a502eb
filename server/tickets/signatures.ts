const longestBlock = 14
const longestLine = 90

const closing =
  /^(?:(?:with )?(?:kind|best|warm|many|kindest|warmest|very best)? ?(?:regards|wishes)|best|cheers|thx|thanks(?: (?:again|a lot|so much|in advance|and regards))?|thank you(?: (?:very much|so much|in advance))?|many thanks|sincerely|yours (?:sincerely|faithfully|truly)|(?:mit )?(?:freundlichen|freundliche|besten|beste|vielen|viele|herzliche|herzlichen|liebe|schöne|sonnige) (?:grüßen|grüße|grüsse|grüssen|gruß|gruss|dank)|mfg|vg|lg|bg|danke(?: (?:schön|und gruß|im voraus))?|gruß|grüße|hochachtungsvoll|(?:bien |très )?cordialement|merci(?: (?:beaucoup|d['’]avance))?|(?:salutations|sincères salutations)(?: distinguées)?|meilleures salutations|bonne journée|bien à vous|(?:met )?vriendelijke groet(?:en)?|met vriendelijke groet(?:en)?|hartelijke groet(?:en)?|groet(?:en|jes)?|mvg|bedankt|dank u wel|alvast bedankt|(?:un )?(?:cordial )?saludos?(?: cordiales)?|saludos|atentamente|(?:muchas )?gracias(?: de antemano)?|(?:cordiali |distinti )?saluti|cordialmente|(?:molte )?grazie(?: mille)?|atenciosamente|(?:com os )?(?:melhores )?cumprimentos|(?:muito )?obrigad[oa]|abraço|att|(?:z )?(?:poważaniem|wyrazami szacunku)|pozdrawiam(?: serdecznie)?|pozdrowienia|(?:z góry )?dziękuję(?: bardzo)?|dzięki|dziękujemy)(?!\p{L})[,.!;]{0,3}/iu

/** Thanks may stand before more names of people; other closings stand before the writer's. */
const thanks =
  /^(?:thx|thanks|thank you|many thanks|cheers|danke|vielen dank|besten dank|herzlichen dank|merci|bedankt|dank u|alvast|muchas|gracias|molte|grazie|muito|obrigad|dzięk|z góry)/iu
const postOrFirm =
  /(?<!\p{L})(?:manager|director|assistant|officer|head|lead|engineer|consultant|sales|accounting|administrator|coordinator|supervisor|owner|partner|ceo|cfo|cto|team|department|ltd|limited|inc|llc|llp|corp|company|group|gmbh|ag|kg|ohg|bv|b\.v|nv|sarl|sas|srl|s\.r\.l|spa|s\.p\.a|s\.l|s\.a|lda|ltda|sp\. z o\.o|leiter|leiterin|leitung|geschäftsführ\p{L}*|assistent\p{L}*|abteilung|einkauf|vertrieb|buchhaltung|responsable|directeur|directrice|chef|service|gerente|directora?|jef[ae]|departamento|direttore|direttrice|ufficio|responsabile|kierowni\p{L}*|dyrektor\p{L}*|dział|specjalist\p{L}*)(?!\p{L})/iu

const device =
  /^(?:sent (?:from|via|with|using|by)|get|gesendet (?:von|mit|über)|von|envoyé (?:de|depuis|à partir de|avec)|télécharge[rz]|obtenir|obtenez|verstuurd|verzonden|download|enviado (?:desde|do|da|de|via|a partir)|obten(?:er|ga)|descarga[r]?|inviat[oa] (?:da|dal|dalla|con)|scarica|ottieni|obter|obtenha|transfira|wysłane|wysłano|pobierz|outlook|diese nachricht wurde von)(?!\p{L})/iu
/** Words of lines that programs add; with one word more somebody wrote the line. */
const deviceWords = new Set(
  `sent from via with using by get my the for on a an of and app apps mobile device phone smartphone tablet handheld wireless cell
  gesendet von mit über meinem meiner mein der dem die für mobilgerät handy gerät abrufen beziehen holen herunterladen
  diese nachricht wurde aus e
  envoyé de depuis à partir avec mon ma l le la pour téléphone mobile télécharger téléchargez obtenir obtenez
  verstuurd verzonden vanaf met mijn voor van telefoon toestel downloaden download
  enviado desde do da meu minha mi dispositivo móvil móvel celular obtener obtenga descargar descarga para el o via
  inviato inviata da dal dalla mio mia con scarica ottieni per telefono obter obtenha transfira
  wysłane wysłano z ze mojego mojej pobierz program aplikację dla systemu telefonu urządzenia iphone’a
  iphone ipad ipod ios android samsung galaxy pixel huawei xiaomi nokia blackberry oneplus motorola sony xperia windows apple
  watch mac outlook mail email yahoo gmail gmx web de t online icloud aol proton protonmail k thunderbird secure free fair
  kostenlos lte 5g 4g pro max plus mini ultra note air se`.split(/\s+/),
)

const contactLabel =
  /^(?:t|p|m|e|f|w|tel|telefon|telephone|téléphone|telefoon|teléfono|telefono|telefone|phone|mobile|mobil|mob|cell|móvil|cellulare|komórka|kom|direct|direkt|durchwahl|office|fax|e-?mail|mail|web|website|internet|skype)\b[.:)]{0,2}\s?/iu
const phone = /^\+?[\d\s()./-]{6,24}(?:\s?(?:ext|x|dw)\.?\s?\d{1,6})?$/i
const street =
  /(?<!\p{L})(?:street|st|road|rd|avenue|ave|lane|suite|floor|drive|blvd|straße|strasse|str|weg|platz|allee|gasse|rue|boulevard|laan|straat|plein|calle|avenida|plaza|via|viale|piazza|rua|praça|ulica|ul|al)(?!\p{L})|\p{L}(?:straße|strasse|str\.|weg|platz|gasse|straat|laan|plein)(?!\p{L})/iu
const postcode =
  /^(?:[A-Z]{1,2}-)?\d{2}-?\d{2,3}(?: [A-Z]{2})? \p{Lu}\p{L}+|\b[A-Z]{2} \d{5}\b|\b[A-Z]{1,2}\d[\dA-Z]? \d[A-Z]{2}\b/u
const link =
  /^(?:https?:\/\/|www\.)\S+$|^[a-z0-9-]+(?:\.co)?\.(?:com|net|org|eu|de|at|ch|fr|nl|be|es|it|pt|pl|uk|us|io|info|biz|example)$|^<?[^\s@]+@[^\s@]+>?$/i
const little = new Set(
  'of and the for de des du la le les el del da do dos van der den von und et en y e di i für w z & | - – · • /'.split(
    ' ',
  ),
)
/** What is said of a fault, so that it is not a name or a post. */
const topic =
  /(?<!\p{L})(?:printer|drucker|imprimante|impresora|stampante|impressora|drukarka|scanner|error|fehler|erreur|fout|errore|erro|błąd|server|laptop|pc|computer|vpn|wlan|wifi|wi-fi|outlook|excel|teams|windows|onedrive|password|passwort|version|ticket|urgent|dringend|screen|bildschirm|écran|scherm|pantalla|schermo|ekran|code|serial|asset|host|hostname|ip|mac|port|anydesk|teamviewer|id|location|standort|building|gebäude|extension|label|offline|online|broken|kaputt|not|nicht|still|again|user|benutzer|device|gerät|room|raum|no|yes|ja|nein|oui|non|sí|si|sim|tak|nie)(?!\p{L})/iu

/** A line that a phone's mail program added; not one that names a device of the client. */
export function isDeviceLine(line: string): boolean {
  if (line.length > longestLine || !device.test(line)) return false
  const words = line
    .replace(/<?https?:\/\/\S+>?|<?www\.\S+/gi, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}’]+/u)
    .filter((word) => word !== '')
  const isNamed =
    /iphone|ipad|ios|android|galaxy|samsung|blackberry|huawei|pixel|xiaomi|mobil|móvil|móvel|phone|handy|telefo|téléphone|celular|tablet|outlook|mail|yahoo|proton|gmx/i
  return (
    isNamed.test(line) &&
    words.every((word) => deviceWords.has(word) || /^[a-z]{0,2}\d{1,2}[a-z]?$/.test(word))
  )
}

/**
 * The lines of the signature that ends these: from "-- " or a closing on, where all that follows are names, posts and
 * ways to be reached. Numbers stay. With any other line among them the whole stays.
 */
export function findSignature(
  lines: readonly string[],
  start: number,
  end: number,
  isCut: (at: number) => boolean,
): number[] {
  const filled: number[] = []
  for (let at = start; at < end; at++) if (!isCut(at) && lines[at] !== '') filled.push(at)
  const tail = filled.slice(-longestBlock - 1)
  const marked = tail.findLastIndex((at) => lines[at] === '--')
  const closed = tail.findLastIndex((at) => closing.test(lines[at] ?? '') && isClosing(lines[at] ?? ''))
  const from = marked >= 0 ? marked : closed
  if (from < 0 || (tail[from] === filled[0] && marked < 0)) return []
  const block = tail.slice(from + 1)
  const first = (lines[tail[from] ?? 0] ?? '').replace(closing, '').trim()
  if (block.length === 0 && first === '') return []
  // "Please add these two:", thanks, and then their names.
  if (/:$/.test(lines[tail[from - 1] ?? -1] ?? '')) return []
  const isThanks = marked < 0 && thanks.test(lines[tail[from] ?? 0] ?? '')
  const isSignature = block.every((at, index) => {
    const line = lines[at] ?? ''
    const isName = index === 0 && marked < 0 && first === ''
    return isOfSignature(line, isName) && (isName || !isThanks || isMoreThanName(line))
  })
  if (!isSignature) return []
  return [tail[from] ?? 0, ...block.filter((at) => !/\d/.test(lines[at] ?? ''))]
}

/** A closing stands alone, or before a name. */
function isClosing(line: string): boolean {
  const rest = line.replace(closing, '').trim()
  return rest === '' || (isName(rest) && !topic.test(rest))
}

function isName(text: string): boolean {
  const words = text.split(/\s+/)
  return words.length <= 4 && words.every((word) => /^\p{Lu}[\p{L}.'’-]*,?$/u.test(word) || little.has(word))
}

/** A code in capitals, such as the name of a server. */
const code = /[A-Z]{2,}[-_][A-Z]{2,}|_/

/** Whether a line names a person, a post, a company or a way to be reached, and nothing else. */
export function isOfSignature(line: string, isFirst: boolean): boolean {
  if (line.length > longestLine || topic.test(line) || code.test(line)) return false
  const parts = line.split(/\s[|·•–]\s|\s{3,}|\t/).map((part) => part.trim())
  return parts.every(
    (part) => part === '' || isContactDetail(part) || isPost(part, isFirst && parts.length === 1),
  )
}

const isMoreThanName = (line: string): boolean =>
  postOrFirm.test(line) || isContactDetail(line) || /\s[|·•–]\s/.test(line)

function isContactDetail(text: string): boolean {
  const value = text.replace(contactLabel, '').trim()
  return (
    phone.test(value) ||
    link.test(value) ||
    (/\d/.test(text) && (street.test(text) || postcode.test(text)) && !/[:\\=?]/.test(text)) ||
    text === '[picture]'
  )
}

/** A name, a post or a company: mostly capitals, no sentence, no number. */
function isPost(text: string, isFirst: boolean): boolean {
  if (/[\d:\\=?@;]/.test(text) || /[!]$/.test(text)) return false
  const named = text.replace(/^(?:i\. ?[av]\.|ppa\.|p\. ?p\.) /i, '')
  const words = named.split(/[\s|/,]+/).filter((word) => word !== '' && !little.has(word.toLowerCase()))
  const capitals = words.filter((word) => /^[\p{Lu}("“]/u.test(word)).length
  if (isFirst && (words.length > 4 || capitals < words.length)) return false
  return words.length <= 8 && capitals * 2 >= words.length
}
