import { randomInt } from 'node:crypto'

/** Crockford's alphabet: no I, L, O or U, so that a person can read it aloud. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const tagLength = 10
/** A reference and a few signs behind it. */
export const endLength = 40

/** 50 random bits; visible at the end of the note, the surest signal that a note is ours. */
export function newTag(): string {
  return Array.from({ length: tagLength }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** The note as it is sent: the frozen body and its reference. No brackets: `[` has a meaning in conditions. */
export function taggedText(body: string, tag: string): string {
  return `${body}\n\nref FP-${tag}`
}

const anyTag = /\bFP-([0-9A-HJKMNP-TV-Z]{10})\b/gi

/** Every tag that stands in a text, upper case. */
export function tagsIn(text: string): string[] {
  return [...text.matchAll(anyTag)].map((match) => (match[1] ?? '').toUpperCase())
}

/** Whether a text ends with this tag as we write it, a full stop or blanks behind it aside. */
export function endsWithTag(text: string, tag: string): boolean {
  const end = text.trimEnd().slice(-endLength)
  return new RegExp(`\\bref\\s+FP-${tag}\\W*$`, 'i').test(end)
}

export function withoutTag(text: string): string {
  return text.replace(/\s*\bref\s+FP-[0-9A-HJKMNP-TV-Z]{10}\s*$/i, '')
}
