import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type ParsedNode,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'

/** Keys and list positions from the top of the file: `['nodes', 'scope', 'options', 0, 'to']`. */
export type Path = readonly (string | number)[]

/** A fault at a value of the file, or at the key in front of it. */
export type PathFault = { path: Path; at: 'key' | 'value'; says: string }
export type TextFault = { offset: number; says: string }

type Read = {
  /** Maps, lists, texts and nulls; null when the file is not readable. */
  value: unknown
  faults: TextFault[]
  /** False when nothing can be said about the content. */
  isReadable: boolean
  /** Where a fault of the content stands in the text. */
  offsetOf: (fault: PathFault) => number
}

const tokensAtMost = 60_000
const nestingAtMost = 8
/** Tokens of the lexer that stand for no text. */
const marks = new Set(['\u0002', '\u0018', '\u001f'])
const namesOfObjects = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads one YAML 1.2 document; aliases, tags and keys that are no texts are faults. Numbers stay as written. */
export function readYaml(text: string): Read {
  const outOfBounds = faultOfSize(text)
  if (outOfBounds) return { value: null, faults: [outOfBounds], isReadable: false, offsetOf: () => 0 }
  // The library's own check for unique keys compares each key with all before it.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false })
  const broken = [...document.errors, ...document.warnings]
    .filter(({ code }) => code !== 'TAG_RESOLVE_FAILED')
    .map((error) => ({ offset: offsetOfError(document, error), says: sentenceOfError(error) }))
  const faults = [...broken, ...keepTexts(document)]
  const isReadable = document.errors.length === 0 && !faults.some(({ says }) => says === sentences.alias)
  return {
    value: isReadable ? document.toJS({ maxAliasCount: 0 }) : null,
    faults,
    isReadable,
    offsetOf: (fault) => offsetIn(document.contents, fault),
  }
}

function sentenceOfError({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS') return 'A file holds one flow; a second document begins here.'
  return `This cannot be read as YAML: ${message.replace(/\.$/, '')}.`
}

/** A quote that is never closed runs to the end of the file; the place to look at is where it opens. */
function offsetOfError(document: Document.Parsed, { message, pos }: YAMLError): number {
  let offset = pos[0]
  if (message.startsWith('Missing closing'))
    visit(document, {
      Scalar: (_, { type, range }) => {
        if (type?.startsWith('QUOTE')) offset = range?.[0] ?? offset
      },
    })
  return offset
}

/** What JSON and the database cannot hold, or what shows a text in another order than it runs when it is copied. */
const isUnsafe = (text: string): boolean =>
  !text.isWellFormed() || /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/u.test(text)

const sentences = {
  alias: 'Aliases are not taken; write the text out.',
  tag: 'Tags are not taken.',
  key: 'A key is a word without brackets or tags.',
  reserved: 'This word cannot be a key.',
  hidden: 'This text holds control characters.',
  twice: 'This key stands twice in its map.',
}

/**
 * The parser recurses once per level, and a stack that runs full inside a regular expression ends the process. So the
 * tokens are counted first, without recursion. Levels made by indentation need a line each and are bounded by the size.
 */
function faultOfSize(text: string): TextFault | null {
  let [offset, tokens, brackets, inLine, isContent] = [0, 0, 0, 0, false]
  for (const token of new Lexer().lex(text)) {
    if (++tokens > tokensAtMost)
      return { offset, says: `More than ${tokensAtMost} parts; no flow is as long.` }
    const mark = isContent ? '' : token
    if (mark === '\n') inLine = 0
    else if (mark === '[' || mark === '{') brackets++
    else if (mark === ']' || mark === '}') brackets--
    else if (brackets === 0 && (mark === '-' || mark === '?' || mark === ':')) inLine++
    if (brackets > nestingAtMost || inLine > nestingAtMost)
      return { offset, says: `Nested deeper than ${nestingAtMost} levels.` }
    isContent = token === '\u001f'
    if (!marks.has(token)) offset += token.length
  }
  return null
}

/** Turns numbers, true and false back into what was written; answers what a flow file must not hold. */
function keepTexts(document: Document.Parsed): TextFault[] {
  const faults: TextFault[] = []
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node)) faults.push({ offset: startOf(node) ?? 0, says: sentences.alias })
      else if (node.tag) faults.push({ offset: startOf(node) ?? 0, says: sentences.tag })
      if (isScalar(node) && typeof node.value !== 'string' && node.value !== null)
        node.value = node.source ?? String(node.value)
      if (isScalar(node) && typeof node.value === 'string' && isUnsafe(node.value))
        faults.push({ offset: startOf(node) ?? 0, says: sentences.hidden })
      if (!isMap(node)) return
      const keys = new Set<unknown>()
      for (const { key } of node.items) {
        const word = isScalar(key) ? (key.source ?? key.value) : null
        const offset = startOf(key) ?? 0
        if (typeof word !== 'string' || word === '') faults.push({ offset, says: sentences.key })
        else if (namesOfObjects.has(word)) faults.push({ offset, says: sentences.reserved })
        else if (keys.has(word)) faults.push({ offset, says: sentences.twice })
        keys.add(word)
      }
    },
  })
  return faults
}

/** Where a text stands, or the key of a map or list; of what is missing, the nearest thing around it. */
function offsetIn(contents: ParsedNode | null, { path, at }: PathFault): number {
  let node: unknown = contents
  let offset = 0
  for (const [depth, step] of path.entries()) {
    const pair = isMap(node) ? node.items.find(({ key }) => isScalar(key) && key.value === step) : undefined
    node = pair ? pair.value : isSeq(node) && typeof step === 'number' ? node.items[step] : undefined
    const start = startOf(node)
    if (!pair) offset = start ?? offset
    else if (isScalar(node) && node.value !== null && at === 'value' && depth === path.length - 1)
      offset = start ?? offset
    else offset = startOf(pair.key) ?? offset
  }
  return offset
}

const startOf = (node: unknown): number | undefined => (isNode(node) ? node.range?.[0] : undefined)
