import { isReported, wordsOfNames } from './hearsay.ts'
import { asksBack, leavesOpen, ofSharing, orders, smallTalk } from './intent-kinds.ts'
import { type Intent, type IntentName, intentOf } from './intents.ts'
import { fold, tokenize } from './normalize.ts'
import { regexOf } from './regex-of.ts'
import { machineLine, splitSentences } from './sentences.ts'

export type Statement = {
  text: string
  kind: 'statement' | 'question' | 'command' | 'chatter'
  /** Seen, measured, run or done by the engineer; false for what somebody told. */
  checked: boolean
}

export type Message = { statements: Statement[]; intent: Intent | null }

/**
 * A message taken apart. Only a `statement` may become a fact; questions, orders to FlowPilot, chatter, "no idea" and a
 * bare yes or no never do. A pasted log is one statement, its most telling line. `people`: names of those whose reports
 * are hearsay, the ticket's contact and client.
 */
export function readMessage(text: string, people: readonly string[] = []): Message {
  const intent = intentOf(text)
  const names = wordsOfNames(people)
  const statements = splitSentences(text).map(({ text: sentence, pasted }): Statement => {
    const kind = kindOf(sentence, pasted)
    return { text: sentence, kind, checked: kind === 'statement' && (pasted || isChecked(sentence, names)) }
  })
  return {
    statements: statements.map((one, at) =>
      isRhetorical(one, statements[at + 1]) ? { ...one, kind: 'chatter' } : one,
    ),
    intent,
  }
}

/** "All of them? no just 3": who asks answers it at once. */
const isRhetorical = ({ kind }: Statement, next: Statement | undefined): boolean =>
  kind === 'question' &&
  next !== undefined &&
  next.kind !== 'question' &&
  /^(?:no|nope|nah|nein|nee|yes|yep|ja|jep)\b/i.test(next.text)

const chatter = new Set<IntentName>([...smallTalk, ...leavesOpen, 'affirm', 'deny'])

function kindOf(text: string, pasted: boolean): Statement['kind'] {
  if (pasted) return 'statement'
  const intent = intentOf(text)
  if (intent && /\?\s*$/.test(text)) return ofSharing.has(intent.intent) ? 'command' : 'question'
  if (intent && asksBack.has(intent.intent)) return 'question'
  if (intent && orders.has(intent.intent)) return 'command'
  if (intent && chatter.has(intent.intent) && !tells(intent)) return 'chatter'
  if (
    intent &&
    (intent.intent === 'fixed' || intent.intent === 'still_broken' || intent.intent === 'close') &&
    tokenize(intent.rest).length < 2
  )
    return 'chatter'
  if (ordered.test(fold(text))) return 'command'
  return tokenize(text).length === 1 && !/\d|[A-Z]{2}|_/.test(text) ? 'chatter' : 'statement'
}

/** "no, only at the front desk": chatter with something behind it. */
const tells = ({ intent, rest }: Intent): boolean =>
  tokenize(rest).length >= 3 && chatter.has(intent) && !leavesOpen.has(intent)

const ordered = regexOf(String.raw`
  ^(?:please |bitte )?(?:note|add|remove|delete|remember|show|list|tell|give|write|draft|explain|open
  |close|notier|merke?|zeige?|schreibe?|erklaere?)\b(?: (?:that|me|the|this|it|a|an|dir|mir|das|den|die
  |bitte)\b)`)

const told = regexOf(String.raw`
  , (?:says?|said|sagt|meint|behauptet)\b|\b(?:according to|apparently|allegedly|supposedly|i (?:heard
  |was told)|laut|angeblich|offenbar|anscheinend|soll(?:en)? (?:angeblich|wohl)|(?:sagt|meint) (?:sie|er
  |der|die)|(?:she|he|they) (?:is|are) (?:sure|certain)|i (?:think|guess|assume|suspect)
  |(?:ich )?(?:glaube|denke|vermute)|probably|maybe|perhaps|vielleicht|vermutlich|wahrscheinlich|might be
  |could be|i believe)\b`)
const seen = regexOf(String.raw`
  \b(?:i|we|ich|wir|just|have|has|hab|habe|haben|selbst|myself)\b[^.]{0,40}\b(?:checked|tested|tried|ran
  |run|pinged|measured|verified|confirmed|looked|saw|see|seen|found|opened|restarted|rebooted|replaced
  |removed|deleted|disabled|enabled|reset|changed|set|turned|switched|rolled|reinstalled|installed|updated
  |cleared|compared|logged|read|reproduced|unlocked|swapped|moved|added|created|traced|geprueft|getestet
  |probiert|gemessen|gesehen|gefunden|nachgesehen|neugestartet|neu gestartet|getauscht|geloescht
  |deaktiviert|aktiviert|zurueckgesetzt|geaendert|installiert|ersetzt|verglichen|gepingt|ausgefuehrt
  |entsperrt|angemeldet)\b`)
const result = regexOf(String.raw`
  \b(?:shows?|showed|says|returns?|returned|reports|reads|output|result|log|logs|trace|event ?log|event id
  |eventid|ereignis|zeigt|steht|ergibt|ausgabe|protokoll|ipconfig|ping|pings|pinged|nslookup|tracert
  |traceroute|whoami|gpresult|msinfo32|dsregcmd|get-\w+|test-\w+|resolve-\w+|dcdiag|repadmin|sfc|dism
  |chkdsk|tested|checked|verified|measured|confirmed|reproduced|restarted|rebooted|replaced|turned (?:off
  |on)|rolled back|unlocked|cleared|disabled|enabled|geprueft|getestet|gemessen|nachgesehen|bestaetigt
  |neu gestartet|getauscht|deaktiviert|zurueckgesetzt)\b`)
const measured = regexOf(String.raw`
  \b\d+(?:[.,]\d+)?\s?(?:ms|mbit|mbps|gbit|gb|mb|tb|kb|dbm|db|v|°c|rpm|hz|packets|hops|seconds|sec|s)\b
  |\d\s?%|\b(?:0x[0-9a-f]{4,}|event \d{3,}|\d\.\d\.\d{1,3})\b`)

/** Whether the engineer saw it. Hearsay wins over a value: "she says it takes 40 seconds". */
function isChecked(text: string, names: readonly string[]): boolean {
  const plain = fold(text)
  if (told.test(plain) || isReported(plain, names)) return false
  return seen.test(plain) || result.test(plain) || measured.test(plain) || machineLine(text)
}
