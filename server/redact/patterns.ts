import { commandPatterns } from './command-patterns.ts'
import type { Kind } from './labels.ts'
import { lookOf } from './look.ts'
import { tokenPatterns } from './token-patterns.ts'

export type Found = { start: number; end: number; kind: Kind }[]

/** A form with its own shape. The named group `secret` is what goes; `plain`: also a word of letters is one there. */
export type Pattern = { kind: Kind; why: string; plain?: boolean; form: RegExp }

const patterns = [...commandPatterns, ...tokenPatterns]

export function findPatterns(text: string, found: Found): void {
  for (const { kind, plain, form } of patterns)
    for (const match of text.matchAll(form)) {
      const [start, end] = match.indices?.groups?.secret ?? [0, 0]
      const secret = text.slice(start, end)
      const look = plain && !/^[$%<{[*]/.test(secret) ? 'strong' : lookOf(secret)
      if (secret && look !== 'fact' && look !== 'prose') found.push({ start, end, kind })
    }
}
