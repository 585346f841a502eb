import { Lexer, type Token, Tokenizer, type Tokens } from 'marked'

/** What a text may be in each direction, so that no text is dear: deeper, longer or wider parts stay plain text. */
const maxChars = 24_000
const maxDepth = 10
const maxParagraph = 1_500
const maxBlanks = 100
const maxCells = 5_000

/**
 * Markdown → tokens. GitHub's kind with line breaks kept, but: HTML, reference definitions and ~single strokes~ stay
 * text, Windows paths keep their backslashes, code in a table cell keeps its pipes, and no cell of a row is lost.
 */
export function lexMarkdown(text: string): { tokens: Token[]; rest: string } {
  const whole = withoutLongBlanks(text)
  const lexer = new BoundedLexer({ gfm: true, breaks: true, tokenizer: new TextTokenizer() })
  return { tokens: lexer.lex(guarded(whole.slice(0, maxChars))), rest: whole.slice(maxChars) }
}

/** Long rows of blanks are read by marked in quadratic time. */
function withoutLongBlanks(text: string): string {
  return text.replace(/[ \t]{100,}/g, (blanks) => blanks.slice(0, maxBlanks))
}

// While marked reads, signs that are not Markdown where they stand are noncharacters, which no text holds.
const guards = { '\\': '\ufdd0', _: '\ufdd1', '~': '\ufdd2', '|': '\ufdd3' } as const
const signs = new Map<string, string>(Object.entries(guards).map(([sign, guard]) => [guard, sign]))
const anyGuard = /[\ufdd0-\ufdd3]/g

/** A path of Windows or of its registry, up to a sign that no file name has. */
const windowsPath = /(?:\\\\|(?<![A-Za-z])[A-Za-z]:\\|%\w{1,40}%\\|\bHK[A-Z_]{2,30}:?\\)[^\s`"'<>|*?()[\]]*/g

function guarded(text: string): string {
  return text
    .replace(anyGuard, '')
    .split('\n')
    .map((line) => withGuardedPipes(line.replace(windowsPath, guardAll)))
    .join('\n')
}

const guardAll = (text: string) => text.replace(/[\\_~]/g, (sign) => guards[sign as keyof typeof guards])

/** The text as it was given: what marked hands out may hold guards. */
export const asGiven = (text: string) => text.replace(anyGuard, (guard) => signs.get(guard) ?? '')

/** A pipe in code parts no cells. One with a backslash is left: a table takes the backslash off. */
function withGuardedPipes(line: string): string {
  if (!line.includes('|') || !line.includes('`')) return line
  const ticks = [...line.matchAll(/`+/g)]
  const next = new Map<number, number>()
  const closing = ticks.map(() => -1)
  for (let at = ticks.length - 1; at >= 0; at--) {
    const size = ticks[at]?.[0].length ?? 0
    closing[at] = next.get(size) ?? -1
    next.set(size, at)
  }
  let done = 0
  let out = ''
  for (let at = 0; at < ticks.length; at++) {
    const close = ticks[closing[at] ?? -1]
    const open = ticks[at]
    if (!open || !close) continue
    out += line.slice(done, open.index)
    out += line.slice(open.index, close.index).replace(/(?<!\\)\|/g, guards['|'])
    done = close.index
    at = closing[at] ?? at
  }
  return out + line.slice(done)
}

class BoundedLexer extends Lexer {
  #depth = 0

  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped?: boolean): never {
    return this.#within(tokens, src, () =>
      super.blockTokens(src, tokens as never, lastParagraphClipped),
    ) as never
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    return this.#within(tokens, src, () => {
      for (const piece of this.#depth > 1 ? [src] : piecesOf(src)) super.inlineTokens(piece, tokens)
      return tokens
    })
  }

  #within(tokens: Token[], src: string, read: () => Token[]): Token[] {
    if (this.#depth >= maxDepth) {
      tokens.push({ type: 'text', raw: src, text: src })
      return tokens
    }
    this.#depth++
    try {
      return read()
    } finally {
      this.#depth--
    }
  }
}

/** Marks are looked for within each piece: a long paragraph is cut where a line or a word ends. */
function piecesOf(src: string): string[] {
  const pieces: string[] = []
  let left = src
  while (left.length > maxParagraph) {
    const head = left.slice(0, maxParagraph)
    const line = head.lastIndexOf('\n')
    const end = (line > maxParagraph / 2 ? line : Math.max(line, head.lastIndexOf(' '))) + 1 || maxParagraph
    pieces.push(left.slice(0, end))
    left = left.slice(end)
  }
  return [...pieces, left]
}

class TextTokenizer extends Tokenizer {
  override html(): undefined {}
  override def(): undefined {}
  /** A rule under a line is a rule; and each line of a list would look for its underline through all that follow. */
  override lheading(): undefined {}

  override del(src: string, masked: string, before?: string): Tokens.Del | undefined {
    return src.startsWith('~~') ? super.del(src, masked, before) : undefined
  }

  /** Character references are resolved where the text is shown. */
  override inlineText(src: string): Tokens.Text | undefined {
    const found = this.rules.inline.text.exec(src)
    return found ? { type: 'text', raw: found[0], text: found[0] } : undefined
  }

  override table(src: string): Tokens.Table | undefined {
    const [raw, head = '', rule = '', body = ''] = this.rules.block.table.exec(src) ?? []
    if (raw === undefined) return undefined
    const rows = body.split('\n')
    const columns = cellsIn(head)
    const widest = rows.reduce((most, row) => Math.max(most, cellsIn(row)), columns)
    if (widest * rows.length > maxCells) return undefined
    const more = widest - columns
    const wider = more > 0 ? `${widened(head, ' |', more)}\n${widened(rule, '-|', more)}\n${body}` : raw
    const table = super.table(wider)
    if (table) table.raw = raw
    return table
  }
}

const cellEnd = /(?<!\\)\|/g

function cellsIn(row: string): number {
  const line = row.trim()
  const ends = line.match(cellEnd)?.length ?? 0
  const hasEnd = line.endsWith('|') && !line.endsWith('\\|')
  return ends + 1 - (line.startsWith('|') ? 1 : 0) - (hasEnd && line.length > 1 ? 1 : 0)
}

function widened(row: string, cell: string, times: number): string {
  const line = row.trimEnd()
  const hasEnd = line.endsWith('|') && !line.endsWith('\\|')
  return `${hasEnd ? line : `${line} |`}${cell.repeat(times)}`
}
