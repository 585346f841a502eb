import { fold } from './normalize.ts'
import { regexOf } from './regex-of.ts'

const set = (words: string) => new Set(words.split(/\s+/))

const verbs = regexOf(
  String.raw`
  \b(?:says?|said|reports?|reported|claims?|claimed|tells?|told|thinks?|thought|believes?|mentions?
  |mentioned|swears?|sagt|sagte|sagen|meint|meinte|meldet|meldete|berichtet|berichtete|behauptet
  |behauptete|erzaehlt|erzaehlte)\b`,
  'g',
)

const people = set(
  `she he they sie er somebody someone everybody everyone jemand user users client clients customer customers caller contact colleague colleagues
  boss manager secretary receptionist assistant owner teacher doctor nurse ceo cfo husband wife team staff people kunde kundin kunden anwender anwenderin
  benutzer benutzerin nutzer mitarbeiter mitarbeiterin kollege kollegin kollegen chef chefin ansprechpartner ansprechpartnerin empfang sekretaerin`,
)
/** Who sees for themselves, and words that stand for a thing or for nobody. */
const notSomebody = set(
  `i we you ich wir man it this that which what who es das dies nobody nothing niemand nichts and but or so und aber oder as not nicht be is was are were
  has have had to the a an my our your no all any some one two monthly daily weekly yearly sales error crash bug status test`,
)
/** They show or report what an engineer reads there. */
const things = set(
  `log logs eventlog event viewer trace output result results query screen display panel portal dashboard console page site website popup message messages
  warning dialog window banner tray tool tools test check monitor monitoring status sensor alert ticket note mail label sticker system server service device
  driver program app software job task script command cmd printer scanner router switch firewall gateway controller modem phone pc laptop computer machine
  host vm disk drive ups bios firmware agent wizard installer browser editor center centre admin api dns dhcp vpn ad gpo syslog smart antivirus
  scan backup ereignisanzeige protokoll anzeige fenster meldung drucker geraet konsole ausgabe dienst treiber rechner
  outlook windows exchange teams onedrive sharepoint intune defender entra azure office excel word edge chrome firefox safari acrobat powershell veeam
  wireshark sophos fortigate fortinet unifi meraki cisco citrix sap datev synology qnap hp dell lenovo microsoft google apple vmware hyperv autotask`,
)
/** "The VPN client", "device manager": a program, whoever else is called so. */
const programs = regexOf(String.raw`
  \b(?:(?:vpn|mail|sync|rdp|citrix|dhcp|ssh|ftp|anyconnect|outlook|teams|forti\w*) client|(?:device|task
  |server|boot|credential|queue|policy|update|service|configuration) manager)$`)
const determiners = set(
  'the a an this that these der die das den dem ein eine my our your her his their its ihr ihre sein seine',
)
const adverbs = /(?:\b(?:also|only|just|now|still|always|even|then|again|auch|nur|jetzt|immer|noch)\s+)+$/

const wordsBack = 80

/**
 * Whether a folded text tells what somebody reported: its subject is a person by kind ("the user says"), by a name from
 * the ticket, or a name by its place, without an article at the beginning ("Joe says"). "Event log reports" is none.
 */
export function isReported(plain: string, names: readonly string[] = []): boolean {
  for (const verb of plain.matchAll(verbs)) {
    const before = plain.slice(Math.max(0, verb.index - wordsBack), verb.index)
    const clause = (/[^,;:.!?()\n]*$/.exec(before)?.[0] ?? '').replace(adverbs, '').trim()
    if (isSomebody(clause, names)) return true
  }
  return false
}

function isSomebody(clause: string, names: readonly string[]): boolean {
  const words = clause.split(/\s+/)
  const subject = words.at(-1) ?? ''
  if (subject === '' || programs.test(clause)) return false
  if (people.has(subject) || names.includes(subject)) return true
  if (notSomebody.has(subject) || things.has(subject) || !/^\p{L}{2,20}$/u.test(subject)) return false
  const isBare = !words.slice(0, -1).some((word) => determiners.has(word))
  return (
    isBare &&
    words.length <= longestName &&
    !words.some((word) => things.has(word) || verbsOfDoing.test(word))
  )
}

/** "Mrs de Boer", "and Ann Reyes" */
const longestName = 3
/** "Rolled back, uninstalled says nothing": a deed is no name. */
const verbsOfDoing = /(?:ed|ing)$/

/** The words of names as `isReported` compares them; a "Server" in a company's name is none. */
export const wordsOfNames = (names: readonly string[]): string[] =>
  names
    .flatMap((name) => fold(name).split(/[\s,]+/))
    .filter((word) => word.length > 2 && !things.has(word) && !notSomebody.has(word))
