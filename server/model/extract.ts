/** So much may stand before the opening of the object, or of it, while the opening is looked for. */
const longestOpening = 1_000

/**
 * Reads top-level strings out of a JSON object while it still streams in: the first one, and those that follow it at once.
 * Nothing but the values of `keys` comes out; escapes cut across pieces are put together again.
 * `anywhere`: the object may stand after other text.
 */
export function createExtractor(
  keys: string | readonly string[],
  emit: (text: string, key: string) => void,
  { anywhere = false } = {},
): { push(piece: string): void } {
  const [first = '', ...others] = [keys].flat()
  const named = (key: string) => `${JSON.stringify(key)}\\s*:\\s*"`
  let key = first
  let opening = new RegExp(`${anywhere ? '' : '^\\s*'}\\{\\s*${named(key)}`)
  let buffer = ''
  let state: 'before' | 'inside' | 'after' = 'before'

  /** False while there is nothing more to read in what has come. */
  const open = (): boolean => {
    const match = opening.exec(buffer)
    if (match) {
      buffer = buffer.slice(match.index + match[0].length)
      state = 'inside'
    } else if (buffer.length > longestOpening) {
      if (anywhere && key === first) buffer = buffer.slice(-longestOpening)
      else state = 'after'
    }
    return match !== null
  }
  /** True when the string came to its end and another one is to follow. */
  const read = (): boolean => {
    const { text, rest, closed } = decode(buffer)
    buffer = rest
    if (text) emit(text, key)
    if (!closed) return false
    const next = others.shift()
    state = next === undefined ? 'after' : 'before'
    if (next === undefined) return false
    key = next
    opening = new RegExp(`^\\s*,\\s*${named(key)}`)
    return true
  }
  return {
    push(piece) {
      if (state === 'after') return
      buffer += piece
      while (state === 'inside' || open()) if (!read()) return
    },
  }
}

/** Decodes as much of a JSON string body as is certain; an unfinished escape or surrogate pair stays in `rest`. */
function decode(body: string): { text: string; rest: string; closed: boolean } {
  let end = 0
  while (end < body.length) {
    const char = body[end]
    if (char === '"') return { text: parse(body.slice(0, end)), rest: body.slice(end + 1), closed: true }
    const step = char === '\\' ? escapeLength(body, end) : 1
    if (step === null) break
    end += step
  }
  return { text: parse(body.slice(0, end)), rest: body.slice(end), closed: false }
}

function escapeLength(body: string, at: number): number | null {
  if (at + 1 >= body.length) return null
  if (body[at + 1] !== 'u') return 2
  if (at + 6 > body.length) return null
  const unit = Number.parseInt(body.slice(at + 2, at + 6), 16)
  const isHighSurrogate = unit >= 0xd800 && unit <= 0xdbff
  if (!isHighSurrogate) return 6
  return at + 12 > body.length ? null : 12
}

function parse(body: string): string {
  try {
    return JSON.parse(`"${body}"`) as string
  } catch {
    return body
  }
}
