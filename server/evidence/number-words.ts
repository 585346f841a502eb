const ones = 'one two three four five six seven eight nine'.split(' ')
const teens = 'ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ')
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const onesGerman = 'ein zwei drei vier fuenf sechs sieben acht neun'.split(' ')
const teensGerman = 'zehn elf zwoelf dreizehn vierzehn fuenfzehn sechzehn siebzehn achtzehn neunzehn'.split(
  ' ',
)
const tensGerman = 'zwanzig dreissig vierzig fuenfzig sechzig siebzig achtzig neunzig'.split(' ')

const fromTens = (
  words: readonly string[],
  with1: (ten: string, one: string) => string,
  own: readonly string[],
) =>
  words.flatMap((ten, at): [string, number][] => [
    [ten, (at + 2) * 10],
    ...own.map((one, n): [string, number] => [with1(ten, one), (at + 2) * 10 + n + 1]),
  ])

/** Numbers from 2 to 99 in small English and German words, umlauts written out: "forty-eight", "achtundvierzig". */
export const numberWords: ReadonlyMap<string, number> = new Map<string, number>([
  ...ones.slice(1).map((word, at): [string, number] => [word, at + 2]),
  ...onesGerman.slice(1).map((word, at): [string, number] => [word, at + 2]),
  ...teens.map((word, at): [string, number] => [word, at + 10]),
  ...teensGerman.map((word, at): [string, number] => [word, at + 10]),
  ...fromTens(tens, (ten, one) => `${ten}-${one}`, ones),
  ...fromTens(tensGerman, (ten, one) => `${one}und${ten}`, onesGerman),
  ['hundred', 100],
  ['hundert', 100],
])

/** The words, longest first, as a pattern takes them. */
export const numberWordsPattern = [...numberWords.keys()].sort((a, b) => b.length - a.length).join('|')
