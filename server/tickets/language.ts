import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { trimForModel, withoutMarks } from './trim.ts'

const readCharacters = 3_000
/** Fewer words of a language than this may be names or terms of the trade. */
const fewestWords = 2
/** How far ahead of the next one a language must be. */
const lead = 1.5

/** The commonest words of tickets by language, without those that are terms of the trade everywhere. */
const commonWords = {
  en: `the is are was were and to of for with on it this that have has had not we you i my our your can cannot can't but from
    when since please been be do does did an as if she he they there which what would could after before still any all at
    will again by or its no won't doesn't isn't don't need needs help keeps getting asking new set up today yesterday monday
    working users unable open opening shows says tried phone hello thanks`,
  de: `der die das und ist sind war nicht ich wir sie es ein eine einen einem einer auf mit für von zu zum zur den dem des im
    auch noch nur bei nach seit wenn dass kann können haben hat habe wird werden wurde mehr aber oder aus bitte uns unser
    unsere mein meine beim sich schon immer kein keine wie er geht mir vom über alle allen dann langsam heute gestern kommt
    funktioniert drucker rechner fehler hallo danke kollege kollegen lässt neue neuen`,
  fr: `le la les des du de d l n qu est et un une pas ne nous vous je il elle ce cette mon ma mes sur dans pour avec que qui
    depuis plus sont au aux par mais ou merci bonjour ont être fait notre nos votre quand c'est j'ai en se on a été sans
    toujours si lui leur n'est marche impossible imprimante écran ordinateur erreur fonctionne plante démarrage passe hier`,
  nl: `het de een en is van ik we wij niet met op te dat die voor zijn er aan bij naar maar ook nog heeft heb hebben kan kunnen
    wordt werkt sinds geen uit om als mijn ons onze deze dit meer graag wel door over u was ze zij hij al wat doet weer
    gisteren vandaag scherm foutmelding hallo bedankt start opnieuw collega nieuw`,
  es: `el la los las de que y en un una es no se con por para del al lo su sus nos mi me está están desde pero cuando más muy
    hay hola gracias tenemos puedo puede pueden ha han ya como este esta esto son ni le sin hace todo todos nuestra nuestro
    aparece funciona cada tampoco usuario imprimir ordenador equipo contraseña correo ayer`,
  it: `il lo la i gli le di che e è un una non si con per del della dei delle al alla nel nella da sono ho abbiamo ha hanno
    più ma quando questo questa mi ci anche come grazie buongiorno dopo sul sulla su funziona nostro nostra ancora può
    stato dal dalla ogni se viene riesco vorrei errore stampante schermo posta ieri apro stampare accende`,
  pt: `o a os as de que e em um uma é não se com por para do da dos das no na nos nas ao está estão desde mas quando mais
    muito há olá obrigado obrigada temos pode podem foi já como este esta isto são sem meu minha nosso nossa eu ele ela
    tem também depois aparece funciona consigo ontem preciso erro impressora senha imprimir liga ecrã tela`,
  pl: `i w na nie się z do jest że to od po ale przez dla o jak co czy mam mamy tylko już jeszcze są był było ma może przy
    który która które proszę dzień dobry bardzo nam nas mi za tym tego gdy kiedy jego działa oraz u też został bez
    wczoraj mogę możemy drukarka komputer ekran błąd hasła konto`,
}

/** Letters that only one of the languages writes. */
const ownLetters: Partial<Record<keyof typeof commonWords, RegExp>> = {
  de: /ß/,
  es: /ñ/,
  pt: /[ãõ]/,
  pl: /[ąęłśźż]/,
}

export type Language = keyof typeof commonWords
const tables = Object.entries(commonWords).map(([language, words]) => ({
  language: language as Language,
  words: new Set(words.split(/\s+/)),
}))

/** The language of the client's first note; null without one and where its words do not tell. */
export function ticketLanguage({ notes }: Pick<TicketContext, 'notes'>): Language | null {
  const first = notes.find((note) => note.from_contact && note.text.trim() !== '')
  if (!first) return null
  return languageOf(withoutMarks(trimForModel(first.text, { by: 'contact', first: true, others: [] })))
}

/** What is quoted is often a message of a program, in the language of the program. */
const quoted = /["“”„«»][^"“”„«»\n]{0,300}["“”„«»]/g

/** By counting common words; a word of two languages speaks for both, so that only a clear lead counts. */
export function languageOf(text: string): Language | null {
  const own = text.slice(0, readCharacters).normalize('NFC').toLowerCase().replace(quoted, ' ')
  const words = (own.match(/\p{L}+(?:['’]\p{L}+)?/gu) ?? []).flatMap(partsOf)
  const counts = tables
    .map((table) => ({
      language: table.language,
      count: words.filter((word) => table.words.has(word) || ownLetters[table.language]?.test(word)).length,
    }))
    .toSorted((a, b) => b.count - a.count)
  const [best, next] = counts
  if (!best || !next || best.count < fewestWords || best.count < next.count * lead) return null
  return best.language
}

/** "l'écran" is two words, "can't" is one. */
function partsOf(word: string): string[] {
  const plain = word.replace('’', "'")
  return /^(?:[cdjlmnst]|qu|all|dell|nell|sull|un)'/.test(plain) ? [plain, ...plain.split("'")] : [plain]
}
