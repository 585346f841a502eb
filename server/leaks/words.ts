/** A word of a text and where it stands. */
export type Word = { word: string; start: number; end: number }

const shape = /[\p{L}\p{N}]+/gu

/** In lower case, without what joins them; at most `most`. */
export function wordsOf(text: string, most: number): Word[] {
  const words: Word[] = []
  for (const { 0: word, index } of text.matchAll(shape)) {
    if (words.length === most) break
    words.push({ word: word.toLowerCase(), start: index, end: index + word.length })
  }
  return words
}

/** Words with one blank between them and at both ends: one text holds another as whole words. */
export const spaced = (text: string, most: number): string =>
  ` ${wordsOf(text, most)
    .map(({ word }) => word)
    .join(' ')} `
