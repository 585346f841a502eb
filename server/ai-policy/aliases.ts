import { type AliasKind, findNames, type KnownName } from './find-names.ts'

/** What stands for `words` of a client in all that a model reads of one case. */
export type Alias = { alias: string; words: string }

export type Aliases = {
  /**
   * The text as a model may read it. `model`: words of its own from before, in which aliases stand already; in all
   * others what looks like an alias is replaced as well, so that `restore` gives back exactly what was there.
   */
  replace(text: string, by: 'people' | 'model'): string
  restore(text: string): string
  /** Restores a text that comes in pieces; `end` gives what was held back. */
  stream(): { take(piece: string): string; end(): string }
  /** Those that `replace` made, to be kept with the case. */
  made: readonly Alias[]
}

const kinds: readonly AliasKind[] = ['Person', 'Client', 'Host', 'Address', 'Mail', 'Phone', 'Word']
const mostDigits = 5

/**
 * `code`: four signs of the case, so that nobody writes an alias by chance. `known`: what the case has already. The same
 * words have the same alias as long as the case lives: what was sent to a model stays sent.
 */
export function createAliases(code: string, known: readonly Alias[], names: readonly KnownName[]): Aliases {
  const byWords = new Map(known.map(({ alias, words }) => [words, alias]))
  const byAlias = new Map(known.map(({ alias, words }) => [alias, words]))
  const made: Alias[] = []
  const find = findNames(names)
  const head = `(?:${kinds.join('|')})-${code}-`
  const shape = new RegExp(`${head}\\d{1,${mostDigits}}`, 'g')
  const shapeOfPeople = new RegExp(`${head}\\d+`, 'g')

  const aliasFor = (words: string, kind: AliasKind): string => {
    const before = byWords.get(words)
    if (before) return before
    const alias = `${kind}-${code}-${byWords.size + 1}`
    byWords.set(words, alias)
    byAlias.set(alias, words)
    made.push({ alias, words })
    return alias
  }
  const named = (text: string) => {
    let clean = ''
    let from = 0
    const all = find(text)
    for (const [at, { start, end, kind }] of all.entries()) {
      const whole = withDigits(text.slice(0, all[at + 1]?.start), end)
      clean += text.slice(from, start) + aliasFor(text.slice(start, whole), kind)
      from = whole
    }
    return clean + text.slice(from)
  }
  const restore = (text: string) => text.replace(shape, (alias) => byAlias.get(alias) ?? alias)

  return {
    made,
    restore,
    replace(text, by) {
      let clean = ''
      let from = 0
      for (const found of text.matchAll(by === 'model' ? shape : shapeOfPeople)) {
        const [alias] = found
        const kept = by === 'model' ? alias : aliasFor(alias, 'Word')
        clean += named(text.slice(from, found.index)) + kept
        from = found.index + alias.length
      }
      return clean + named(text.slice(from))
    },
    stream() {
      let held = ''
      return {
        take(piece) {
          const text = held + piece
          const at = beginOfAlias(text, code)
          held = text.slice(at)
          return restore(text.slice(0, at))
        },
        end() {
          const text = held
          held = ''
          return restore(text)
        },
      }
    },
  }
}

/** Behind an alias no digit may stand: it would be read as one of its own. */
function withDigits(text: string, end: number): number {
  let at = end
  while (/\d/.test(text.charAt(at))) at++
  return at
}

/** Where an alias may begin that is not whole yet; the length of the text where none does. */
function beginOfAlias(text: string, code: string): number {
  const heads = kinds.map((kind) => `${kind}-${code}-`)
  const longest = Math.max(...heads.map((head) => head.length)) + mostDigits
  for (let at = Math.max(0, text.length - longest); at < text.length; at++) {
    const rest = text.slice(at)
    const isOpen = heads.some(
      (head) => head.startsWith(rest) || (rest.startsWith(head) && /^\d{0,5}$/.test(rest.slice(head.length))),
    )
    if (isOpen) return at
  }
  return text.length
}
