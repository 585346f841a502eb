import { type JargonWord, jargonWords } from './jargon-words.ts'
import { type Found, foundBy, noLetterAfter, noLetterBefore } from './kinds.ts'

/** A name in capitals or with a capital; a part of a longer name, as in "SSL-VPN", is one. */
const shapes = jargonWords.map(({ words, en, de, isName }: JargonWord) => ({
  what: 'term',
  form: new RegExp(
    `${noLetterBefore}(?:${isName ? spelled(words) : words})(?: (?:servers?|records?|settings?))?${noLetterAfter}`,
    isName ? 'gu' : 'giu',
  ),
  plain: { en, de },
}))

/** "exchange online" as "Exchange Online" and "EXCHANGE ONLINE"; "nps" in capitals alone. */
function spelled(words: string): string {
  return words
    .split('|')
    .flatMap((word) =>
      word.length <= 4
        ? [word.toUpperCase()]
        : [word.replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase()), word.toUpperCase()],
    )
    .join('|')
}

/** Words of the machine room. */
export const findJargon = (text: string): Found[] => foundBy(text, 'jargon', shapes)
