import { type Clean, type Mutator, replaced, type Wrong } from './mutate-text.ts'
import { infinitivesDe, infinitivesEn } from './mutate-words.ts'

type Rule = readonly [RegExp, string | ((...match: string[]) => string)]

/** The sentence after the first rule that applies to it. */
function byRules(text: string, rules: readonly Rule[]): Wrong | null {
  for (const [pattern, to] of rules) {
    const changed = typeof to === 'string' ? text.replace(pattern, to) : text.replace(pattern, to)
    if (changed !== text && !changed.includes('undefined')) return { text: changed }
  }
  return null
}

const participleEn = (verb = ''): string => infinitivesEn[verb] ?? 'undefined'
const participleDe = (verb = ''): string => infinitivesDe[verb] ?? 'undefined'
const gerund = (verb = ''): string => {
  const stem = verb.slice(0, -3)
  return infinitivesEn[stem] ?? infinitivesEn[`${stem}e`] ?? infinitivesEn[stem.slice(0, -1)] ?? 'undefined'
}

const tensesEn: readonly Rule[] = [
  [
    /\b(?:Next|Then|In the end|As a next step),? we will (\p{Ll}+)/u,
    (_, verb) => `We have ${participleEn(verb)}`,
  ],
  [/\bwe are asking its owner for approval\b/u, 'its owner has approved'],
  [/\b([Ww]e) will (\p{Ll}+)/u, (_, we, verb) => `${we} have already ${participleEn(verb)}`],
  [/\b([Ww]e) still have to (\p{Ll}+)/u, (_, we, verb) => `${we} have already ${participleEn(verb)}`],
  [/\bWe suggest (\p{Ll}+ing)/u, (_, verb) => `We have ${gerund(verb)}`],
  [/\b(?:Still open|Pending|To do|Next|In progress|Proposal|Idea for later|Open): /u, 'Done: '],
  [
    /\b(is|are|was|were) still (?:to be|being) (\p{Ll}+)/u,
    (_, be, verb) => `${/are|were/.test(be ?? '') ? 'have' : 'has'} been ${verb}`,
  ],
  [/\bstill has to be (\p{Ll}+)/u, 'has been $1'],
  [/\bis being (\p{Ll}+)( now)?/u, 'has been $1'],
  [/\bare being (\p{Ll}+)( now)?/u, 'have been $1'],
  [/\bwill be (\p{Ll}+)/u, 'was $1'],
  [/\bhas not been (\p{Ll}+) yet/u, 'has been $1'],
  [/\bhas not been (\p{Ll}+)/u, 'has been $1'],
  [/\bis not (\p{Ll}+ed) yet/u, 'is $1'],
  [/\bwas not (\p{Ll}+)/u, 'was $1'],
  [/\bNo (\p{Ll}+)( to [\d.]+)? was done/u, 'A $1$2 was done'],
  [
    /\b([Ww]e) are (?:still )?(?!waiting)(\p{Ll}+ing)( .*? now)?/u,
    (_, we, verb, rest) => `${we} have ${gerund(verb)}${(rest ?? '').replace(/ now$/, '')}`,
  ],
  [/\bis (?:updating|installing) now\b/u, 'has been installed'],
  [/\byour files are downloading\b/u, 'your files have been downloaded'],
  [/\bis still being\b/u, 'has been'],
]
const tensesDe: readonly Rule[] = [
  [
    /\b(w|W)(?:ir) werden (.+?) (\p{Ll}+)\.$/u,
    (_, w, middle, verb) => `${w}ir haben ${middle} ${participleDe(verb)}.`,
  ],
  [/\bwerden wir (.+?) (\p{Ll}+)\.$/u, (_, middle, verb) => `haben wir ${middle} ${participleDe(verb)}.`],
  [/^Danach bauen wir (.+) ein\./u, 'Danach haben wir $1 eingebaut.'],
  [/\bist noch (?:zu |ab|ein|ver)(?:zu)?(\p{Ll}+)/u, 'ist bereits erledigt'],
  [/\bOffen: /u, 'Erledigt: '],
  [/\bläuft noch\b/u, 'ist fertig'],
  [/\bwerden gerade\b/u, 'wurden fertig'],
  [/\bwurde nicht (?:neu )?(\p{Ll}+)/u, 'wurde $1'],
  [/\bwir sichern gerade Ihre Daten/u, 'wir haben Ihre Daten gesichert'],
]

/** What is suggested, under way or skipped is said to be done. */
export const tense: Mutator = ({ sentence: { text }, language, cited }) => {
  const open = cited.filter(({ done }) => done === 'no' || done === 'doing' || done === 'skipped')
  if (open.length === 0 || /^(?:If|Falls|Wenn)\b/.test(text)) return null
  return byRules(text, language === 'de' ? tensesDe : tensesEn)
}

const toldEn: readonly Rule[] = [
  [
    /\b(?:You|The client) (?:told us|reported|said|wrote)(?: on \p{Lu}\p{Ll}+)? that\b/u,
    'We checked and found that',
  ],
  [/\bYou reported\b/u, 'We measured'],
  [/\bYou told us about\b/u, 'We saw'],
  [/\bYou also mentioned that\b/u, 'We also verified that'],
  [/\bYou thought\b/u, 'We confirmed that'],
  [/\bAccording to (?:you|\p{Lu}\p{Ll}+), /u, 'Our check showed: '],
  [/\b(?:reportedly|as reported)\b/iu, 'as we measured'],
  [/\((?:reported|told)\)/u, '(checked)'],
  [/\b(?:\p{Lu}\p{Ll}+) (?:reports|says) that\b/u, 'We verified that'],
]
const toldDe: readonly Rule[] = [
  [/\bSie haben uns gemeldet, dass\b/u, 'Wir haben geprüft und bestätigt, dass'],
  [/\bSie sagten, dass\b/u, 'Wir haben festgestellt, dass'],
  [
    /\b([Ll])aut (?:Ihrer (?:Meldung|Auskunft)|(?:Frau|Herrn?) \p{Lu}\p{Ll}+)/u,
    (_, l) => `${l === 'L' ? 'N' : 'n'}ach unserer Prüfung`,
  ],
]

/** What was only told is said to have been checked by us. */
export const toldAsChecked: Mutator = ({ sentence: { text }, language, cited }) =>
  cited.every(({ known }) => known === 'told') ? byRules(text, language === 'de' ? toldDe : toldEn) : null

const outcomesEn: readonly Rule[] = [
  [/\bdid not help(?: at first)?\b/u, 'solved the problem'],
  [/\bfailed\b(?! sign)/u, 'succeeded'],
  [/\bsucceeded\b/u, 'failed'],
  [/\b(?:has|have) only partly helped\b/u, 'has solved everything'],
  [/\bhas helped (?:only )?in part\b/u, 'has helped completely'],
  [/\bhas helped only in part\b/u, 'has helped completely'],
  [/, partly better\b/u, ', completely solved'],
  [/\bThat solved the problem\b/u, 'That did not solve the problem'],
  [/\bthat fixed it\b/u, 'that did not fix it'],
  [/\bhas worked\b/u, 'has not worked'],
  [/\bworks again\b/u, 'still does not work'],
  [/\bwork again\b/u, 'still do not work'],
  [/\bis (arriving|working|flowing) again\b/u, 'is still not $1'],
  [/\bis online again\b/u, 'is still offline'],
  [/\bis fast again\b/u, 'is still slow'],
  [/\b(sync|open)s again\b/u, 'still does not $1'],
  [/\bis gone\b/u, 'is still there'],
  [/; freezes gone\b/u, '; it still freezes'],
  [/\bare readable again\b/u, 'are still blank'],
  [/\bget through\b/u, 'still do not get through'],
  [/\bwas connected\b/u, 'failed'],
  [/\bpeople connected\b/u, 'people could not connect'],
  [/\bcan (connect|sign in|be heard|open)\b/u, 'still cannot $1'],
  [/\bhelped\b/u, 'did not help'],
  [/\b(?:works|worked)\b/u, 'failed'],
  [/\b(?:completed|arrived|connected)\b/u, 'failed'],
]
const outcomesDe: readonly Rule[] = [
  [/\bnur teilweise geholfen\b/u, 'alles gelöst'],
  [/\bbehoben\b/u, 'nicht behoben'],
  [/\bfragt nicht mehr\b/u, 'fragt weiterhin'],
  [/\b(startet|läuft|klappt|druckt) wieder\b/u, '$1 weiterhin nicht'],
  [/\bwieder angemeldet\b/u, 'weiterhin nicht angemeldet'],
  [/\bdass es klappt\b/u, 'dass es nicht klappt'],
  [/\berfolgreich\b/u, 'fehlgeschlagen'],
  [/\bsieht das Laufwerk jetzt\b/u, 'sieht das Laufwerk immer noch nicht'],
]

/** Another end than the one that a fix, a closing or a step had. */
export const outcome: Mutator = ({ sentence: { text }, language, cited }) =>
  cited.some((one) => one.outcome !== null)
    ? byRules(text, language === 'de' ? outcomesDe : outcomesEn)
    : null

/** Somebody else did or said it. */
export const actor: Mutator = (clean) => {
  const { sentence, language, cited } = clean
  if (!cited.some(({ who }) => who !== null)) return null
  return language === 'de' ? otherActorDe(sentence.text, clean) : otherActorEn(sentence.text, clean)
}

function otherActorEn(text: string, { people }: Clean): Wrong | null {
  const engineer = people.engineer.split(' ')[0] ?? ''
  return (
    replaced(
      text,
      new RegExp(`\\b(?:${engineer}|She|He)(?= (?:then )?\\p{Ll}+)`, 'u'),
      () => people.contact.split(' ')[0] ?? null,
    ) ??
    byRules(text, [
      [/\bYou (?=told|reported|said|wrote|confirmed|asked)/u, 'Your provider '],
      [/\b([Yy])our test page\b/u, '$1our provider’s test page'],
      [/\bYou also mentioned\b/u, 'Your provider also mentioned'],
      [
        /\b([Yy])ou (?=(?:then )?(?:inserted|pulled|shortened|moved|removed|cleaned|restarted|registered|changed|plugged|compared|found|could)\b)/u,
        (_, y) => (y === 'Y' ? 'We ' : 'we '),
      ],
      [
        /\b([Ww])e (?=(?:have |had )?(?:updated|freed|found|traced|switched|disabled|removed|reset|renewed|gave|added|cleaned|moved|blocked|verified|compared|checked|called|allowed|deleted|entered|restored|replaced|adjusted|rebuilt|chose|assigned|turned|doubled|looked|opened|asked)\b)(?!.* you )/u,
        (_, w) => (w === 'W' ? 'You ' : 'you '),
      ],
      [
        /\b(?:confirmed|inserted|registered|collected) by \p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+/u,
        (all) => `${(all ?? '').split(' by ')[0]} by Marcus Veen`,
      ],
    ])
  )
}

function otherActorDe(text: string, { people }: Clean): Wrong | null {
  const [first = ''] = people.engineer.split(' ')
  return (
    replaced(
      text,
      new RegExp(`\\b${people.engineer}(?= hat)|\\b${first}(?= hat)`, 'u'),
      () => people.contact,
    ) ??
    byRules(text, [
      [/\bSie haben uns gemeldet\b/u, 'Ihr Provider hat uns gemeldet'],
      [/\bSie haben (?=.*(?:geändert|bestätigt))/u, 'Wir haben '],
      [/\bhaben Sie bestätigt\b/u, 'hat Ihr Provider bestätigt'],
      [/\bwir haben\b/u, 'Sie haben'],
      [/\bWir haben\b/u, 'Sie haben'],
      [/\bIhre Testseite\b/u, 'Unsere Testseite'],
    ])
  )
}
