/** Of one text, such as a title. A ticket's summary has 100 characters, what a person types 200. */
export const mostWords = 64
/** Of a search. */
export const mostSoughtWords = 8
const longestWord = 40
/** Of what was said: a single letter finds nothing, and what is longer than a word is mostly a key. */
const shortestSaid = 2

const accents = /[\u0300-\u036f]/g
const word = /[\p{L}\p{M}\p{N}]+/gu

const plainOf = (text: string): string =>
  text.normalize('NFKD').replace(accents, '').toLowerCase().replaceAll('ß', 'ss')

/** The words by which a text is found, each once: lower case, without accents, "ß" as "ss". */
export function wordsOf(text: string, most = mostWords): string[] {
  const words = [...plainOf(text).matchAll(word)].slice(0, most)
  return [...new Set(words.map(([found]) => [...found].slice(0, longestWord).join('')))]
}

/** The first different words of a long text, of two letters to forty. */
export function saidWordsOf(text: string, most: number): string[] {
  const words = new Set<string>()
  for (const [found] of plainOf(text).matchAll(word)) {
    if (words.size === most) break
    const { length } = [...found]
    if (length >= shortestSaid && length <= longestWord) words.add(found)
  }
  return [...words]
}

/** Where words of a text stand that begin with one of these, and with which of them. */
export function placesOf(text: string, sought: readonly string[]): { at: number; found: string[] }[] {
  return [...text.matchAll(word)].flatMap((match) => {
    const plain = plainOf(match[0])
    const found = sought.filter((each) => plain.startsWith(each))
    return found.length > 0 ? [{ at: match.index, found }] : []
  })
}
