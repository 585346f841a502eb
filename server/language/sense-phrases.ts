import type { Sense } from '../../shared/contracts/flows.ts'
import { compileAll, type Phrase } from './phrases.ts'

const phrases = (lines: string): Phrase[] =>
  compileAll(
    lines
      .split('|')
      .map((phrase) => phrase.trim())
      .filter(Boolean),
  )

/**
 * How people say what an option means in general, English and German. Scope (one, several, everyone) is read by
 * scope.ts, a bare yes or no by polarity.ts.
 */
export const sensePhrases: Readonly<Partial<Record<Sense, readonly Phrase[]>>> = {
  works: phrases(
    'runs|runs fine|works|working|work fine|fine|ok|okay|all good|alles gut|stable|solid|rock solid|steady|flawless|perfect|no problem|no problems|no issue|no issues|no trouble|no errors|does not fail|does not drop|succeeds|successful|success|healthy|comes up|like a charm|reachable|opens fine|gets in|läuft|geht|klappt|funktioniert|fehlerfrei|problemlos|sauber|stabil|ohne probleme|kein problem|einwandfrei|erfolgreich|in ordnung|erreichbar|no complaints|behaves',
  ),
  fails: phrases(
    'does not work|not working|fails|failed|failing|broken|dead|drops|crashes|no luck|no joy|no go|kaputt|geht nicht|funktioniert nicht|klappt nicht|läuft nicht|not stable|not ok|not fine|not good|not reachable|nicht erreichbar|does not open|nothing works|bricht ab|tot|instabil|unstable|problem there|error there',
  ),
  same: phrases(
    'either|same|same problem|same issue|same error|same thing|same there|same result|too|also|still|as well|no difference|no better|no change|makes no difference|no improvement|identical|likewise|unchanged|did not help|does not help|no help|also fails|also not|auch nicht|auch|genauso|dasselbe|das gleiche|kein unterschied|keine änderung|unverändert|keine besserung|immer noch|nach wie vor|ebenfalls|hilft nicht|still not|still broken|still happens|just as bad|on both|both fail|all devices|every device|jedes gerät|auf allen',
  ),
  always: phrases(
    'jederzeit|whenever|whenever i want|sooft|always|every time|every single time|each time|each and every time|constantly|constant|permanent|permanently|all the time|100%|reproducible|at will|on demand|consistently|consistent|without fail|reliably|repeatable|can reproduce|can trigger it|jedes mal|jedesmal|immer|ständig|reproduzierbar|durchgehend|permanently|dauerhaft|every attempt|each attempt|bei jedem versuch|nonstop|easily reproduced',
  ),
  sometimes: phrases(
    'sometimes|now and then|mal ja mal nein|mal geht mal nicht|manchmal ja manchmal nein|now and again|random|randomly|occasionally|on and off|off and on|comes and goes|once in a while|hit and miss|hit or miss|intermittent|sporadic|ab und zu|mal so mal so|hin und wieder|manchmal|gelegentlich|not always|not every time|nicht immer|nicht jedes mal|some of the time|flaky|unpredictable|every now and then|from time to time|irregularly|unregelmässig|once or twice|twice a day|few times|a couple of times|every few days|kommt und geht|mal geht es|zwischendurch|half the time|mostly works|rarely|selten|seldom|every other time|then ok again|then fine again|then works again|twice today|times today|times this week|ab und an|once today|most of the time|meistens|not always',
  ),
  not_now: phrases(
    'can not reproduce|can not get it to|not come back|not happened again|not happened since|not when i watch|nicht wieder aufgetreten|nicht wiedergekommen|seither nicht mehr|could not reproduce|unable to reproduce|not reproducible|works now|working now|not any more|not anymore|no longer|gone|went away|disappeared|stopped happening|stopped by itself|does not happen any more|can not make it happen|not at the moment|not right now|resolved itself|fixed itself|healed itself|now behaves|behaves now|nicht mehr|gerade nicht|nicht reproduzierbar|nicht nachstellen|tritt nicht mehr auf|verschwunden|weg|momentan nicht|im moment nicht|vorbei|works again|läuft wieder|geht wieder|vanished|can not replicate|did not happen again|not happening',
  ),
  after_change: phrases(
    'after update|since update|after the change|since the change|after install|since install|after i installed|after we installed|after migration|since migration|after move|since the move|after replacing|after upgrade|since upgrade|after the switch|since we switched|after we changed|after changing|after swapping|after reinstalling|after maintenance|new policy|new version|after patch|after firmware|nach update|nach umzug|nach der umstellung|seit der umstellung|seit update|seit dem wechsel|nach dem wechsel|nach austausch|seit dem umzug|nach der wartung|nach der installation|since arrived|since the new|after the new|seit der neue|seit die neue|seit dem neuen|nach neuinstallation|since the technician|after the technician|since the rollout|after the rollout',
  ),
  suddenly: phrases(
    'for no reason|suddenly|sudden|from one minute to the next|from one day to the next|von einem tag auf den anderen|nobody changed|niemand hat geändert|all of a sudden|out of the blue|out of nowhere|no change|no changes|nothing changed|nothing was changed|nothing new|no update|no updates|no reason|just stopped|from one moment to the next|without warning|did not change anything|did not touch anything|nobody touched anything|nobody changed anything|not aware of any change|no known change|no recent change|plötzlich|von jetzt auf gleich|ohne grund|aus heiterem himmel|nichts geändert|keine änderung|keine änderungen|nichts gemacht|nichts verändert|auf einmal|von einer minute auf die andere|über nacht|overnight|not that i know of|nicht dass ich wüsste|nothing i know of|nothing we know of|unprompted|spontaneously|nothing was done',
  ),
  slowly: phrases(
    'past few weeks|past few months|over the past|last few weeks|last few months|for months|for weeks|for years|for ages|for a long time|for a while|for some time|long time|since forever|forever|getting worse|got worse|worse and worse|worse every|gradual|gradually|creeping|over time|over the last weeks|over the last months|always been|has always been|seit wochen|seit monaten|seit jahren|seit langem|seit längerem|seit ewigkeiten|schon lange|schon ewig|schon immer|immer schlimmer|wird schlimmer|schleichend|nach und nach|mit der zeit|schon länger|more and more|steadily|bit by bit|been like this|slowly|weeks now|months now|two months|three months|six months|two weeks|three weeks|about months|couple of months|couple of weeks|several months|several weeks',
  ),
  never_worked: phrases(
    'never worked|never did|never has|never had|never been working|from day one|day one|since day one|first time|first day|brand new|new setup|new user|new starter|new hire|never set up|noch nie|nie funktioniert|nie gegangen|von anfang an|gerade eingerichtet|just set up|fresh install|from the beginning|from the start|ging noch nie|hat nie|neuer mitarbeiter|not once|never could|neu eingerichtet|erste mal|just started here',
  ),
  error: phrases(
    'error message|error code|error|popup|pop up|pops up|message says|warning|exception|fehlermeldung|fehlercode|es kommt eine meldung|dialog|screen says|window says|throws|event id|stop code|bluescreen|blue screen|bsod|runtime error|code|red message|banner says|meldung',
  ),
  hangs: phrases(
    'hangs|hang|freezes|frozen|freeze|spinning|spinner|spinning wheel|beachball|stuck|not responding|does not respond|nothing happens|crash|crashes|white screen|goes white|turns white|black screen|keeps loading|loading forever|endless loading|loads forever|never loads|never opens|does not open|will not open|does not start|will not start|does not launch|unresponsive|reagiert nicht|keine rückmeldung|keine reaktion|sanduhr|dreht sich|lädt ewig|startet nicht|öffnet nicht|öffnet sich nicht|nichts passiert|passiert nichts|hourglass|circle|and nothing|bleibt stehen|bleibt hängen|closes itself|closes immediately|just sits there|locks up|locked up|hängt|friert ein|stürzt ab|schliesst sich|grey screen|no reaction|no response',
  ),
  slow: phrases(
    'slow|very slow|takes long|takes ages|takes forever|takes minutes|takes seconds|takes minute|takes second|take hour|minutes to|seconds to|minute to|crawls|crawling|crawl|snail|performance|poor performance|ewig|dauert ewig|dauert lange|dauert minuten|dauert sekunden|lahm|zäh|in slow motion|ages to|delay|choppy|stutters|stuttering|unusably slow|like molasses|takes half|braucht lange|braucht ewig|sekunden bis|minuten bis|kriecht|loading times|ladezeiten',
  ),
  wrong_result: phrases(
    'shows yesterday|shows old|shows wrong|shows the wrong|zeigt alte|zeigt falsche|garbage|unreadable|zeichensalat|hieroglyphen|kauderwelsch|empty|incomplete|garbled|blank|gibberish|not shown|does not show|not there|does not print|does not sync|not syncing|not updated|not updating|outdated|duplicate|fehlt|leer|verschwunden|disappeared|unvollständig|wird nicht angezeigt|nicht angezeigt|druckt nicht|synchronisiert nicht|falsche daten|old data|no output|wrong numbers|data gone|vanished|cut off|doubled|corrupt|corrupted|kaputte zeichen',
  ),
  incoming: phrases(
    'incoming|inbound|receive|not receive|receiving|not receiving|external mail|external mails|mail from outside|from outside|from external|from extern|external senders|outside senders|mail to us|mails to us|to us|to our domain|from customers|von kunden|von lieferanten|from clients|from suppliers|not get mail|not getting mail|not get any|mails in|coming in|not come in|nothing comes in|eingehend|eingehende|von extern|von außen|an uns|kommt nichts rein|kommen nicht rein|bekommen keine|bekommt keine|kriegen keine|empfangen|nicht empfangen|reinkommend|reinkommen|incoming only|inbound only|inbound mail',
  ),
  outgoing: phrases(
    'outgoing|outbound|we send|sending|can not send|not send|send to|sent mail|our mails|our emails|our mail|mails to customers|mails to clients|to gmail|to external|to outside|recipients do not get|recipients not receive|customers do not get|customers not receive|they do not get|they do not receive|go out|not go out|going out|not going out|leave us|ausgehend|ausgehende|nach extern|nach außen|nicht raus|gehen nicht raus|unsere mails|senden|versand|when we write|when we mail|writing to|mails we write|reply to customers|comes back to us|kommt zurück|outbound only|bounces back to us',
  ),
  both: phrases(
    'both|both directions|both ways|in and out|in or out|in both directions|send and receive|send or receive|sending and receiving|sending or receiving|neither in nor out|neither direction|neither way|either direction|either way|beide|beide richtungen|beides|in beide richtungen|rein und raus|rein wie raus|rein noch raus|inbound and outbound|incoming and outgoing|no mail at all|any mail|mail is dead|mail flow is dead|mail flow dead|mail flow down|komplett|senden und empfangen|weder senden noch empfangen|in any direction|completely',
  ),
}

/** Senses that a "not" does not turn around: who cannot send has trouble with sending. */
export const eitherWay: ReadonlySet<Sense> = new Set<Sense>(['incoming', 'outgoing', 'both', 'slowly'])
