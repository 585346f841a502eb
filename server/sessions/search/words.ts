/** Of one text, such as a title. A ticket's summary has 100 characters, what a person types 200. */
export const mostWords = 64
/** Of a search. */
export const mostSoughtWords = 8
const longestWord = 40

const accents = /[\u0300-\u036f]/g
const word = /[\p{L}\p{M}\p{N}]+/gu

/** The words by which a text is found, each once: lower case, without accents, "ß" as "ss". */
export function wordsOf(text: string, most = mostWords): string[] {
  const plain = text.normalize('NFKD').replace(accents, '').toLowerCase().replaceAll('ß', 'ss')
  const words = [...plain.matchAll(word)].slice(0, most)
  return [...new Set(words.map(([found]) => [...found].slice(0, longestWord).join('')))]
}
