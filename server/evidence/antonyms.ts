import { tokenize } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { regexOf } from '../language/regex-of.ts'
import { contentOf } from './content.ts'

/**
 * Two sides that cannot both be meant of one thing; words of a side divided by blanks, forms are found by their stem.
 * With a star: only before a word that the other text has too.
 */
const table = `
online / offline down
enable activate on / disable deactivate off
enabled active aktiv on / disabled inactive inaktiv off
full voll / empty leer
open offen geoeffnet / closed shut geschlossen
unlock unlocked entsperrt / lock locked gesperrt
connect connected plugged angeschlossen verbunden / disconnect disconnected unplugged getrennt
fast quick schnell / slow sluggish langsam
new neu / old alt former previous earlier *
latest newest current aktuell neueste / outdated obsolete veraltet
valid gueltig / invalid expired abgelaufen ungueltig
inside internal intern / outside external extern ausserhalb
before vor vorher / after nach danach *
increase increased raised higher erhoeht gestiegen / decrease decreased reduced lowered lower gesenkt gesunken
high hoch / low niedrig
start started / stop stopped
install installed installiert / uninstall uninstalled removed deinstalliert entfernt
add added hinzugefuegt / remove removed deleted entfernt geloescht
allow allowed permitted erlaubt zugelassen / block blocked denied prohibited blockiert verweigert
accept accepted angenommen / reject rejected refused abgelehnt abgewiesen
send sent gesendet senden / receive received empfangen
incoming inbound eingehend / outgoing outbound ausgehend
wired cable kabel / wireless wifi wlan
all everyone every alle jeder / none nobody keiner niemand
all everyone every alle jeder / few some wenige manche einige
complete completely vollstaendig / incomplete partial unvollstaendig
newer neuer / older aelter *
older aelter / newer younger neuer
new neu neue neuen / former previous earlier alte alten bisherige *
release released restore restored keep kept / delete deleted erase erased discard
add added adding / remove removed removing
uploaded uploading uploads / downloaded downloading downloads
lacks lack lacking missing / contains contain includes include
all everyone everybody alle / one single einzige
always immer / never nie niemals
correct right korrekt richtig / wrong incorrect falsch *
same identical / different
more mehr / less fewer weniger *
left links / right rechts *
permanent dauerhaft / temporary voruebergehend
present vorhanden / missing absent fehlt fehlend
reachable erreichbar / unreachable unerreichbar
healthy intact intakt / faulty defective broken defekt kaputt
stable stabil / unstable instabil
possible moeglich / impossible unmoeglich
succeed succeeded successful passed erfolgreich / fail failed fehlgeschlagen
upload / download
local lokal / remote entfernt
automatic automatisch / manual manuell
static statisch / dynamic dynamisch
compatible / incompatible
available verfuegbar / unavailable
confirmed bestaetigt / excluded ausgeschlossen
primary / secondary
better besser / worse schlechter schlimmer
short kurz / long lang *
early frueh / late spaet
morning morgens / evening abends
working works funktioniert / broken fails defekt kaputt
public oeffentlich / private privat
secure sicher / insecure unsicher
constant constantly permanently staendig / occasional occasionally intermittent intermittently sporadic sometimes gelegentlich manchmal zeitweise sporadisch
loose lose / tight fest
fixed repaired behoben / broken
upgrade upgraded / downgrade downgraded
enough sufficient genug ausreichend / insufficient
normal / abnormal unusual
known bekannt / unknown unbekannt
backed / unbacked
encrypted verschluesselt / unencrypted unverschluesselt
signed / unsigned
reproducible / irreproducible
near nah / far
front vorne / back hinten *
warm hot heiss / cold kalt
single einzeln / several multiple many mehrere viele
few wenige / many viele
first erste / last letzte *
most meiste / few *
clean sauber / dirty infected schmutzig infiziert
pass passes / fail fails
appear appears appeared / disappear disappears disappeared
improve improved improves besser / worsen worsened worsens
longer laenger / shorter kuerzer *
larger bigger groesser / smaller kleiner
earlier frueher / later spaeter
begin begins began begonnen / end ends ended geendet
success erfolg / failure misserfolg
sender absender / recipient empfaenger
with mit / without ohne *
daily taeglich / weekly monthly woechentlich monatlich
day tagsueber / night nachts
rarely seldom selten / often frequently oft haeufig
everywhere ueberall / nowhere nirgends
running laeuft / stopped halted gestoppt
plugged eingesteckt / unplugged ausgesteckt
locked gesperrt / unlocked entsperrt
opened geoeffnet / closed geschlossen
resolved geloest behoben / unresolved ungeloest
rising steigt / falling sinkt
grow grew wuchs / shrink shrank schrumpfte
weak schwach / strong stark
minor klein / major gross
on / off
up / down
an / aus
`

/** Small words mean a side only behind a verb of being or of switching. */
const small = new Set('on off up down an aus'.split(' '))
const behind = regexOf(
  String.raw`
  \b(?:(?:turn|switch|power)(?:s|ed|ing)? (?:\w+ ){0,4}?(on|off)\b|(?:is|are|was|were|be|been|now|back
  |went|goes|came|stays?|ist|sind|war|waren) (on|off|up|down|an|aus)(?= (?:again|now|since|and|or|wieder
  |jetzt|seit)\b|$))`,
  'g',
)

type Pair = { left: ReadonlySet<string>; right: ReadonlySet<string>; isOfNext: boolean }
const pairs: readonly Pair[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [left = '', right = ''] = line
      .replace(' *', '')
      .split('/')
      .map((side) => side.trim())
    return { left: new Set(left.split(' ')), right: new Set(right.split(' ')), isOfNext: line.endsWith('*') }
  })

/** The words of a text as antonyms compare them: as they stand, and without their endings. */
export type Sides = {
  words: ReadonlySet<string>
  stems: ReadonlySet<string>
  next: ReadonlyMap<string, string>
}

export const sidesOf = readOnce(readSides)

function readSides(plain: string): Sides {
  const all = plain.split(/\s+/)
  const words = all.filter((word) => !small.has(word))
  const set = new Set([
    ...words,
    ...[...plain.matchAll(behind)].map(([, switched, word = '']) => switched ?? word),
  ])
  const next = new Map(all.slice(0, -1).map((word, at) => [word, stemOfWord(all[at + 1] ?? '')]))
  return { words: set, stems: new Set(words.map(stemOfWord)), next }
}

const stems = new Map<string, string>()
const mostKept = 20_000
function stemOfWord(word: string): string {
  const known = stems.get(word)
  if (known !== undefined) return known
  const stem = tokenize(word)[0]?.stem ?? word
  if (stems.size < mostKept) stems.set(word, stem)
  return stem
}

const holds = (side: ReadonlySet<string>, { words, stems: all }: Sides): boolean =>
  [...side].some((word) => words.has(word) || (!small.has(word) && all.has(stemOfWord(word))))

let byWord: Map<string, Pair[]> | undefined
/** The pairs that a word, or a stem of one, has a side in. */
function pairsOf(): ReadonlyMap<string, readonly Pair[]> {
  if (byWord) return byWord
  byWord = new Map()
  for (const pair of pairs)
    for (const side of [...pair.left, ...pair.right])
      for (const word of new Set([side, stemOfWord(side)]))
        byWord.set(word, [...(byWord.get(word) ?? []), pair])
  return byWord
}

/** What is behind the word of a side is in the other text too. */
const isMeant = (next: string | undefined, { stems: all }: Sides): boolean =>
  next !== undefined && all.has(next) && (contentOf(next).length > 0 || /^\d/.test(next))

/** Whether one text says one side of a pair and the other text the other side alone. */
export const areOpposed = (said: Sides, source: Sides): boolean => areOn(said, source, false)
/** As `areOpposed`, whatever stands behind the words; how many are meant, only the words behind can tell. */
export const areOpposedAnywhere = (said: Sides, source: Sides): boolean => areOn(said, source, true)

function areOn(said: Sides, source: Sides, isAnywhere: boolean): boolean {
  const asked = new Set([...said.words, ...said.stems].flatMap((word) => pairsOf().get(word) ?? []))
  return [...asked].some(({ left, right, isOfNext }) => {
    if (isAnywhere && left.has('all')) return false
    const [saidLeft, saidRight] = [holds(left, said), holds(right, said)]
    if (saidLeft === saidRight) return false
    const [ownLeft, ownRight] = [holds(left, source), holds(right, source)]
    if (ownLeft === ownRight || saidLeft === ownLeft) return false
    return (
      isAnywhere ||
      !isOfNext ||
      [...(saidLeft ? left : right)].some((word) => isMeant(said.next.get(word), source))
    )
  })
}
