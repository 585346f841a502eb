import type { Token } from './normalize.ts'

/**
 * A phrase with alternatives: "(it|that) (was|is) [the] …". In brackets: may be there; "…": the slot, the words up to
 * the end of the sentence; "$" at the end: nothing may follow but a polite word.
 */
export type Pattern = {
  parts: Part[]
  whole: boolean
  /** Words that it can begin with; null: any. */
  starts: ReadonlySet<string> | null
}
type Part = { kind: 'word'; any: string[][]; optional: boolean } | { kind: 'slot' }

export type Match = { slotFrom: number; slotTo: number; to: number }

export function pattern(text: string, plain: (word: string) => string[]): Pattern {
  const parts: Part[] = []
  for (const [found] of text.matchAll(/\([^)]*\)|\[[^\]]*\]|…|[^\s$]+/g)) {
    if (found === '…') parts.push({ kind: 'slot' })
    else
      parts.push({
        kind: 'word',
        optional: found.startsWith('['),
        any: found
          .replace(/^[([]|[)\]]$/g, '')
          .split('|')
          .map(plain),
      })
  }
  return { parts, whole: text.endsWith('$'), starts: startsOf(parts) }
}

function startsOf(parts: readonly Part[]): ReadonlySet<string> | null {
  const starts = new Set<string>()
  for (const part of parts) {
    if (part.kind === 'slot') return null
    for (const [first] of part.any) if (first) starts.add(first)
    if (!part.optional) return starts
  }
  return null
}

const mostSteps = 2000

/** Whether the tokens from `start` begin with the pattern, and where its slot and its end are. */
export function matchAt(
  tokens: readonly Token[],
  start: number,
  end: number,
  { parts, whole, starts }: Pattern,
): Match | null {
  if (starts && !starts.has(tokens[start]?.word ?? '')) return null
  let steps = 0
  const from = (part: number, at: number): Match | null => {
    steps += 1
    if (steps > mostSteps) return null
    const here = parts[part]
    if (!here) return whole && at < end ? null : { slotFrom: at, slotTo: at, to: at }
    if (here.kind === 'slot') return at < end ? { slotFrom: at, slotTo: end, to: end } : null
    for (const words of here.any) {
      if (!words.every((word, offset) => at + offset < end && tokens[at + offset]?.word === word)) continue
      const found = from(part + 1, at + words.length)
      if (found) return found
    }
    return here.optional ? from(part + 1, at) : null
  }
  return from(0, start)
}
