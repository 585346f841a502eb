import { readClauses } from './clauses.ts'
import { hasHeld, isAgreed } from './has-held.ts'
import { messageCharactersAtMost } from './intents.ts'
import { normalize } from './normalize.ts'
import { regexOf } from './regex-of.ts'
import { isContent, isWellAgain } from './well-again.ts'

/** What came of it: it works again, or it is as before. `sure`: without a question that asked whether it does. */
export type Outcome = { works: boolean; sure: boolean }

const deed = regexOf(String.raw`
  \b(?:rolled|replaced|removed|disabled|enabled|bypassed|archived|purged|reran|excluded|detached|attached
  |nachinstalliert|restarted|rebooted|reset|moved|changed|corrected|updated|reinstalled|installed
  |unplugged|plugged|swapped|cleared|deleted|unlocked|added|switched|turned|cleaned|filled|reseated
  |renewed|recreated|upgraded|downgraded|uninstalled|repaired|rebuilt|reconnected|released|whitelisted
  |freed|deaktiviert|aktiviert|ausgetauscht|getauscht|ersetzt|gestartet|zurueckgesetzt|entfernt|geloescht
  |angepasst|korrigiert|umgesteckt|ausgesteckt|eingesteckt|gewechselt|verschoben|entsperrt|freigegeben
  |aufgefuellt|gereinigt|installiert|deinstalliert|aktualisiert|abgeschaltet|eingeschaltet|ausgemacht
  |repariert|erneuert|umgestellt|angesteckt|zugewiesen|angelegt|eingerichtet|freigeschaltet|geleert|(?:un
  |re)(?:muted|paired|blocked|locked|mapped|synced|seated|joined|linked|issued|registered|plugged|added
  |routed|freshed|booted|assigned|granted|started|calibrated)|freed|granted|assigned|paired|mapped|allowed
  |applied|adjusted|set|put|took|made|widened|extended|increased|raised|lowered|shortened|killed|stopped
  |disconnected|connected|kalibriert|eingespielt|neugestartet|entkoppelt|gekoppelt|getrennt|verlaengert
  |vergroessert|erhoeht|ausgeschaltet|umgesteckt|abgesteckt|angeschlossen|geschlossen|beendet|gekillt
  |hochgesetzt|umgezogen)\b`)
const success = regexOf(String.raw`
  \b(?:works?|working|runs|running|ok|okay|fine|good|perfect|great|stable|online|green|clean|passed
  |successful$|prints|connects|connected|syncs|syncing|synced|synct|synchronisiert|scans|scannt|boots
  |bootet|rings|klingelt|rennt|tut|hears|verbindet|passt|delivered|arrived|loads|opens|geht|gehen|laeuft
  |laufen|klappt|funktioniert|druckt|gut|perfekt|stabil|gruen|sauber|erreichbar|angekommen|zugestellt
  |durchgelaufen|erfolgreich|fertig)\b|\b(?:is|are|was|got|all|everyone|its) (?:back|up|in|gone|through)\b
  |\b(?:came|comes?|went|goes|go|gets?|got) (?:in|through|out(?! to (?!.{0,60}\b(?:again|now
  |wieder)\b)))\b|\b(?:lief|laeuft|ging|ist|kam|kommt)\b.{0,40}\b(?:durch|an|weg|raus|rein)$|\bno (?:more
  |further) \w|\bno \w+ (?:since|for \d|any ?more|now)\b|\bkeine? \w+(?: \w+)? mehr\b|\b(?:can|kann
  |koennen)\b.{0,30}\b(?:open|print|send|log|sign|connect|scan|work|oeffnen|drucken|senden|scannen
  |arbeiten|anmelden)\b`)
/** "Running the job again": not over yet, unlike "running again". */
const underWay = regexOf(String.raw`
  ^(?:(?:now|just|currently|am|i am|still|we are) )*(?:re)?(?:running|testing|trying|waiting|checking
  |restarting|starting|rebooting|watching|monitoring|installing|copying|restoring|rebuilding|scanning
  |verifying)(?: (?!(?:again|now|fine|ok|okay|well|stable|smooth|clean|normal|since|like|for|without|with
  |and|great|good|perfect|as)\b)|$)`)

const lasting = /\b(?:now|again|this time|diesmal|since|meanwhile|wieder|jetzt|nun|seit\w*)\b/
const praise =
  /^(?:passt|passt so|laeuft|laeuft wieder|rennt|tut wieder|ca marche|ca marche maintenant|it is alive|we are good|we are back)$/
const confirmed = regexOf(String.raw`
  \b\w+ (?:says?|said|confirms?|confirmed|reports?|meldet|sagt|bestaetigt)\b.{0,30}\b(?:perfect|great
  |works?|working|solved|fixed|sorted|fine|all good|good|ok|geht|laeuft|klappt|passt|super|perfekt)\b`)
const unsettled = regexOf(String.raw`
  \b(?:laeuft (?:gerade|nochmal|noch mal)|gerade am|but|aber|until|till|bis|only|nur|then|dann|except
  |ausser|still|noch|nicht|not|never|sometimes|manchmal|first|erst|yet|if|wenn|falls|should|sollte|would
  |maybe|vielleicht|for (?:a|one|two|five|\d+) (?:second|minute|hour)s?)\b`)
const asBefore = regexOf(String.raw`
  \b(?:still|immer noch|noch immer|weiterhin|nach wie vor|trotzdem|unchanged|unveraendert|same as before
  |no change|keine aenderung)\b`)

/** "Nothing comes out since Monday" is no success. */
const ofNothing = /\b(?:nothing|nobody|no ?one|none|neither|nichts|niemand|keiner)\b/

/** "disabled in AD, but the cloud account is still enabled" says more than one thing. */
const elsewhere = /\b(?:but|aber) (?!still\b|immer noch\b|weiterhin\b)/

/** "still denied" may speak of anything; "nope, still denied" answers. */
const plainlyAsBefore = regexOf(String.raw`
  ^(?:no|nope|nein|nee)\b|\b(?:immer noch|noch immer|weiterhin|nach wie vor|trotzdem|unchanged
  |unveraendert|no change|keine aenderung|same as before)\b`)

/** "No ping to the server, other way works": one thing is missing yet. */
const isLacking = regexOf(String.raw`
  ^(?:no|kein\w?) (?!more\b|further\b|\S+ (?:mehr|since|for|any ?more|now|so far|anymore)\b)\S+(?: (?:to
  |from|on|in|at|between|with|zu|von|auf)\b|$)`)
const ofOther =
  /^(?:the |der |die |das )?(?:other|another|andere\w?) (?:way|direction|one|side|site|richtung|seite)\b/

const closers = /^(?:done|fertig|erledigt|thx|thanks|danke|bye|ticket closed)$/
/** What was looked at is no repair: "checked the account, all good". */
const looked = /^(?:(?:i|we|ich|wir|have|habe|just) )*(?:checked|tested|verified|geprueft|getestet|looked)\b/

/** "LTE stick out, new cable, works": done, though no verb says so. */
const done = regexOf(String.raw`
  ^(?!(?:on|in|at|with|over|via|mit|ueber|im|am|from|auf|bei) )\S+(?: \S+){0,4} (?:raus|rein|weg|ab|dran
  |drin|aus|off|out|removed|neu|back in|back on|wieder an)$|^(?:(?:a|an|ein|eine|einen|the) )?(?:new
  |neue[srnm]?) \S+(?: \S+)?$`)
const isolates = /^(?:wlan|wifi|vpn|hotspot|firewall|av|antivirus|mit|ohne|with|without)\b/

/** Whether a clause, read in small letters, tells what somebody did. */
export const isDeed = (clause: string): boolean =>
  (deed.test(clause) && !looked.test(clause)) || (done.test(clause) && !isolates.test(clause))
/** Whether a clause tells that it works. */
export const isSuccess = (clause: string): boolean =>
  (success.test(clause) || praise.test(clause) || isWellAgain(clause) || isContent(clause)) &&
  !underWay.test(clause)

/** What a message says was done, in its own words. */
export function deedsIn(message: string): string[] {
  const text = message.slice(0, messageCharactersAtMost)
  const deeds = readClauses(text)
    .map(({ bare, from, to }) => ({ said: bare.join(' '), own: text.slice(from, to) }))
    .filter(({ said }) => isDeed(said))
  // "Removed it, he is connected": the one is done, the other came of it.
  const plain = deeds.filter(({ said }) => !isSuccess(said))
  return (plain.length > 0 ? plain : deeds).map(({ own }) => own)
}

/** Whether somewhere in a message stands what somebody did. */
export const tellsDeed = (message: string): boolean => deedsIn(message).length > 0

/** Beside one of these "great" is meant otherwise. */
const failing = regexOf(String.raw`
  \b(?:fail\w*|misread|wrong|broken|broke|errors?|fehler\w*|kaputt|bad|down|dead|tot|stuck|haengt|falsch
  |missed|missing|fehlt|refused|denied|abgelehnt|bounced?|timeouts?)\b`)
const applause = /\b(?:fine|good|perfect|great|gut|perfekt|ok|okay|super|toll|nice)\b/g

/** What a message says became of it; null where it says nothing of that, or both. */
export function outcomeOf(message: string): Outcome | null {
  const text = message.slice(0, messageCharactersAtMost)
  if (/\?\s*$/.test(text)) return null
  const clauses = readClauses(text)
    .map(({ bare }) => bare.join(' '))
    .filter((clause) => !closers.test(clause))
  const last = clauses.at(-1)
  if (!last) return null
  const whole = normalize(text)
  if (elsewhere.test(whole)) return null
  if (asBefore.test(whole) && clauses.some((clause) => isSuccess(clause) && !asBefore.test(clause)))
    return null
  if (asBefore.test(whole))
    return deed.test(whole) || plainlyAsBefore.test(whole) ? { works: false, sure: false } : null
  if (
    !ofNothing.test(whole) &&
    clauses.some(hasHeld) &&
    clauses.every((clause) => hasHeld(clause) || isAgreed(clause) || isDeed(clause))
  )
    return { works: true, sure: true }
  if (unsettled.test(whole)) return null
  if (praise.test(whole) || confirmed.test(whole)) return { works: true, sure: true }
  if (!isSuccess(last) || ofNothing.test(last) || ofOther.test(last)) return null
  if (clauses.some((clause) => isLacking.test(clause))) return null
  if (failing.test(whole) && !success.test(last.replaceAll(applause, '')) && !deed.test(whole)) return null
  const isRepair = (deed.test(whole) && !looked.test(whole)) || clauses.slice(0, -1).some(isDeed)
  const isLasting = lasting.test(last) && !looked.test(whole)
  const isTwice = clauses.length === 2 && clauses.every(isSuccess)
  return { works: true, sure: isRepair || isLasting || isTwice || isContent(last) }
}
