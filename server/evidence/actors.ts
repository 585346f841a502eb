import { fold, normalize } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'
import { anyDeedForm } from './deed-table.ts'
import { anyDeedKinds, deedsOf } from './deed-words.ts'
import { piecesOf } from './pieces.ts'
import type { Said } from './sentences.ts'
import type { Source } from './source.ts'

type Actor = 'client' | 'ours' | 'third'

const nouns: Record<Actor, string> = {
  client:
    'clients?|customers?|users?|caller|contact|you|end user|client contact|office manager|receptionist|kunde|kundin|kunden|anwender|anwenderin|benutzer|benutzerin|nutzer|nutzerin|ansprechpartner|ansprechpartnerin|sie',
  ours: 'we|i|our (?:team|engineers?|technicians?|colleagues?)|the (?:engineer|technician)|engineer|technician|wir|ich|unser (?:team|techniker|kollege)|techniker|technikerin',
  third:
    '(?:your |ihr |ihre )?(?:vendor|provider|isp|supplier|manufacturer|carrier|hoster|microsoft|hersteller|anbieter|provider|lieferant|telekom|third party|their it|external partner)',
}
const deed =
  'confirmed|confirms|wrote|reported|reports|said|says|told|tells|stated|states|mentioned|mentions|described|noticed|complained|restarted|rebooted|reset|replaced|swapped|installed|reinstalled|uninstalled|updated|upgraded|removed|deleted|cleared|disabled|enabled|added|created|changed|adjusted|corrected|set|moved|unlocked|released|blocked|connected|unplugged|plugged|reconnected|repaired|rebuilt|restored|renewed|assigned|stopped|started|ordered|checked|tested|verified|inspected|measured|ran|tried|found|fixed|solved|resolved|switched|turned|rolled|cleaned|configured|bestaetigt|bestaetigte|festgestellt|geschrieben|mitgeteilt|berichtet|berichtete|meldet|meldete|gemeldet|sagt|sagte|angegeben|geschildert|neugestartet|gestartet|ersetzt|ausgetauscht|getauscht|installiert|aktualisiert|entfernt|geloescht|deaktiviert|aktiviert|geaendert|angepasst|eingerichtet|entsperrt|freigegeben|geprueft|getestet|gemessen|repariert|erneuert|eingeschaltet|ausgeschaltet|zurueckgesetzt|wiederhergestellt|angelegt|hinzugefuegt|verschoben|beendet|bestellt|behoben|geloest'
const between =
  '(?:has|have|had|also|already|then|now|just|both|have just|has just|has already|have already|successfully|again|still|hat|haben|habe|hatte|selbst|bereits|inzwischen|auch)'
const asSubject = (actor: Actor) =>
  new RegExp(
    `(?<!\\bby (?:the |your )?)(?<!\\b(?:to|for|with|of|from|asked|told) (?:the |your )?)\\b(?:${nouns[actor]})(?: ${between}){0,3} (?:uns )?(?:(?:den|die|das|dem|der|ein|eine|einen|es|uns)(?: \\w+){1,5} (?:neu )?)?(?:${deed})\\b`,
  )
const byActor = (actor: Actor) =>
  new RegExp(
    `\\b(?:by|vom|von|durch)(?: (?:the|your|our|a|an|den|die|der|dem|einen|einem))? (?:${nouns[actor]})\\b`,
  )
const shapes: Record<Actor, RegExp[]> = {
  client: [
    asSubject('client'),
    byActor('client'),
    /\b(?:according to|laut) (?:the |your |dem |der )?(?:client|customer|user|caller|you|kunde\w*|anwender\w*|benutzer\w*)\b/,
  ],
  ours: [asSubject('ours'), byActor('ours'), /\b(?:hat|haben|habe) (?:wir|ich)\b/],
  third: [asSubject('third'), byActor('third')],
}
const named = new RegExp(
  `(?:^|[,;] |\\b(?:and|und|that|dass) )((?:[a-z'-]+ ){0,2}[a-z'-]+?)(?: ${between}){0,3} (?:(?:den|die|das|dem|der|es|uns)(?: \\w+){1,5} (?:neu )?)?(?:${deed})\\b`,
)

/** Who, a sentence says, did or said something. */
const actorsIn = readOnce((plain): readonly Actor[] =>
  (Object.keys(shapes) as Actor[]).filter((actor) => shapes[actor].some((shape) => shape.test(plain))),
)

const mentions = {
  client: new RegExp(`\\b(?:${nouns.client})\\b`),
  third: new RegExp(`\\b(?:${nouns.third})\\b`),
}

type People = {
  /** Names of the header: the client's people. */
  client: string
  names: ReadonlySet<string>
}

/** Whether a sentence says that another person did or said it than its sources do. */
export function isOtherActor(said: Said, cited: readonly Source[], people: People): boolean {
  if (said.section === 'next') return false
  const rests = cited.filter(({ kind }) => kind !== 'header' && kind !== 'cause')
  if (rests.length === 0) return false
  if (actorsIn(said.plain).some((actor) => !rests.some((source) => mayBe(actor, source, people)))) return true
  return isOtherPerson(said, rests, people) || isOtherDoer(said, rests, people)
}

const ourDoer = /\b(?:we|i|wir|ich)\b/
const clientDoer =
  /(?<!\b\w+ed )\b(?:you|sie)\b(?! (?:can|cannot|could|are|were|will|told|said|say|reported|wrote|confirmed|koennen)\b)/

/** A part tells of a deed of ours whose step the client did, or the other way round. */
function isOtherDoer(said: Said, cited: readonly Source[], people: People): boolean {
  const { names } = people
  const steps = cited.filter(({ kind, done, who }) => kind === 'task' && done !== 'no' && who !== null)
  if (steps.length === 0) return false
  return piecesOf(said.text).some((part) => {
    const plain = normalize(part).replace(beforeThat, '')
    const deeds = deedsOf(plain, false, anyDeedForm)
    const told = deeds.map(({ kind }) => kind)
    const own = steps.filter(({ plain: of }) => told.some((kind) => anyDeedKinds(of).has(kind)))
    if (own.length === 0) return false
    const name = deeds.flatMap(({ at }) => nameBefore(plain.slice(0, at), names))
    if (name.length > 0) return !own.some(({ who }) => name.some((one) => fold(who ?? '').includes(one)))
    const isOurs = ourDoer.test(plain)
    if (isOurs === clientDoer.test(plain)) return false
    return own.every(({ who }) => isClients(who ?? '', people) === isOurs)
  })
}

const beforeThat = /^(?:(?:before|after) that|davor|danach) /
/** Somebody's name, with nothing but small words between it and what they did. */
const nameAtEnd = new RegExp(`(?:^|\\s)([a-z'-]{3,})(?: ${between}){0,3} $`)
function nameBefore(before: string, names: ReadonlySet<string>): string[] {
  const [, name = ''] = nameAtEnd.exec(before) ?? []
  return names.has(name) ? [name] : []
}

function mayBe(actor: Actor, source: Source, people: People): boolean {
  const { plain, known, who, kind } = source
  const told = actorsIn(plain)
  if (told.includes(actor) || (actor !== 'ours' && mentions[actor].test(plain))) return true
  const isOfClient = who !== null && isClients(who, people)
  if (actor === 'third') return false
  if (actor === 'client') return isOfClient || (who === null && (known === 'told' || kind === 'note'))
  if (told.length > 0 && !told.includes('ours')) return known === 'checked'
  return !(isOfClient && known !== 'checked' && kind !== 'answer')
}

const isClients = (who: string, { client }: People): boolean =>
  fold(who)
    .split(/\s+/)
    .filter((word) => word.length > 2)
    .some((word) => client.split(/[^\p{L}\p{N}'-]+/u).includes(word))

/** A name before a deed, of a person whom no source has as the one. */
function isOtherPerson(said: Said, cited: readonly Source[], { names }: People): boolean {
  const subject =
    named
      .exec(said.plain)?.[1]
      ?.split(' ')
      .filter((word) => names.has(word)) ?? []
  const by =
    /\b(?:by|von|durch) ((?:[a-z'-]+ ){0,1}[a-z'-]+)/
      .exec(said.plain)?.[1]
      ?.split(' ')
      .filter((word) => names.has(word)) ?? []
  const persons = [...subject, ...by]
  if (persons.length === 0) return false
  const known = cited.filter(({ who }) => who !== null)
  if (known.length === 0) return false
  return !cited.some(({ who, plain }) =>
    persons.some((one) => fold(who ?? '').includes(one) || plain.split(/\s+/).includes(one)),
  )
}

export function peopleOf(all: readonly Source[], names: ReadonlySet<string>): People {
  const client = all
    .filter(({ kind }) => kind === 'header')
    .map(({ text }) => fold(text))
    .join('\n')
  return { client, names }
}
