import { tokenize } from '../language/normalize.ts'
import { readOnce } from '../language/read-once.ts'

/** Words that make a sentence and carry nothing that a record would have to hold, English and German. */
const empty = new Set(
  `a an the this that these those it its he she we they i you his her hers him our ours their theirs your yours my me them us one ones who whom whose
  which what where when why how there here is are was were be been being am do does did done doing has have had having will would can could should may
  might must shall and or but if so as at by for from in into of off on onto out over to up with about after before now then just only also too very
  still all any some more most than both each every other another same such own not no nor without again further once ever never always yet already
  because since while during until till though although however therefore thus hence between within through via per
  get got getting let make made making see seen saw look looked looking go going went gone come came say said says tell told know known knew think
  thought believe want need needed needs keep kept take taken took give given gave use used using put work working worked works
  find found finding check checked checking test tested testing verify verified confirm confirmed confirms report reported reports show showed shown shows
  mean means learn learned hear heard state stated note noted notice noticed describe described mention mentioned ask asked
  problem problems issue issues trouble request ticket case matter cause caused causes reason root fault result results finding findings step steps
  status update message messages information info moment currently meanwhile today yesterday tomorrow time times day days week hour hours minute minutes
  first last next new newest latest far please thank thanks sorry sure able likely probably possibly possible suspected suspect open pending
  client clients customer customers user users contact colleague colleagues person people team engineer engineers specialist everyone everybody everything
  something anything nothing nobody somebody someone anyone thing things way part kind sort lot
  resolved fixed solved fix solution successful successfully success helped help helps complete completed started begin beginning began continue continuing
  ok okay fine good normal normally usual well right back soon later long short way least less
  der die das den dem des ein eine einen einem einer eines und oder aber wenn so als am an auf aus bei bis durch fuer im in mit nach nur noch schon seit
  ueber um von vom vor zu zum zur ist sind war waren wird werden wurde wurden worden hat haben hatte hatten ich du er sie es wir ihr mich mir ihm ihn uns
  ihnen unser unsere unserem unseren unserer ihre ihrem ihren ihrer auch da dann hier dort jetzt sehr mehr wie was wer wo warum bitte nicht kein keine keinen
  keiner keinem dass damit weil dabei dazu davon daran darauf zurzeit derzeit aktuell bisher weiter weitere weiteren weiterhin wieder erneut bereits
  kann koennen konnte konnten soll sollen sollte muss muessen musste darf moechte moechten sich selbst alle alles jeder jede etwas nichts niemand
  pruefen geprueft gefunden festgestellt getestet gesehen gemeldet berichtet berichten meldet bestaetigt ursache grund anliegen stand meldung
  schritt schritte ergebnis befund befunde zeit kunde kundin anwender anwenderin benutzer benutzerin kollege kollegin mitarbeiter mitarbeiterin
  folgendes folgende folgenden naechste naechster naechsten naechstes erste ersten letzte letzten letzter nachricht fachkraft arbeit arbeiten arbeitet
  behoben geloest erfolgreich geholfen hilft abgeschlossen erledigt`
    .split(/\s+/)
    .filter(Boolean)
    .flatMap((word) => [word, ...tokenize(word).map(({ stem }) => stem)]),
)

/** The stems that carry a text, each once. Numbers, names and times are looked at elsewhere. */
export const contentOf = readOnce(readContent)

function readContent(text: string): readonly string[] {
  const stems = tokenize(text)
    .filter(({ word, stem }) => !empty.has(word) && !empty.has(stem) && word.length > 2 && !/\d/.test(word))
    .map(({ stem }) => stem)
  return [...new Set(stems)]
}
