import { merge, recognise, type Secret } from './recognise.ts'
import { findTokens } from './token-layer.ts'

const maximumCharacters = 400_000

/**
 * Takes passwords, keys, codes and tokens out of a text before it leaves for a model, the PSA or a log. Each becomes
 * `[redacted password]` and the like; the rest stays to the letter. Past 400,000 characters the text is cut first.
 */
export async function redact(text: string): Promise<string> {
  const capped = text.length > maximumCharacters ? text.slice(0, maximumCharacters) : text
  const clean = replaceFound(capped, recognise(capped))
  return replaceFound(clean, merge(await findTokens(clean)))
}

/** The text with each of these secrets named instead of told; they stand in order and do not overlap. */
export function replaceFound(text: string, secrets: readonly Secret[]): string {
  let result = ''
  let from = 0
  for (const { start, end, kind } of secrets) {
    result += `${text.slice(from, start)}[redacted ${kind}]`
    from = end
  }
  return result + text.slice(from)
}
