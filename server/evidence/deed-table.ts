import { stemOf } from '../language/normalize.ts'

/** Kinds of deeds: English verbs as they stand in a dictionary, then German forms: infinitive and participle. */
const lines = `
restart: restart reboot cycle | neustarten neugestartet gestartet starten durchgestartet
reset: reset | zuruecksetzen zurueckgesetzt
replace: replace swap exchange | ersetzen ersetzt austauschen ausgetauscht tauschen getauscht wechseln gewechselt
install: install reinstall deploy | installieren installiert einrichten eingerichtet
uninstall: uninstall | deinstallieren deinstalliert
update: update upgrade patch | aktualisieren aktualisiert einspielen eingespielt
remove: remove delete clear purge clean empty flush archive | entfernen entfernt loeschen geloescht leeren geleert bereinigen bereinigt reinigen gereinigt
disable: disable deactivate | deaktivieren deaktiviert abschalten abgeschaltet ausschalten ausgeschaltet
enable: enable activate | aktivieren aktiviert einschalten eingeschaltet
add: add create | hinzufuegen hinzugefuegt anlegen angelegt erstellen erstellt
change: change adjust modify correct edit configure reconfigure set increase raise extend enlarge widen lower shorten reduce limit narrow | aendern geaendert anpassen angepasst korrigieren korrigiert konfigurieren konfiguriert einstellen eingestellt umstellen umgestellt erhoehen erhoeht vergroessern vergroessert erweitern erweitert
move: move migrate transfer | verschieben verschoben migrieren migriert
unlock: unlock | entsperren entsperrt
release: release whitelist allow | freigeben freigegeben freischalten freigeschaltet
block: block
connect: connect reconnect plug attach pair join | anschliessen angeschlossen einstecken eingesteckt
disconnect: disconnect unplug detach | abstecken abgesteckt ausstecken ausgesteckt
repair: repair rebuild recreate restore mend recover | reparieren repariert wiederherstellen wiederhergestellt
rollback: roll revert | zurueckrollen zurueckgerollt
renew: renew reissue | erneuern erneuert verlaengern verlaengert
assign: assign grant | zuweisen zugewiesen
stop: stop kill | beenden beendet stoppen gestoppt
start: start launch
order: order | bestellen bestellt
escalate: escalate | eskalieren eskaliert
contact: call phone contact ask | anrufen angerufen kontaktieren kontaktiert fragen gefragt
check: check test verify inspect examine look review compare validate measure trace monitor run list read export collect reproduce search exclude confirm | pruefen geprueft ueberpruefen ueberprueft testen getestet vergleichen verglichen messen gemessen nachsehen nachgesehen kontrollieren kontrolliert durchfuehren durchgefuehrt auslesen ausgelesen
`
const irregular: Record<string, string> = {
  reset: 'reset',
  set: 'set',
  run: 'ran',
  read: 'read',
  rebuild: 'rebuilt',
}
const doubled = new Set('swap stop plug unplug'.split(' '))

/** As one word of a text tells a deed: of which kind, and in which form. */
export type DeedForm = { kind: string; form: 'past' | 'plain' | 'ongoing' | 'either' }

const pastOf = (verb: string): string => {
  const known = irregular[verb]
  if (known) return known
  if (verb.endsWith('e')) return `${verb}d`
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`
  return doubled.has(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`
}
const ongoingOf = (verb: string): string => {
  if (doubled.has(verb) || ['reset', 'set', 'run'].includes(verb)) return `${verb}${verb.at(-1)}ing`
  return verb.endsWith('e') ? `${verb.slice(0, -1)}ing` : `${verb}ing`
}

const forms = new Map<string, DeedForm>()
for (const line of lines.trim().split('\n')) {
  const [kind = '', verbs = ''] = line.split(': ')
  const [english = '', german = ''] = verbs.split(' | ')
  for (const verb of english.split(' ')) {
    forms.set(verb, { kind, form: 'plain' })
    forms.set(ongoingOf(verb), { kind, form: 'ongoing' })
    forms.set(pastOf(verb), { kind, form: pastOf(verb) === verb ? 'either' : 'past' })
  }
  for (const word of german.split(' ').filter(Boolean))
    forms.set(word, {
      kind,
      form:
        /(?:ge.{3,}|t|gefuegt|geben|schoben|wiesen)$/.test(word) && !/(?:tzen|en)$/.test(word)
          ? 'past'
          : 'plain',
    })
}
for (const word of 'verschoben freigegeben angeschlossen zugewiesen gemessen nachgesehen ausgelesen verglichen angerufen'.split(
  ' ',
))
  forms.set(word, { kind: forms.get(word)?.kind ?? 'check', form: 'past' })
forms.set('rerun', { kind: 'check', form: 'either' })
forms.set('shut', { kind: 'stop', form: 'either' })
forms.set('ran', { kind: 'check', form: 'past' })

/** The deed that a word in small letters may tell; undefined for any other word. */
export const deedForm = (word: string): DeedForm | undefined => forms.get(word)

const irregularPast: Record<string, string> = {
  sent: 'send',
  took: 'take',
  taken: 'take',
  made: 'make',
  got: 'get',
  brought: 'bring',
  bound: 'bind',
  kept: 'keep',
  wrote: 'write',
  written: 'write',
  gave: 'give',
  given: 'give',
  built: 'build',
  gone: 'go',
  went: 'go',
  booked: 'book',
}
/** They say of a noun that it was done: "the restart was carried out". */
const performed = new Set(
  'done carried performed completed finished executed conducted erledigt durchgefuehrt vorgenommen abgeschlossen ausgefuehrt'.split(
    ' ',
  ),
)
/** They tell of no deed of anybody's. */
const noDeeds = new Set(
  'planned proposed recommended expired listed used allowed finished need speed feed suspected based affected reported related expected supposed named called used concerned located involved attached limited unlimited detailed indeed'.split(
    ' ',
  ),
)

/** As `deedForm`, of any verb: its kind is its stem, or `any` of a word that says so of a noun. */
export function anyDeedForm(word: string): DeedForm | undefined {
  if (performed.has(word)) return { kind: anyKind, form: 'either' }
  const known = forms.get(word)
  if (known) return known
  const base = irregularPast[word]
  if (base) return { kind: stemOf(base), form: 'past' }
  if (/^[a-z]{3,}ed$/.test(word) && !noDeeds.has(word)) return { kind: stemOf(word), form: 'past' }
  const [, prefix = '', root] = /^([a-z]{2,5})?ge([a-z]{3,})(?:t|en)$/.exec(word) ?? []
  return root ? { kind: stemOf(`${prefix}${root}en`), form: 'past' } : undefined
}
export const anyKind = 'any'
