import { number } from './when.ts'

const mostLines = 12
const mostCharacters = 1_500

/** The beginning of a long text and what the rest is called; null where the whole is short enough to stand. */
export function foldText(text: string): { head: string; all: string } | null {
  const lines = text.split('\n')
  if (lines.length <= mostLines && text.length <= mostCharacters) return null
  const head = wellCut(lines.slice(0, mostLines).join('\n'), mostCharacters)
  const all = lines.length > mostLines ? `${number(lines.length)} lines` : `${number(text.length)} characters`
  return { head: `${head.trimEnd()}…`, all }
}

/** At most `most` UTF-16 units, never half a character. */
export function wellCut(text: string, most: number): string {
  return text.slice(0, most).replace(/[\ud800-\udbff]$/, '')
}
