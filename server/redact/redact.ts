import { merge, recognise, type Secret } from './recognise.ts'
import { findTokens } from './token-layer.ts'

const maximumCharacters = 400_000

/** The secrets of a text, in order and without overlap, in its first 400,000 characters. */
export async function findSecrets(text: string): Promise<Secret[]> {
  const capped = text.slice(0, maximumCharacters)
  const known = recognise(capped)
  // What was recognised is out of the other rules' sight, at the same places: "postgres://app:…@db" keeps its host.
  return merge([...known, ...(await findTokens(coverFound(capped, known)))])
}

/**
 * Takes passwords, keys, codes and tokens out of a text before it leaves for a model, the PSA or a log. Each becomes
 * `[redacted password]` and the like; the rest stays to the letter. Past 400,000 characters the text is cut.
 */
export async function redact(text: string): Promise<string> {
  return replaceFound(text.slice(0, maximumCharacters), await findSecrets(text))
}

/** The text with blanks where these secrets stood: every place stays what it was. */
export function coverFound(text: string, secrets: readonly Secret[]): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of secrets) {
    parts.push(text.slice(from, start), ' '.repeat(end - start))
    from = end
  }
  return parts.join('') + text.slice(from)
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
