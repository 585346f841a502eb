import { likeWord, type Mutator, replaced } from './mutate-text.ts'
import { antonymsDe, antonymsEn, oneWayDe, oneWayEn, participlesDe } from './mutate-words.ts'

/** One word turned into its opposite. */
export const antonym: Mutator = ({ sentence: { text }, language }) => {
  const pairs = language === 'de' ? antonymsDe : antonymsEn
  const oneWay = language === 'de' ? oneWayDe : oneWayEn
  for (const [from, to] of [
    ...oneWay,
    ...pairs.flatMap(
      ([one, other]) =>
        [
          [one, other],
          [other, one],
        ] as const,
    ),
  ]) {
    const whole = new RegExp(`(?<![\\p{L}-])${from}(?![\\p{L}-])`, 'iu')
    const wrong = replaced(text, whole, ([word]) => likeWord(word, to))
    if (wrong) return wrong
  }
  return null
}

/** What is so is said not to be so, and the reverse. */
export const negation: Mutator = ({ sentence: { text }, language }) =>
  language === 'de' ? negatedGerman(text) : negatedEnglish(text)

const removedEn: readonly (readonly [RegExp, string])[] = [
  [/\bno longer\b/iu, 'still'],
  [/\bNone of them\b/u, 'Some of them'],
  [/\bnone succeeded\b/u, 'some succeeded'],
  [/\bNobody has\b/u, 'Somebody has'],
  [/\bnobody\b/iu, 'everybody'],
  [/\bnothing (is|was)\b/u, 'something $1'],
  [/\bNo number is\b/u, 'A number is'],
  [/\bNo (?=rollback|phone)/u, 'A '],
  [/\b(is|was) no (?=\p{Ll})/u, '$1 indeed an '],
  [/\b(are|were) no (?=\p{Ll})/u, '$1 indeed '],
  [/\bfound no(thing)?\b/iu, 'found several'],
  [/\bwithout an error\b/iu, 'with errors'],
  [/\b(is|are|was|were|has|have|had|does|did|can|could|will) not (?=\p{L})/iu, '$1 '],
  [/\bnot yet (?=\p{L})/iu, ''],
  [/\bnot (?=\p{L})/iu, ''],
  [/\bcannot\b/iu, 'can'],
  [/\bnever (?=\p{L})/iu, ''],
]
const addedEn: readonly (readonly [RegExp, string])[] = [
  [/\b(is|are|was|were) (?=(?!still|now)\p{Ll})/u, '$1 not '],
  [/\b(has|have|had) (?=(?:been|run|lost|grown|reached|trouble|helped|worked)\b)/u, '$1 not '],
  [/\b(has|had) (?=(?:plenty|power|old)\b)/u, 'does not have '],
  [/\bcan (?=\p{Ll})/u, 'cannot '],
  [/\bcould (?=\p{Ll})/u, 'could not '],
  [
    /\b([Ww]e) (?=(?:found|freed|restored|renewed|removed|disabled|blocked|reset|released|deleted|rebuilt|entered|chose|allowed|assigned|verified|traced|switched|checked|compared|cleaned|moved|adjusted|updated|replaced)\b)/u,
    '$1 never ',
  ],
  [
    /\b(Ben|Cleo|Ada|You|Igor|She|He|Nobody) (?=(?!are|will|may)\p{Ll}+(?:ed|ose|ought|ew|an|et|ave)\b)/u,
    '$1 never ',
  ],
  [/\b(works|runs|opens|helps|prints|arrives)\b/u, 'no longer $1'],
  [
    /(?<!being )\b(succeeded|completed|arrived|answered|confirmed|disabled|restarted|installed|removed|extended|inserted|added|renewed|assigned|created|registered|deleted|freed|changed|blocked|scanned|transferred|collected|uploaded|moved|restored|turned|set)\b/u,
    'not $1',
  ],
]

function negatedEnglish(text: string) {
  if (/^If\b/.test(text)) return null
  for (const [pattern, to] of [...removedEn, ...addedEn]) {
    const changed = text.replace(pattern, to)
    if (changed === text) continue
    const now = removedEn.some(([one]) => one === pattern) ? changed.replace(/ yet\b/u, '') : changed
    return { text: now.charAt(0).toUpperCase() + now.slice(1) }
  }
  return null
}

const isParticiple = new RegExp(`(?<![\\p{L}])(${participlesDe.join('|')})(?=[.,;:)]|$| und )`, 'u')

function negatedGerman(text: string) {
  const without = text
    .replace(/\bnicht mehr\b/u, 'weiterhin')
    .replace(/ (?:noch )?nicht(?=[ .,])/u, '')
    .replace(/\bnichts gefunden\b/u, 'etwas gefunden')
    .replace(/\bkeine? (?=\p{Lu})/u, '')
  if (without !== text) return { text: without }
  return (
    replaced(text, isParticiple, ([word]) => `nicht ${word}`) ??
    replaced(
      text,
      /\b(ist|sind|war|waren|läuft|startet|funktioniert|klappt|druckt|antwortet)\b(?! nicht| noch)/u,
      ([word]) => `${word} nicht`,
    )
  )
}
