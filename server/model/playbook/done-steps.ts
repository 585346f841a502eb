import { readClauses } from '../../language/clauses.ts'
import { contentStems } from '../../language/content-stems.ts'
import { normalize } from '../../language/normalize.ts'
import type { TaskTold, TurnOutput } from '../protocol.ts'
import type { Here } from './here.ts'

/** Verbs of a step, and how an engineer says that it was done. */
const deeds: readonly (readonly [step: RegExp, said: RegExp])[] = [
  [
    /\b(?:revoke|sign out|end)\b/,
    /\b(?:revoked|killed|ended|signed out|logged out|widerrufen|beendet|abgemeldet)\b/,
  ],
  [/\b(?:export|save)\b/, /\b(?:exported|saved|exportiert|gesichert)\b/],
  [/\bcall\b/, /\b(?:called|phoned|rang|angerufen)\b/],
  [/\b(?:lock|suspend|stop)\b/, /\b(?:locked|suspended|stopped|blocked|gesperrt|blockiert|gestoppt)\b/],
  [/\bunlock\b/, /\b(?:unlocked|entsperrt|freigeschaltet)\b/],
  [/\b(?:repair|fix|mend)\b/, /\b(?:repaired|fixed|mended|repariert|geflickt)\b/],
  [
    /\b(?:remove|delete|clear|uninstall|empty|purge|clean)\b/,
    /\b(?:removed|deleted|cleared|uninstalled|emptied|purged|cleaned|geloescht|entfernt|deinstalliert|geleert|gereinigt|raus|weg)\b/,
  ],
  [
    /\b(?:replace|swap|exchange|change|renew)\b/,
    /\b(?:replaced|swapped|exchanged|changed|renewed|reset|new|zurueckgesetzt|neu gesetzt|getauscht|ausgetauscht|ersetzt|gewechselt|erneuert|geaendert)\b/,
  ],
  [
    /\b(?:restart|reboot|start)\b/,
    /\b(?:restarted|rebooted|started|neugestartet|gestartet|durchgestartet|rebootet)\b/,
  ],
  [
    /\b(?:update|upgrade|install|roll|reinstall)\b/,
    /\b(?:updated|upgraded|installed|reinstalled|rolled|patched|aktualisiert|installiert|eingespielt|geupdatet)\b/,
  ],
  [
    /\b(?:reset|rebuild|recreate|re-create|create)\b/,
    /\b(?:reset|rebuilt|recreated|created|zurueckgesetzt|angelegt|erstellt|aufgebaut|eingerichtet)\b/,
  ],
  [
    /\b(?:disable|turn|switch|exclude|block)\b/,
    /\b(?:disabled|turned|switched|excluded|blocked|deaktiviert|abgeschaltet|ausgeschaltet|ausgemacht|gesperrt|umgestellt)\b/,
  ],
  [
    /\b(?:enable|allow|register|release|approve)\b/,
    /\b(?:enabled|allowed|registered|released|approved|aktiviert|eingeschaltet|registriert|freigegeben|zugelassen)\b/,
  ],
  [
    /\b(?:add|grant|assign|give)\b/,
    /\b(?:added|granted|assigned|gave|given|hinzugefuegt|zugewiesen|eingetragen|berechtigt)\b/,
  ],
  [
    /\b(?:move|free|enlarge|extend|raise|grow)\b/,
    /\b(?:moved|freed|enlarged|extended|raised|expanded|verschoben|freigemacht|vergroessert|erhoeht|verlaengert)\b/,
  ],
  [
    /\b(?:set|choose|correct|adjust|select|enter|narrow)\b/,
    /\b(?:set|chose|chosen|selected|corrected|adjusted|entered|narrowed|gesetzt|gewaehlt|korrigiert|angepasst|eingestellt|eingegeben)\b/,
  ],
  [
    /\b(?:connect|plug|reseat|restore|reconnect|pair)\b/,
    /\b(?:connected|plugged|reseated|restored|reconnected|paired|angeschlossen|eingesteckt|gesteckt|wiederhergestellt|gekoppelt)\b/,
  ],
]
/** Nothing of this was done yet, or not at all. */
const notDone =
  /\b(?:not|never|nobody|niemand|no one|nicht|nie|kein\w*|will|shall|need|needs|must|muss|muessen|noch|should|soll|sollte|werde|would|going to|have to|tomorrow|morgen|later|spaeter|could|can|kann|if|wenn|before|bevor|try|user|client|she|he|they|kunde|who|wer|already was|yesterday|gestern|last week|letzte)\b/

const shareOfStep = 1 / 3
const longestVerbPart = 5

/** Whether a message says that this step was done. */
export function saysDone(message: string, step: string): boolean {
  const begins = normalize(step).split(' ').slice(0, longestVerbPart).join(' ')
  const verbs = deeds.filter(([verb]) => verb.test(begins))
  if (verbs.length === 0) return false
  const named = contentStems(step).filter((stem) => !verbStems.has(stem))
  return readClauses(message).some(({ bare }) => {
    const clause = bare.join(' ')
    if (notDone.test(clause) || !verbs.some(([, said]) => said.test(clause))) return false
    const said = new Set(contentStems(inEnglish(clause)))
    const shared = named.filter((stem) => said.has(stem)).length
    return shared > 0 && shared >= named.length * shareOfStep
  })
}

const nouns: Record<string, string> = {
  pw: 'password',
  pwd: 'password',
  treiber: 'driver',
  konto: 'account',
  dienst: 'service',
  warteschlange: 'queue',
  profil: 'profile',
  schluessel: 'key',
  batterie: 'battery',
  akku: 'battery',
  sicherung: 'backup',
  vertrauensstellung: 'secure channel',
  auftrag: 'job',
  netzteil: 'power supply',
}
const inEnglish = (clause: string): string => clause.replace(/[a-z]+/g, (word) => nouns[word] ?? word)

const verbStems = new Set(
  contentStems(
    'unlock repair fix remove delete clear replace swap change renew restart start update upgrade install reset create disable turn switch exclude enable allow register add grant assign give move free enlarge extend raise set choose correct adjust select enter connect plug reseat restore pair old new',
  ),
)

const told = ({ heard }: Here): string[] =>
  heard.statements.filter(({ kind }) => kind === 'statement' || kind === 'chatter').map(({ text }) => text)

/** Steps in hand that these words report as done. */
export function doneBySaying(here: Here, known: readonly TaskTold[]): TurnOutput['task_changes'] {
  const words = told(here)
  return known
    .filter(({ state, by_person }) => !by_person && (state === 'pending' || state === 'active'))
    .filter(({ text }) => words.some((one) => saysDone(one, text)))
    .map(({ id }) => ({ id, state: 'done', known: 'checked', result: '' }))
}

/** An engineer reported it as done before it came into the list. */
export const isDoneAlready = ({ case: { facts } }: Here, step: string): boolean =>
  facts.some(
    ({ source, status, text }) => source === 'engineer' && status === 'confirmed' && saysDone(text, step),
  )
