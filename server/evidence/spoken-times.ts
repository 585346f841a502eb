import { numberWords, numberWordsPattern } from './number-words.ts'

const word = `(?:one|eins|${numberWordsPattern})`
const minutes = `(?:half|a quarter|quarter|viertel|${word})(?: minutes?| minuten)?`
/** "Twenty to nine", "half past ten", "viertel nach acht", "halb zehn", "fuenf vor halb zehn", "five thirty". */
const spoken = new RegExp(
  `\\b(?:(?<min>${minutes}) (?<way>past|after|to|before|nach|vor) (?<half>halb )?(?<hour>${word})\\b(?! (?:minute|second|hour|day|week|month|minuten|stunden|tage|wochen)s?)|(?<halfOf>halb) (?<hourOf>${word})\\b|(?:at|by|since|until|from|before|after|around|about) (?<hourBare>${word}) (?<minBare>fifteen|thirty|forty|forty-five|ten|twenty|fifty)\\b(?! (?:minute|second|hour|day)s?))`,
  'g',
)
/** "Since twenty past": of the hour that was named before. */
const ofTheHour = new RegExp(`\\b(?:at|by|since|until|from|around|about) (?:${minutes}) (?:past|to)\\b`, 'g')

const halfDay = 720
const numberOf = (name = ''): number => (name === 'one' || name === 'eins' ? 1 : (numberWords.get(name) ?? 0))
function minutesOf(name = ''): number {
  const [own = ''] = name.replace(/^a /, '').split(' ')
  if (own === 'half') return 30
  return own === 'quarter' || own === 'viertel' ? 15 : numberOf(own)
}

function readSpoken({
  min,
  way,
  half,
  hour,
  halfOf,
  hourOf,
  hourBare,
  minBare,
}: Record<string, string>): number {
  if (halfOf) return numberOf(hourOf) * 60 - 30
  if (hourBare) return numberOf(hourBare) * 60 + numberOf(minBare)
  const from = numberOf(hour) * 60 - (half ? 30 : 0)
  return way === 'past' || way === 'after' || way === 'nach' ? from + minutesOf(min) : from - minutesOf(min)
}

/** Hours of the clock said in words, as minutes of a half day: nobody says in words which half is meant. */
export const spokenTimesIn = (folded: string): number[] =>
  [...folded.matchAll(spoken)].map(({ groups }) => (readSpoken(groups ?? {}) + halfDay) % halfDay)

/** A folded text without them. */
export const withoutSpokenTimes = (folded: string): string =>
  folded.replace(spoken, ' ').replace(ofTheHour, ' ')

/** The same minute of either half of the day. */
export const isSameHalfDay = (one: number, other: number, within = 0): boolean => {
  const apart = Math.abs((one % halfDay) - (other % halfDay))
  return Math.min(apart, halfDay - apart) <= within
}

const hours = 'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve'
const germanHours = 'eins|zwei|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf'
const isLate = /afternoon|evening|night|nachmittag|abend/
/** "At ten in the evening", "by five this afternoon", "since three o'clock": an hour in words. */
const spelt = new RegExp(
  `\\b(at|of|since|from|until|by|before|after) (${hours})(?:( o['’]clock)?(?: in the| this)? (morning|afternoon|evening|tonight)|( o['’]clock)|(?=\\s*(?:[.,;]|$)))`,
  'g',
)
const speltGerman = new RegExp(
  `\\b(um|nach|vor|seit|gegen|ab|bis) (${germanHours}) uhr(?: (nachmittags|abends|nachts|morgens|frueh|mittags))?`,
  'g',
)
/** A folded text with hours in words as digits where they say which half of the day or that they are hours. */
export const hoursInDigits = (folded: string): string =>
  folded
    .replace(spelt, (_, before: string, word: string, _clock: string, part?: string, clock?: string) =>
      part || clock ? `${before} ${hourOf(numberOf(word), part)}:00` : before,
    )
    .replace(
      speltGerman,
      (_, before: string, word: string, part?: string) => `${before} ${hourOf(numberOf(word), part)}:00`,
    )
const hourOf = (hour: number, part = ''): number => (isLate.test(part) && hour < 12 ? hour + 12 : hour)
