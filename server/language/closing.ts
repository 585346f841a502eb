import { readClauses } from './clauses.ts'
import { messageCharactersAtMost } from './intents.ts'
import { normalize } from './normalize.ts'
import { regexOf } from './regex-of.ts'

/** Why a case ends without a repair. */
export type ClosingKind =
  | 'spam'
  | 'duplicate'
  | 'explained'
  | 'not_ours'
  | 'withdrawn'
  | 'others'
  | 'no_fault'
  | 'unnamed'

/**
 * An end without a repair. `reason`: in the engineer's words, '' where none was named. `sure`: they said that it ends;
 * else the words may as well be a finding.
 */
export type Closing = { kind: ClosingKind; reason: string; sure: boolean }

const it =
  '(?:(?:it|this|that|das|es|dies|call|mail|ticket|anruf|the call|the mail|the ticket|der anruf|die mail|das ticket) (?:is|was|ist|war) |its |ist |war |also |so |ok |yes |yep |ja |jep |and |und )*'
const only =
  '(?:(?:just|only|clearly|obviously|pure|a|an|another|some|nur|bloss|halt|wohl|klar|eindeutig|reiner?|wieder|mal|ein|eine|einen|einfach|simple|simply|plain|typical|typischer?|old|the|known|usual|uebliche[rs]?|definitely|again|more|total|totally) )*'
const whole = (words: string) => new RegExp(`^${it}${only}(?:${words})$`)

const shapes: readonly (readonly [ClosingKind, RegExp])[] = [
  [
    'spam',
    whole(
      '(?:(?:spam|scam|phishing|junk|fake|prank|robo|robot|sales|cold|telemarketing|marketing|werbe|advertising|nuisance|fraud|betrugs) ?)+(?:call|calls|caller|callers|anruf|anrufe|anrufer|mail|mails|email|emails|message|messages|nachricht|ticket|tickets|request|anfrage|voicemail|attempt|bot)?(?: (?:again|wieder|von irgendwem|from abroad))?|(?:spam|scam|fake|werbe|betrugs|phishing|junk|robo)(?:anruf|anrufe|anrufer|mail|mails|ticket|nachricht|call|calls)|werbung|scammers?|spammers?|wrong number|verwaehlt|falsch verbunden',
    ),
  ],
  [
    'duplicate',
    whole(
      '(?:duplicate|dup|dupe|double|doublette|dublette|duplikat|doppelt|doppeltes ticket|doppelte meldung|doppelt gemeldet|doppelt erfasst|duplicate ticket|duplicate case|double ticket|same ticket|same case)(?: (?:ticket|case|request))?(?: (?:of|to|with|as|von|zu|mit)(?: (?:the|ticket|case|other|open|number|no|dem|anderen|nr))*(?: [a-z]*\\d+)?(?: one| ticket)?)?(?: here)?|(?:same|gleiche?s?|selbe) (?:as|wie|thing as) (?:(?:in|ticket|case|the|das|dem) )*\\d{3,}.{0,30}|(?:merged?|zusammengefuehrt|verschmolzen|merged it|merging) (?:it |this )?(?:into|with|in|mit) (?:the |ticket |case |dem )*[a-z0-9 ]{1,30}|(?:there is |we have |have |has |haben |gibt |es gibt |wir haben )?(?:already|schon|bereits) (?:(?:a|an|ein|has|have|another|open) )*(?:ticket|case)(?: (?:for|open|about|zu|dazu|dafuer|on|fuer).{0,30})?',
    ),
  ],
  [
    'not_ours',
    whole(
      '(?:not|nicht|no|kein) (?:really |longer |wirklich )?(?:our|ours|us|unsere?s?|unserer?)(?: (?:problem|job|issue|business|responsibility|baustelle|aufgabe|sache|bier|zustaendigkeit|thema|scope|contract|vertrag|fault|side|task|ticket|device|system|gear|equipment|network|client|customer|kunde|geraet|hardware|software|printer|department|seite))?(?: (?:any ?more|at all|hier|here|mehr|to fix|to solve))?|.{0,30}(?:out of|outside|outside of|not in|not within|beyond|ausserhalb) (?:(?:the|our|of|des|der|unseres) )*(?:scope|contract|agreement|sla|vertrags?|support|leistungsumfangs?)|(?:not|nicht) (?:covered|supported|abgedeckt|im vertrag|in scope|part of the contract|part of our contract|vertragsbestandteil|under contract|bei uns)(?: by.{0,30})?|(?:wir |we |dafuer |sind |are )*(?:nicht|not) (?:(?:wir|dafuer) )*(?:zustaendig|responsible)(?: for (?:it|this|that))?|nicht unser.{0,20}|(?:private?s?|privates?|eigenes|own) (?:device|geraet|laptop|phone|handy|pc|printer|drucker)',
    ),
  ],
  [
    'explained',
    whole(
      '(?:user|operator|handling|human) (?:error|mistake|issue)(?: explained)?|(?:bedien|bedienungs|anwender|benutzer|user)-?fehler(?: erklaert)?|layer ?8(?: problem)?|pebkac|pebcak|id10t|(?:i |we |have |has |hab |habe |ich |wir |is )*(?:explained|erklaert|showed|shown|gezeigt|trained|told)(?: (?:it|that|this|her|him|them|how|to|the|user|client|customer|use|works|es|ihr|ihm|kunde|kundin|dem|der|wie|geht))*|(?:habe |hab |ich |haben |wir )*(?:(?:es|ihr|ihm|das|dem|der|user|kunden|kundin|ihnen) )+(?:erklaert|gezeigt)(?: wie.{0,20})?|(?:works|working|behaves|is|funktioniert) (?:as designed|as intended|as expected by design|wie vorgesehen|wie gewollt)|(?:is |so |ist so )?(?:by design|intended|gewollt|so gewollt|normal behaviou?r|normales verhalten|expected behaviou?r)|(?:only|just|nur) (?:a )?(?:question|frage|misunderstanding|missverstaendnis)|misunderstanding|missverstaendnis',
    ),
  ],
  [
    'withdrawn',
    whole(
      '(?:(?:the|der|die|das|our) )?(?:client|customer|user|caller|she|he|they|boss|kunde|kundin|anwender|anwenderin|er|sie|chef|request|wish|order|anfrage|wunsch|auftrag|requester|manager|antrag)?(?: (?:has|have|hat|haben|was|is|wurde|ist|says|sagt|meint))*(?: (?:withdrew|withdrawn|cancelled|canceled|dropped|took back|retracted|recalled|revoked|zurueckgezogen|storniert|abgesagt|zurueckgenommen|zieht zurueck|wants to cancel))(?: (?:it|the|his|her|their|this|request|wish|order|ticket|den|die|das|anfrage|wunsch|again|wieder|es))*|(?:(?:the|der|die) )?(?:client|customer|user|she|he|they|kunde|kundin|er|sie|anwender|chef) (?:(?:does|do|did) not|no longer|braucht|needs?|wants?|will|wants|moechte|brauchen|wollen)(?: (?:es|das|ihn|sie|not|no|it|any|\\w{4,12}))*(?: (?:any ?more|mehr|now|after all|doch nicht|no longer))?|(?:no longer|not|nicht|nicht mehr|wird nicht) (?:needed|wanted|required|necessary|relevant|gebraucht|benoetigt|noetig|gewuenscht|mehr noetig|mehr gebraucht|mehr benoetigt|mehr gewuenscht|mehr relevant)(?: (?:any ?more|now|mehr))?|(?:hat )?sich (?:von (?:selbst|allein|alleine) )?erledigt|(?:she|he|they|client|customer|user|kunde|kundin|sie|er)(?: has| have| hat)? (?:changed (?:her|his|their|its) mind|es sich anders ueberlegt|sich anders ueberlegt)',
    ),
  ],
  [
    'others',
    whole(
      '(?:is |being |will be |wird |werden |already |schon |bereits |now |jetzt )*(?:handled|dealt with|taken care of|done|solved|fixed|worked on|erledigt|uebernommen|bearbeitet|betreut|geloest|gemacht) (?:by|von|vom|durch) .{2,40}|(?:(?:the|our|their|another|der|die|das|ein|eine) )?[a-z0-9]+(?: [a-z0-9]+)? (?:(?:is|are|ist|will|already|now|schon|bereits|jetzt|does|macht|hat) )*(?:handling|handles|taking|takes|dealing|deals|taken|took|doing|kuemmert sich|uebernimmt|uebernommen|macht|bearbeitet|loest|fixes|fixing|takes over|taking over|on it)(?: (?:it|this|that|das|es|darum|drum|over|care|of|with|selbst|schon|bereits|themselves|himself|herself|selber))*|(?:(?:i|we|ich|wir|have|has|hab|habe|haben|is|ist|was|wurde|it|es|das) )*(?:passed|handed|gave|given|forwarded|moved|assigned|transferred|uebergeben|abgegeben|weitergegeben|weitergeleitet|escalated)(?: (?:it|this|that|das|es|over|on|the|ticket))* (?:to|an|ans) .{2,40}|(?:(?:ist|ist jetzt|geht|ging|an|ans|den|die|das|dem|der) )+[a-z0-9]+(?: [a-z0-9]+)? (?:uebergeben|abgegeben|weitergegeben|weitergeleitet)',
    ),
  ],
  [
    'no_fault',
    whole(
      '(?:no|kein|keine|keinen|nicht) (?:fault|fehler|defect|defekt|problem|stoerung|trouble|real problem|issue|actual issue)(?: (?:found|gefunden|feststellbar|vorhanden|there|here|nachvollziehbar))?|(?:could |can |kann |konnte )?(?:not|nicht) (?:reproduce|reproducible|reproduzierbar|nachstellbar|reproduzieren|nachvollziehbar|be reproduced|nachstellen)(?: it)?|false alarm|fehlalarm|falscher alarm|test ticket|testticket|test alert|testalarm',
    ),
  ],
]

const nothingToDo = regexOf(`
  ^(?:(?:there is|there was|so|also|und|and|ok|es gibt|gibt es|here is|ist
  |for us|fuer uns|hier|da) )*(?:nothing (?:(?:left|more|else) )?to (?:do|repair|fix|be done|solve|see)
  |no (?:further )?(?:action|repair|work|fix|steps?) (?:is |was )?(?:needed|required|necessary|from us
  |to do|taken)|no (?:further )?action|nichts (?:mehr )?zu (?:tun|machen|reparieren|beheben|erledigen
  |fixen)|kein(?:e)? (?:handlungsbedarf|aktion noetig|massnahme noetig|reparatur noetig|weitere aktion)
  |kein handlungsbedarf|nix (?:mehr )?zu (?:tun|machen|reparieren)|braucht nichts|nothing (?:needs
  |needed) (?:to be )?(?:done|fixed|repaired|doing)|muss(?:en wir)? nichts (?:machen|tun))(?: (?:here
  |for us|on our side|on our end|then|hier|fuer uns|bei uns|any ?more|mehr|now|jetzt|there|da|dann|us))*$`)

const closes = regexOf(`
  ^(?:(?:you|we|i|ich|wir|so|also|and|und|ok|please|bitte|dann|then|yes|ja|now|jetzt|just|can|could|kann
  |koennen|lets|let us|es|das|it|this|the ticket|ticket|case|fall|the case|den|der fall|wird
  |werde|will) )*(?:close|closing|closed|schliessen|schliesse|schliess|zumachen|zu machen|mach|mache|zu
  |geschlossen|dicht machen|abschliessen|be closed|be deleted|delete|loeschen|ignorieren|ignore|weg
  |abhaken|abgehakt)(?: (?:it|this|that|the|ticket|case|out|now|then|please|jetzt|bitte|mal|den|das|es|ihn
  |fall|zu|dann|danke|thanks|werden|without fix|without a fix|as is|ohne fix|ohne reparatur|for good
  |down))*$`)
const closesThen = regexOf(`
  ^(?:close|closing|closed|schliesse?n?) (?:it|this|that|ticket|the ticket|case|das ticket|es) (?:as
  |because|since|weil|als|wegen|da|due to) (.+)$`)

/** Somebody considers it, asks for it, forbids it. */
const notYet = regexOf(String.raw`
  \b(?:if|when|once|unless|until|maybe|perhaps|might|could be|should|before|wenn|falls|sobald|vielleicht
  |bis|evtl|eventuell|koennte|sollte|waere|would|do not|dont|nicht (?:schliessen|zumachen|close)|never
  |not yet|noch nicht|cannot|kann nicht|can not|but still|aber)\b`)
/** It ended well: that is a fix. */
const saysWell = regexOf(String.raw`
  \b(?:fixed|works?|working|solved|resolved|laeuft|geht|klappt|funktioniert|behoben|geloest|repaired
  |repariert|back up|online|prints|druckt)\b`)
/** "Can we close? The bank says …" asks. */
const mayWe = /\b(?:can|may|should|could|shall|kann|darf|soll) (?:i|we|ich|wir|man)\b[^?.!\n]{0,40}\?/i
const notWell = /\b(?:not|never|nicht|no|nie|kein\w*|nothing|nichts)\b/

const closers = regexOf(`
  ^(?:done|fertig|thx|thanks|danke|bye|ok|okay|alles klar|cheers|sorry|lol|haha|yes|yep|ja|jep|so|well|na
  |naja|also|hm|hmm|right|fine|and|und|next|naechstes)$`)

const clausesAtMost = 5
/** A longer clause tells something. */
const wordsAtMost = 14

/** Null where the message ends nothing, or ends it well. */
export function closingOf(message: string): Closing | null {
  const text = message.slice(0, messageCharactersAtMost)
  if (/\?\s*$/.test(text) || mayWe.test(text) || notYet.test(normalize(text))) return null
  const read = readClauses(text)
    .map(({ bare, from, to }) => ({
      said: bare.join(' ').replace(/\bits\b/g, 'it is'),
      own: text.slice(from, to),
    }))
    .filter(({ said }) => !closers.test(said))
  if (read.length === 0 || read.length > clausesAtMost) return null
  if (read.some(({ said }) => said.split(' ').length > wordsAtMost)) return null
  const isEnding = read.some(({ said }) => isOrder(said))
  const named = read.flatMap(({ said, own }) => {
    const why = closesThen.exec(said)?.[1]
    const kind = kindOf(why ?? said)
    return kind
      ? [{ kind, own: why ? own.split(/\s+/).slice(-why.split(' ').length).join(' ') : own, said }]
      : []
  })
  const [first] = named
  const rest = read.filter(({ said }) => !isOrder(said) && !named.some((one) => one.said === said))
  if (rest.some(({ said }) => saysWell.test(said) && !notWell.test(said))) return null
  if (first) {
    if (!isEnding && rest.length > 0) return null
    const reason = [...named, ...rest].map(({ own }) => own).join(', ')
    return { kind: first.kind, reason, sure: isEnding || named.length > 1 }
  }
  if (!isEnding) return null
  if (rest.length === 0) {
    const isNothing = read.some(({ said }) => nothingToDo.test(said))
    return {
      kind: isNothing ? 'no_fault' : 'unnamed',
      reason: isNothing ? 'nothing to repair' : '',
      sure: isNothing,
    }
  }
  return { kind: 'unnamed', reason: rest.map(({ own }) => own).join(', '), sure: true }
}

const isOrder = (said: string): boolean =>
  nothingToDo.test(said) || closes.test(said) || closesThen.test(said)

/** What such a reason amounts to; null where the words are no reason to end a case. */
export function kindOf(reason: string): ClosingKind | null {
  const said = normalize(reason).replace(/\bits\b/g, 'it is')
  return shapes.find(([, shape]) => shape.test(said))?.[0] ?? null
}
