/** What a client text says besides the flow's wordings. In German no phrase bends the noun phrase of the problem. */
export type Phrases = typeof english

const english = {
  working: (problem: string) => `We are working on ${problem}.`,
  followUp: (problem: string) => `This is a follow-up on ${problem}.`,
  brief: (problem: string) => `We are working on ${problem} and will write again as soon as we know more.`,
  solved: (problem: string) => `Our work on ${problem} was successful.`,
  closed: (problem: string) => `Our work on ${problem} is complete.`,
  ended: (problem: string) => `We have closed your request about ${problem}.`,
  why: {
    spam: 'It was an unwanted call or message, so there was nothing to repair.',
    duplicate: 'It was reported twice, and the other request stays the place for it.',
    explained: 'Nothing was defective, so nothing had to be repaired.',
    not_ours: 'It lies outside what we look after, so no repair was made by us.',
    withdrawn: 'It is no longer needed.',
    others: 'It is being handled elsewhere, and no repair was made by us.',
    no_fault: 'We found nothing to repair.',
    unnamed: 'No repair was made.',
  },
  known: 'This is what we know so far.',
  learned: 'Since our last message we have learned the following.',
  nothingNew: 'There is nothing new to report since our last message.',
  testing: 'We have a likely cause and are testing it.',
  causeFound: 'We have found the cause.',
  causeWas: 'This was the cause:',
  now: 'At the moment',
  specialist: 'A further specialist is looking at this with us and has everything we have found so far.',
  handingOn: (problem: string) => `We are bringing in a specialist for ${problem}.`,
  toldThem: 'They get everything that we have found so far, so nothing has to be explained again.',
  willWrite: 'We will write again as soon as we know more.',
  tellUs: 'Please let us know if you notice anything unusual.',
  parts: {
    problem: 'Problem',
    confirmed: 'What we confirmed',
    cause: 'Root cause',
    resolution: 'Resolution',
  },
}

const german: Phrases = {
  working: (problem) => `Wir arbeiten an Ihrem Anliegen: ${problem}.`,
  followUp: (problem) => `Es gibt einen neuen Stand zu Ihrem Anliegen: ${problem}.`,
  brief: (problem) => `Wir arbeiten an Ihrem Anliegen (${problem}) und melden uns, sobald wir mehr wissen.`,
  solved: (problem) => `Unsere Arbeit war erfolgreich: ${problem}.`,
  closed: (problem) => `Unsere Arbeit ist abgeschlossen: ${problem}.`,
  ended: (problem) => `Wir haben Ihr Anliegen geschlossen: ${problem}.`,
  why: {
    spam: 'Es war ein unerwünschter Anruf oder eine unerwünschte Nachricht; zu reparieren war nichts.',
    duplicate: 'Es wurde doppelt gemeldet; das andere Anliegen bleibt der Ort dafür.',
    explained: 'Es war nichts defekt; zu reparieren war nichts.',
    not_ours: 'Es liegt außerhalb dessen, was wir betreuen; repariert haben wir nichts.',
    withdrawn: 'Es wird nicht mehr gebraucht.',
    others: 'Andere kümmern sich darum; repariert haben wir nichts.',
    no_fault: 'Wir haben nichts gefunden, das zu reparieren wäre.',
    unnamed: 'Eine Reparatur gab es nicht.',
  },
  known: 'Das wissen wir bisher.',
  learned: 'Seit unserer letzten Nachricht haben wir Folgendes erfahren.',
  nothingNew: 'Seit unserer letzten Nachricht gibt es nichts Neues zu berichten.',
  testing: 'Wir haben eine wahrscheinliche Ursache und prüfen sie.',
  causeFound: 'Wir haben die Ursache gefunden.',
  causeWas: 'Das war die Ursache:',
  now: 'Zurzeit gilt:',
  specialist:
    'Eine weitere Fachkraft sieht sich das mit uns an und kennt alles, was wir bisher gefunden haben.',
  handingOn: (problem) => `Wir ziehen für Ihr Anliegen eine weitere Fachkraft hinzu: ${problem}.`,
  toldThem: 'Sie bekommt alles, was wir bisher gefunden haben; Sie müssen nichts noch einmal erklären.',
  willWrite: 'Wir melden uns wieder, sobald wir mehr wissen.',
  tellUs: 'Bitte melden Sie sich, wenn Ihnen noch etwas auffällt.',
  parts: {
    problem: 'Anliegen',
    confirmed: 'Was wir festgestellt haben',
    cause: 'Ursache',
    resolution: 'Lösung',
  },
}

export const phrases = { en: english, de: german } as const
export type Speech = keyof typeof phrases

export type Voice = { hello: (name: string) => string; close: string }
const voices: Record<Speech, Record<string, Voice>> = {
  en: {
    professional: { hello: (name) => `Hello ${name},`, close: 'Kind regards,' },
    friendly: { hello: (name) => `Hi ${name},`, close: 'Best wishes,' },
    formal: { hello: (name) => `Dear ${name},`, close: 'Yours sincerely,' },
  },
  de: {
    professional: { hello: (name) => `Guten Tag ${name},`, close: 'Freundliche Grüße' },
    friendly: { hello: (name) => `Hallo ${name},`, close: 'Viele Grüße' },
    formal: { hello: (name) => `Guten Tag ${name},`, close: 'Mit freundlichen Grüßen' },
  },
}
const plain: Voice = { hello: (name) => `Hello ${name},`, close: 'Kind regards,' }
export const voiceFor = (speech: Speech, tone: string): Voice =>
  voices[speech][tone] ?? voices[speech].professional ?? plain
