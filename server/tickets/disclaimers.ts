import { hasFact, isPersonal, paragraphs } from './paragraphs.ts'

/** Fewer words than this are a sentence about a mail, unless they begin as a disclaimer does. */
const shortestLaw = 18
/** Of a paragraph so many lines are tried as the first of a disclaimer, so that a long one costs no more than its length. */
const startsTried = 5

const heading =
  /^\W{0,6}(?:confidentiality (?:notice|note|statement)|(?:e-?mail )?disclaimer|legal (?:notice|disclaimer)|privacy notice|vertraulichkeitshinweis|rechtlicher hinweis|haftungsausschluss|wichtiger hinweis|avis de confidentialité|avertissement légal|clause de confidentialité|mentions légales|vertrouwelijkheid(?:sverklaring)?|aviso legal|aviso de confiden\p{L}*|cláusula de confidencialidad|avviso (?:legale|di riservatezza)|nota di riservatezza|informativa privacy|aviso de confidencialidade|klauzula poufności|zastrzeżenie prawne|nota prawna)(?: ?[:.*_–-]|$)/iu
const opening =
  /^\W{0,6}(?:this|the (?:information|content|contents)|if you (?:are not|have received)|any (?:views|unauthori[sz]ed)|diese|dieses|der inhalt|die information|wenn sie nicht|sollten sie|falls sie|ce (?:message|courriel|mail)|cet e-?mail|les informations|si vous (?:n['’]êtes|avez reçu)|dit|deze|aan (?:dit|deze)|de informatie|de inhoud|indien u|als u|est[ea]|la información|el contenido|si (?:usted )?(?:no es|ha recibido)|quest[oa]|le informazioni|il contenuto|qualora|se (?:non|ha|avete|você|recebeu)|a informação|as informações|o conteúdo|ta wiadomość|niniejsz\p{L}*|wiadomość|treść|informacje|jeżeli|jeśli)(?!\p{L})/iu
const aboutPrinting =
  /(?<!\p{L})(?:environment .{0,40}print|before printing|umwelt .{0,60}druck|druck\p{L}* .{0,60}umwelt|bevor sie diese .{0,20}(?:drucken|ausdrucken)|environnement .{0,60}imprim|avant d['’]imprimer|imprime[rz] .{0,40}nécessaire|milieu .{0,60}(?:print|afdruk)|(?:medio ambiente|ambiente) .{0,60}(?:imprim|stamp)|antes de imprimir|prima di stampare|środowisk\p{L}* .{0,60}druk|zanim wydrukujesz)/iu

/** What disclaimers say, in English, German, French, Dutch, Spanish, Italian, Portuguese and Polish. */
const claims = [
  /confidential|privileged|proprietary|vertraulich|confidentiel|vertrouwelijk|confidencial|confidenziale|riservat|poufn/iu,
  /intended (?:solely |only |exclusively )?(?:for|recipient)|(?:sole|exclusive) use|addressee|adressat|empfänger|destinataire|geadresseerde|bestemd voor|ontvanger|destinatari|dirigid[oa] (?:exclusiva|únic)|destina-se|odbiorc|przeznaczon/iu,
  /prohibited|unauthori[sz]ed|unlawful|not permitted|unbefugt|untersagt|nicht gestattet|unzulässig|interdit|non autoris|niet toegestaan|verboden|onbevoegd|prohibid|no autorizad|vietat|non autorizzat|proibid|não autorizad|vedad[oa]|zabronion|nieuprawnion|niedozwolon/iu,
  /(?:notify|contact|inform|advise) (?:the sender|us)|(?:informieren|benachrichtigen|verständigen) sie|(?:den |der )absender|l['’]expéditeur|afzender|remitente|mittente|remetente|nadawc/iu,
  /(?:delete|destroy) (?:it|this|the|all|any)|in error|vernichten|löschen|irrtümlich|versehentlich|par erreur|détrui|supprim|vernietig|verwijder|abusievelijk|ten onrechte|por error|elimin|destru|per errore|cancell|distrugg|por engano|por erro|apag|omyłk|pomyłk|usuń|usunię|zniszcz/iu,
  /disclos|copying|dissemination|distribut|weitergabe|weiterleit|vervielfältig|kopieren|diffusion|divulgation|reproduction|openbaar|verspreid|vermenigvuldig|divulga|distribuci|copia|reprodu|diffusione|utilizzo|divulgação|cópia|rozpowszechni|kopiowani|ujawni/iu,
  /liab|responsib|virus|haftung|viren|responsabil|aansprakelijk|odpowiedzialn|wirus/iu,
  /views|opinions|do not necessarily|meinung|opinions exprimées|meningen|opiniones|opinioni|opiniões|opinie/iu,
]

const aboutPrograms =
  /(?<!\p{L})(?:outlook|exchange|sharepoint|onedrive|teams|excel|label|error|fehler|fehlermeldung|erreur|fout|errore|erro|błąd|ticket|since|seit|depuis|sinds|desde|cannot|can['’]t|kann nicht)(?!\p{L})/iu
/** What people write who cannot do something with a message. */
const aboutTrouble =
  /(?<!\p{L})(?:can|could|unable|kann|können|konnte\p{L}*|peut|puis|pouvons|kan|puede|puedo|può|posso|pode|może|mogę|arriv\p{L}*|kam|kommt|remove|add|entfernen|please add)(?!\p{L})/iu
const inError = /in error|par erreur|por error|per errore|por erro/giu

/** The lines of legal text below a mail: confidentiality, liability, printing. Never one that holds a fact. */
export function findDisclaimers(
  lines: readonly string[],
  start: number,
  end: number,
  isCut: (at: number) => boolean,
): number[] {
  const cut: number[] = []
  let isAfterOne = false
  for (const paragraph of paragraphs(lines, start, end, isCut)) {
    const from = disclaimerStart(lines, paragraph.start, paragraph.end, isAfterOne)
    isAfterOne = from >= 0
    if (from < 0 || introduced(lines, from)) continue
    for (let at = from; at < paragraph.end; at++) cut.push(at)
  }
  return cut
}

/** "We see this text:" makes what follows the topic. */
function introduced(lines: readonly string[], at: number): boolean {
  let before = at - 1
  while (before >= 0 && lines[before] === '') before--
  return /:$/.test(lines[before] ?? '')
}

function disclaimerStart(lines: readonly string[], start: number, end: number, isAfterOne: boolean): number {
  let tries = 0
  for (let at = start; at < end && tries < startsTried; at++) {
    const line = lines[at] ?? ''
    if (at > start && !heading.test(line) && !opening.test(line) && !aboutPrinting.test(line)) continue
    tries++
    if (isDisclaimer(line, lines.slice(at, end).join(' '), isAfterOne)) return at
  }
  return -1
}

function isDisclaimer(firstLine: string, text: string, isAfterOne: boolean): boolean {
  if (hasFact(text) || isPersonal(text) || aboutPrograms.test(text.replace(inError, ''))) return false
  if (aboutPrinting.test(text)) return true
  const made = claims.filter((claim) => claim.test(text)).length
  const begins = heading.test(firstLine) || opening.test(text)
  if (begins && (made >= 3 || (made === 2 && !aboutTrouble.test(text)))) return true
  const isLong = text.split(/\s+/).length >= shortestLaw
  return isLong && made >= (isAfterOne ? 1 : 3)
}
