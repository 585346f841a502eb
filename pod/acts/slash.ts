import { type Act, actsNow } from './acts.ts'

export type SlashAct = Act & { slash: NonNullable<Act['slash']> }

/** The commands that stand now, each once, in the order of their words. */
export function slashActs(): SlashAct[] {
  const found = new Map<string, SlashAct>()
  for (const act of actsNow()) if (act.slash) found.set(act.slash.word, act as SlashAct)
  return [...found.values()].toSorted((a, b) => a.slash.word.localeCompare(b.slash.word))
}

/** "/fact The rule is old" → its word and what stands behind it; null for a text that begins otherwise. */
export function readSlash(text: string): { word: string; rest: string; isWhole: boolean } | null {
  const found = /^\/(\S*)(\s*)([\s\S]*)$/.exec(text)
  if (!found) return null
  const [, word = '', gap = '', rest = ''] = found
  return { word: word.toLowerCase(), rest: rest.trim(), isWhole: gap !== '' }
}
