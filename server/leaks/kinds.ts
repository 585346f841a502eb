import type { Leak } from '../../shared/contracts/updates.ts'

/** What of a text a client should not read, besides secrets; `what` is a code that the screen has words for. */
export type Spot = Pick<Leak, 'start' | 'end' | 'what' | 'instead'> & {
  kind: Exclude<Leak['kind'], 'secret'>
}

/** What a screen offers in place of the words, in both languages; null: nothing but taking them out. */
export type Plain = { en: string; de: string } | null

/** A finder knows its plain words in both languages; which of them is shown depends on the whole text. */
export type Found = Omit<Spot, 'instead'> & { plain: Plain }

/** More than the longest text for a client can hold: what was not looked at would go out unseen. */
export const mostOfAPattern = 8_000

type Shape = { what: string; form: RegExp; plain: Plain; holds?: (words: string) => boolean }

/** Everything that these shapes fit, in their order. `form` is global. */
export function foundBy(text: string, kind: Spot['kind'], shapes: readonly Shape[]): Found[] {
  return shapes.flatMap(({ what, form, plain, holds }) => {
    const found: Found[] = []
    for (const { 0: words, index } of text.matchAll(form)) {
      if (holds && !holds(words)) continue
      found.push({ kind, what, start: index, end: index + words.length, plain })
      if (found.length === mostOfAPattern) break
    }
    return found
  })
}

export const noLetterBefore = '(?<![\\p{L}\\p{N}])'
export const noLetterAfter = '(?![\\p{L}\\p{N}])'
