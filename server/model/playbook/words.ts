import { sameText } from '../../language/same-text.ts'
import { sentence } from '../../language/sentence.ts'
import { withoutEnd } from '../../language/without-end.ts'

export { sentence }

/** One line of at most `max` characters, cut at a word. */
export function clip(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim()
  if (line.length <= max) return line
  const short = line.slice(0, max - 1)
  const blank = short.lastIndexOf(' ')
  return `${short.slice(0, blank > max / 2 ? blank : short.length).toWellFormed()}…`
}

/**
 * Words of a ticket or a person inside our sentences, which are Markdown: they stand there as they were written and
 * make no link, picture, code or emphasis.
 */
export const escaped = (text: string): string => text.replace(markdownSigns, '\\$&')

/** As `escaped`, in quotation marks and cut where a sentence of ours would be lost in it. */
export const quoted = (text: string): string => `“${escaped(clip(text, quotedCharacters))}”`
const quotedCharacters = 140

const markdownSigns = /[\\`*[\]<>~|@]|:(?=\/\/)|(?<=\bwww)\.|(?<!\w)_|_(?!\w)/gi

const properNames =
  /^(?:I|Outlook|Microsoft|Exchange|Windows|Defender|Entra|Wi-Fi|Teams|OneDrive|SharePoint)\b/

/** Small first letter, unless the word is a name or an abbreviation. */
export function lowerFirst(text: string): string {
  const word = /^\S*/.exec(text)?.[0] ?? ''
  if (properNames.test(text) || /\p{Lu}/u.test(word.slice(1)) || /\d/.test(word)) return text
  return text.charAt(0).toLowerCase() + text.slice(1)
}

export const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export const withoutStop = (text: string): string => withoutEnd(text.trim(), '.…')

/** Two texts that say the same to a reader. */
export const same = (a: string, b: string): boolean => sameText(a) === sameText(b)

/** A button is cut where the screen cuts it. */
export const labelCharacters = 80
export const asLabel = (text: string): string => clip(text, labelCharacters)
