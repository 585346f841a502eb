/** Joiners, which words and emoji may need, are looked at one by one; the rest of what is never drawn goes. */
const neverDrawn = /(?![\u200c-\u200f\p{VS}])\p{DI}/gu
const controls = /(?![\n\t])\p{Cc}/gu
const joiners = /[\u200c\u200d]/gu
/** One selector may follow a sign; rows of them carry hidden bytes. */
const spareSelectors = /(?<![^\s\p{VS}])\p{VS}+|(?<=\p{VS})\p{VS}+/gu
const flag = /\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{2,8}\u{e007f}/gu

const joinsWords =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}]/u
const emojiEnd = /\p{Extended_Pictographic}|\p{EMod}|\ufe0f/u
const emojiStart = /\p{Extended_Pictographic}/u

/**
 * A text without signs that are never drawn: zero-width spaces, direction overrides and isolates, tags, soft hyphens,
 * controls. Joiners stay inside emoji and between letters of scripts that join; so do direction marks and flags.
 */
export function stripHidden(text: string): string {
  const flags = text.match(flag) ?? []
  const parts = flags.length > 0 ? text.split(flag) : [text]
  return parts.map((part, index) => withoutHidden(part) + (flags[index] ?? '')).join('')
}

function withoutHidden(text: string): string {
  return text
    .replace(neverDrawn, '')
    .replace(controls, '')
    .replace(spareSelectors, '')
    .replace(joiners, (joiner, at: number, whole: string) => (isNeeded(joiner, at, whole) ? joiner : ''))
}

function isNeeded(joiner: string, at: number, whole: string): boolean {
  const before = signBefore(whole, at)
  const after = String.fromCodePoint(whole.codePointAt(at + 1) ?? 0x20)
  if (joinsWords.test(before) && joinsWords.test(after)) return true
  return joiner === '\u200d' && emojiEnd.test(before) && emojiStart.test(after)
}

function signBefore(whole: string, at: number): string {
  const last = whole.charCodeAt(at - 1)
  const isPair = last >= 0xdc00 && last <= 0xdfff
  return whole.slice(Math.max(0, at - (isPair ? 2 : 1)), at)
}
