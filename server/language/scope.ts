import type { Clause } from './clauses.ts'
import { stemOf } from './normalize.ts'

export type Scope = 'one' | 'several' | 'everyone'

const set = (words: string) => new Set(words.split(' '))

/** Words and what they are compared by. */
const withStems = (words: string) => new Set(words.split(' ').flatMap((word) => [word, stemOf(word)]))

const people = withStems(
  'user person mailbox colleague staff member account employee client customer people somebody someone computer phone printer device place station terminal seat desk port socket patient doctor secretary manager boss chef chefin assistant teacher girl guy lady man woman boy kollegin frau herr dame apprentice azubi praktikant intern receptionist owner partner ceo cfo cto coo md',
)
const groups = set(
  'department team group floor room class shift sales accounting accounts marketing hr finance reception warehouse purchasing logistics buchhaltung vertrieb einkauf lager empfang personalabteilung geschaeftsleitung etage raum schicht nurses paralegals tellers half haelfte most many viele meisten majority handful couple bunch few some several multiple various mehrheit',
)
const wholes = set(
  'company office practice firm site branch building school organisation organization org tenant business shop clinic bank store house campus hospital kanzlei praxis laden haus schule belegschaft mannschaft crew place domain floor-all staff workforce',
)
const numbers: Record<string, number> = {
  one: 1,
  single: 1,
  ein: 1,
  eine: 1,
  einen: 1,
  einem: 1,
  einer: 1,
  two: 2,
  both: 2,
  zwei: 2,
  beide: 2,
  three: 3,
  drei: 3,
  four: 4,
  vier: 4,
  five: 5,
  fuenf: 5,
  six: 6,
  sechs: 6,
  seven: 7,
  sieben: 7,
  eight: 8,
  acht: 8,
  nine: 9,
  neun: 9,
  ten: 10,
  zehn: 10,
  dozen: 12,
  dutzend: 12,
  dozens: 24,
}
const notCounted = set(
  'gb mb tb kb ms second sec sekunde sekund min minute hour h day week month year jahr jahre time times mal percent mbit meter clock uhr tag attempt error email message file page bar',
)
const onlys = set(
  'only just nur lediglich bloss solely exclusively ausschliesslich einzig alone allein alleine',
)
const articles = set('the a der die das ein eine her his my')
const pronouns = set('him her me she he myself ihm ihr ihn mich mir sie er')

/** How many are meant: one, several or everyone. `loose`: the words answer exactly this question. */
export function scopeIn(clause: Clause, loose: boolean): Scope | null {
  const bare = clause.bare.map((word) => word)
  const stems = clause.words.map(({ stem }) => stem)
  const has = (words: ReadonlySet<string>) =>
    stems.some((one) => words.has(one)) || bare.some((one) => words.has(one))
  const person = has(people)
  if (loose || person || has(wholes) || has(groups) || has(onlys) || has(explicit))
    return read(clause, bare, has, person) ?? (loose && person ? namedAlone(clause, bare, has) : null)
  return null
}

const explicit = set('everyone everybody nobody jeder jedem niemand keiner')
const alls = set(
  'everyone everybody all alle allen jeder jeden jede each every sämtliche saemtliche universal everywhere überall ueberall',
)
/** "just the new girl at reception": one, though a department is named. */
const onePerson =
  / (?:girl|guy|lady|man|woman|boy|boss|chef|chefin|kollegin|receptionist|owner|partner|apprentice|azubi|praktikant|frau|herr|manager|assistant|secretary|teacher|doctor|employee|user|person|colleague|laptop|pc|computer|phone|mailbox|machine|workstation) /
/** "User Berta from accounts", "the new CFO": one, whatever group they belong to. */
const namedPerson =
  / (?:user|guy|girl|lady|man|woman|colleague|employee|kollegin|kollege|frau|herr|mitarbeiterin?) (?:\S+ )?(?:from|in|of|at|aus|im|vom|in der|aus der) | (?:the|our|der|die|unsere?) (?:new |neuen? )?(?:ceo|cfo|cto|coo|md|boss|owner|receptionist|chef|chefin|geschaeftsfuehrer\w*) /
const andMore = / (?:and|und|plus|both|also|others?|all|every|each) /

/** "her and her boss" */
const twoPeople =
  / (?:he|she|him|her|me|er|sie|ihn|ihr|ihm) (?:and|und|plus) (?:he|she|his|her|him|my|a|the|one|er|sie|ihr|ihre|sein|seine|der|die|ein|eine) /
const elses = set('else sonst other others andere anderen anderer')

const others =
  '(?:(?:everyone|everybody|all|alle|the rest|(?:the )?others?|(?:die|alle) anderen?)(?: else| others?| anderen?)?|(?:(?:the|all|all the|die|alle) )?(?:other|anderen?) \\S+)'
const oneOfOthers = '(?=(?:\\S+ ){0,3}(?:else|others?|anderen?|rest) )'
/** "Everyone else is fine", "other users ok", "the others are not affected": one is meant. */
const othersSpared = new RegExp(
  ` ${oneOfOthers}${others} (?:is|are|can|works?|sind|geht|gehen|geht es|geht's|koennen|(?:have|has|haben|hat) (?:no|keine?n?) (?:\\S+ )?(?:problems?|issues?|trouble|errors?|complaints?|probleme?|fehler)|connects?|fine|ok|okay|good) `,
)
const othersAffected =
  / (?:too|also|auch|same|well|nicht|broken|down|slow|offline|stuck|fail\w*|kaputt|langsam) | not (?!affected|impacted|concerned|involved)|(?<! not) (?:affected|impacted|betroffen) /
/** "Other users are affected" */
const othersAreIn = new RegExp(
  ` ${oneOfOthers}${others} (?:is|are|sind) (?:also |auch |too )?(?:affected|impacted|betroffen) `,
)

/** "All 14 desks on that switch": all of a part. */
const allOfPart =
  / (?:all|alle) (?:the |der |die )?\d+ \S+ (?:on|in|at|behind|of|an|am|im|auf|hinter) (?:that |this |the |one |a |dem |der |diesem |dieser |einem |einer )?(\S+) /
/** "nicht ein Gerät", "not one device": how many it is instead is not said. */
const notOne =
  / (?:nicht|not|kein) (?:(?:bloss|ein einzelne[sr]|a single|just|only) )?(?:ein|eine|one|1) (?:\S+ )?(?:geraet|device|pc|person|user|benutzer|rechner|computer|laptop|printer|drucker|mailbox|postfach|desk|platz|machine) /

const allAlike =
  / (?:all|alle) (?:of (?:them|these|those) |davon )?(?:(?:got|get|have|has|had|use|used|share|are|are in|are on|run|haben|hatten|nutzen|sind) )?(?:the |the very |die |den |das |dem )?(?:same|gleichen?|gleiche|selben?|dieselben?|dasselbe) /
/** "All got the same group": what those who are meant have in common, not how many they are. */
export const tellsCommon = ({ bare }: Clause): boolean => allAlike.test(` ${bare.join(' ')} `)

function read(
  clause: Clause,
  bare: string[],
  has: (words: ReadonlySet<string>) => boolean,
  person: boolean,
): Scope | null {
  const text = ` ${bare.join(' ')} `
  const only = has(onlys)
  if (
    / (?:nobody|noone|no one|niemand|keiner|keine|no) (?:else|sonst|other|others|andere|anderer|anderen) /.test(
      text,
    )
  )
    return 'one'
  const some = countIn(bare)
  const allWord =
    bare.some((word) => alls.has(word)) ||
    clause.words.some(({ stem }) => stem === 'everyon' || stem === 'everyone')
  const isPart = allOfPart.exec(text)?.[1]
  if (isPart && !wholes.has(isPart)) return 'several'
  const limited =
    / (?:not|nicht|almost|nearly|fast) (?:everyone|everybody|all|alle|every|jeder) /.test(text) ||
    / (?:except|ausser|but|bis auf|apart from) /.test(text)
  if (othersSpared.test(text) && !othersAffected.test(text)) return 'one'
  if (othersAreIn.test(text)) return 'several'
  if (/ (?:nobody|noone|no one|niemand|keiner) (?:\S+ )?(?:except|but|ausser|besides|apart) /.test(text))
    return 'one'
  if (/ (?:every|each) single /.test(text)) return limited ? 'several' : 'everyone'
  if (twoPeople.test(text)) return 'several'
  if ((only || countIn(bare) === 1) && onePerson.test(text)) return 'one'
  if (namedPerson.test(text) && !andMore.test(text) && (some ?? 1) === 1) return 'one'
  if (/ (?:nicht nur|not only|not just|more than just) /.test(text)) return null
  if (notOne.test(text)) return some !== null && some > 1 ? 'several' : null
  if (
    / (?:whole|entire|ganze|ganzen|ganzer|gesamte|gesamten|complete|komplette|kompletten|throughout|across) /.test(
      text,
    )
  ) {
    if (has(wholes)) return limited ? 'several' : 'everyone'
    if (has(groups)) return 'several'
  }
  if (
    / (?:company|office|site|tenant|org|organisation|organization|firm|firmen) ?(?:wide|weit) /.test(text) ||
    / (?:firmenweit|unternehmensweit|companywide|tenantweit|flaechendeckend) /.test(text)
  )
    return 'everyone'
  if (allWord && !(only && some === 1)) return limited ? 'several' : 'everyone'
  if (some !== null && some > 1) return 'several'
  if (has(groups)) return 'several'
  if (
    / (?:nobody|noone|no one|niemand|keiner) (?:\S+ ){0,4}(?:can|could|is|gets|has|kann|bekommt|kommt|geht|receives|able) /.test(
      text,
    ) ||
    / no (?:user|one|users) can /.test(text)
  )
    return 'everyone'
  if (some === 1 && (person || only || bare.length <= 3)) return 'one'
  if (only && pluralPeople(clause)) return 'several'
  if (only) return 'one'
  if (/ (?:single|einzelner|einzelne|einzelnes|einzige|sole|lone|particular) /.test(text)) return 'one'
  if (bare.length <= 2 && bare.some((word) => pronouns.has(word))) return 'one'
  if (pluralPeople(clause) && has(elses)) return 'several'
  return null
}

/** "the intern", "the CEO's mailbox": the whole answer is one person or thing. */
const namedAlone = (
  clause: Clause,
  bare: string[],
  has: (words: ReadonlySet<string>) => boolean,
): Scope | null =>
  bare.length <= 3 &&
  articles.has(bare[0] ?? '') &&
  !has(wholes) &&
  !pluralPeople(clause) &&
  !has(elses) &&
  !clause.words.some(({ negated }) => negated)
    ? 'one'
    : null

/** The number of people or things that a clause names, null for none. */
function countIn(bare: string[]): number | null {
  for (let at = 0; at < bare.length; at += 1) {
    const value = numbers[bare[at] ?? ''] ?? (/^\d{1,4}$/.test(bare[at] ?? '') ? Number(bare[at]) : null)
    if (value === null) continue
    const of = bare[at + 1] === 'of' || bare[at + 1] === 'von' ? Number(bare[at + 2]) : Number.NaN
    if (of > 0) return value >= of ? null : value
    const next = bare[at + 1] ?? ''
    if (value > 1 && (next === '' || notCounted.has(next) || notCounted.has(next.replace(/e?s$|n$/, ''))))
      continue
    return value
  }
  return null
}

const pluralPeople = (clause: Clause): boolean =>
  clause.words.some(
    ({ stem, word }) => people.has(stem) && /(?:s|en|innen|people)$/.test(word) && word !== stem,
  )
