/** So much may stand before the opening of the object, or of it, while the opening is looked for. */
const longestOpening = 1_000

/**
 * Reads one top-level string out of a JSON object while it still streams in.
 * Nothing but the value of `key` comes out; escapes cut across pieces are put together again.
 * `anywhere`: the object may stand after other text.
 */
export function createExtractor(
  key: string,
  emit: (text: string) => void,
  { anywhere = false } = {},
): { push(piece: string): void } {
  const opening = new RegExp(`${anywhere ? '' : '^\\s*'}\\{\\s*${JSON.stringify(key)}\\s*:\\s*"`)
  let buffer = ''
  let state: 'before' | 'inside' | 'after' = 'before'

  return {
    push(piece) {
      if (state === 'after') return
      buffer += piece
      if (state === 'before') {
        const match = opening.exec(buffer)
        if (!match) {
          if (buffer.length <= longestOpening) return
          if (anywhere) buffer = buffer.slice(-longestOpening)
          else state = 'after'
          return
        }
        buffer = buffer.slice(match.index + match[0].length)
        state = 'inside'
      }
      const { text, rest, closed } = decode(buffer)
      buffer = rest
      if (closed) state = 'after'
      if (text) emit(text)
    },
  }
}

/** Decodes as much of a JSON string body as is certain; an unfinished escape or surrogate pair stays in `rest`. */
function decode(body: string): { text: string; rest: string; closed: boolean } {
  let end = 0
  while (end < body.length) {
    const char = body[end]
    if (char === '"') return { text: parse(body.slice(0, end)), rest: '', closed: true }
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
