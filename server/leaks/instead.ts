import type { Plain } from './kinds.ts'

type Language = 'en' | 'de'

const german =
  /(?<!\p{L})(?:der|die|das|und|ist|wir|sie|nicht|ein|eine|mit|für|haben|wurde|ihr|ihre|auf|bei)(?!\p{L})/giu
const english = /(?<!\p{L})(?:the|and|is|we|you|not|a|an|with|for|have|was|your|on|at|of|to)(?!\p{L})/giu
const charactersRead = 4_000

/** Which of the two a text is written in, by its small words. */
export function languageIn(text: string): Language {
  const read = text.slice(0, charactersRead)
  return (read.match(german)?.length ?? 0) > (read.match(english)?.length ?? 0) ? 'de' : 'en'
}

const article = /^(?:the|an?|your|our|de[rmn]|die|das|eine?[rmn]?|ihre?[rmn]?|unsere?[rmn]?) /i
const articleBefore =
  /(?<!\p{L})(?:the|an?|your|our|their|this|de[rmn]|die|das|eine?[rmn]?|ihre?[rmn]?|unsere?[rmn]?) {1,3}$/iu
const beginsSentence = /(?:^|[.!?\n])[ \t]{0,3}$/

/** The plain words as they fit at this place: no second article, and a capital where a sentence begins. */
export function insteadOf(
  text: string,
  { start, plain }: { start: number; plain: Plain },
  language: Language,
): string | null {
  if (!plain) return null
  const before = text.slice(Math.max(0, start - 20), start)
  const words = articleBefore.test(before) ? plain[language].replace(article, '') : plain[language]
  return beginsSentence.test(before) ? words.charAt(0).toUpperCase() + words.slice(1) : words
}
