import { badCondition } from './refusal.ts'

const lengthLimit = 10_000
const tokenLimit = 2_000
const depthLimit = 40

export type Literal =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'date'; value: number }
  | { kind: 'null' }

export type Operator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | 'like' | 'in'

export type Condition =
  | { kind: 'and'; parts: Condition[] }
  | { kind: 'or'; parts: Condition[] }
  | { kind: 'not'; part: Condition }
  | { kind: 'test'; name: string; operator: Operator; values: Literal[] }

interface Token {
  kind: 'text' | 'date' | 'number' | 'word' | 'sign'
  value: string
}

const tokenPattern =
  /\s*(?:"([^"]*)"|'([^']*)'|\[([^\]]*)\]|(-?\d+(?:\.\d+)?)(?![\w/])|([A-Za-z_][\w]*(?:\/[A-Za-z_][\w]*)*)|(!=|<=|>=|[=<>(),]))/y

function tokenize(source: string): Token[] {
  if (source.length > lengthLimit) throw badCondition('The conditions are too long; use the search endpoint.')
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < source.length) {
    const start = tokenPattern.lastIndex
    const match = tokenPattern.exec(source)
    if (!match) {
      if (source.slice(start).trim() === '') break
      throw badCondition(`Invalid character in conditions at position ${start}.`)
    }
    const [, double, single, date, number, word, sign] = match
    if (double !== undefined || single !== undefined)
      tokens.push({ kind: 'text', value: double ?? single ?? '' })
    else if (date !== undefined) tokens.push({ kind: 'date', value: date })
    else if (number !== undefined) tokens.push({ kind: 'number', value: number })
    else if (word !== undefined) tokens.push({ kind: 'word', value: word })
    else if (sign !== undefined) tokens.push({ kind: 'sign', value: sign })
    if (tokens.length > tokenLimit)
      throw badCondition('The conditions are too long; use the search endpoint.')
  }
  return tokens
}

function readDate(source: string): Literal {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?$/.test(source)) {
    throw badCondition(`Unsupported format applied to ${source}.`)
  }
  const zoned = /T/.test(source) && !/(Z|[+-]\d\d:\d\d)$/.test(source) ? `${source}Z` : source
  const value = Date.parse(zoned)
  if (Number.isNaN(value)) throw badCondition(`Unsupported format applied to ${source}.`)
  return { kind: 'date', value }
}

interface Reader {
  peek(): Token | undefined
  take(): Token
  depth: number
}

function createReader(tokens: Token[]): Reader {
  let position = 0
  return {
    depth: 0,
    peek: () => tokens[position],
    take() {
      const token = tokens[position]
      if (!token) throw badCondition('The conditions end too early.')
      position += 1
      return token
    },
  }
}

function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.value === sign
}

function takeSign(reader: Reader, sign: string): void {
  const token = reader.take()
  if (!isSign(token, sign)) throw badCondition(`Expected ${sign} near ${token.value}.`)
}

function readLiteral(reader: Reader): Literal {
  const token = reader.take()
  if (token.kind === 'text') return { kind: 'text', value: token.value }
  if (token.kind === 'number') return { kind: 'number', value: Number(token.value) }
  if (token.kind === 'date') return readDate(token.value)
  const word = token.value.toLowerCase()
  if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' }
  if (word === 'null') return { kind: 'null' }
  throw badCondition(`${token.value} is not a recognized value.`)
}

function readList(reader: Reader): Literal[] {
  takeSign(reader, '(')
  const values = [readLiteral(reader)]
  while (isSign(reader.peek(), ',')) {
    reader.take()
    values.push(readLiteral(reader))
  }
  takeSign(reader, ')')
  return values
}

function readTest(reader: Reader, name: string): Condition {
  const { kind, value } = reader.take()
  const word = kind === 'word' ? value.toLowerCase() : ''
  if (word === 'not') return { kind: 'not', part: readTest(reader, name) }
  if (word === 'in') return { kind: 'test', name, operator: 'in', values: readList(reader) }
  if (word === 'contains' || word === 'like') {
    return { kind: 'test', name, operator: word, values: [readLiteral(reader)] }
  }
  if (kind === 'sign' && /^(=|!=|<=?|>=?)$/.test(value)) {
    return { kind: 'test', name, operator: value as Operator, values: [readLiteral(reader)] }
  }
  throw badCondition(`${value} is not a recognized operator.`)
}

function readUnary(reader: Reader): Condition {
  const token = reader.take()
  if (token.kind === 'word' && token.value.toLowerCase() === 'not') {
    return { kind: 'not', part: readUnary(reader) }
  }
  if (token.kind === 'word') return readTest(reader, token.value)
  if (!isSign(token, '(')) throw badCondition(`${token.value} is not a recognized name.`)
  reader.depth += 1
  if (reader.depth > depthLimit) throw badCondition('The conditions are nested too deeply.')
  const inner = readEither(reader)
  takeSign(reader, ')')
  reader.depth -= 1
  return inner
}

function readChain(reader: Reader, word: 'and' | 'or', next: (reader: Reader) => Condition): Condition {
  const first = next(reader)
  const parts = [first]
  while (reader.peek()?.kind === 'word' && reader.peek()?.value.toLowerCase() === word) {
    reader.take()
    parts.push(next(reader))
  }
  return parts.length === 1 ? first : { kind: word, parts }
}

function readEither(reader: Reader): Condition {
  return readChain(reader, 'or', (inner) => readChain(inner, 'and', readUnary))
}

/** Reads the `conditions` language. Throws the 400 that ConnectWise answers for what it cannot read. */
export function parseConditions(source: string): Condition {
  const reader = createReader(tokenize(source))
  const condition = readEither(reader)
  const rest = reader.peek()
  if (rest) throw badCondition(`Unexpected ${rest.value} in conditions.`)
  return condition
}

export function namesIn(condition: Condition): string[] {
  if (condition.kind === 'test') return [condition.name]
  if (condition.kind === 'not') return namesIn(condition.part)
  return condition.parts.flatMap(namesIn)
}
