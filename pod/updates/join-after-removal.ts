/** What encloses words, and is nothing without them. */
const pairs = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['„', '“'],
  ['‘', '’'],
  ['«', '»'],
  ['"', '"'],
  ["'", "'"],
  ['**', '**'],
  ['`', '`'],
] as const

const marks = '.,;:!?'
const ends = '.!?'
const pauses = ',;:'
const opening = /[([“„‘«]$/
const closing = /^[)\]”’»]/
const deepestPair = 8
/** Where nothing but the sign of a list is left of a line. */
const listSign = /^\s{0,20}(?:[-*•]|\d{1,3}[.)])$/

/**
 * What stood before words that were taken out, and what stood behind them, as one text: without a second blank, comma or
 * stop, without empty brackets and quotes, and without a line of a list that has no words left.
 */
export function joinAfterRemoval(before: string, behind: string): string {
  const [outerLeft, outerRight] = withoutEmptyPairs(before, behind)
  const left = withoutBlanksAtEnd(outerLeft)
  const right = withoutBlanksAtStart(outerRight)
  const hadBlank = left !== outerLeft || right !== outerRight
  const isLineEnd = right === '' || right.startsWith('\n')
  const line = left.slice(left.lastIndexOf('\n') + 1)
  if (isLineEnd && listSign.test(line)) return withoutLastLine(left, line) + right
  const isStart = line === '' || listSign.test(line)
  const [last = '', next = ''] = [left.at(-1), right[0]]
  if (next && marks.includes(next)) {
    // of a whole sentence its end goes along
    if (isStart) return outerLeft + withoutBlanksAtStart(right.slice(1))
    if (ends.includes(last)) return joined(left, right.slice(1))
    return (marks.includes(last) ? withoutBlanksAtEnd(left.slice(0, -1)) : left) + right
  }
  if (isStart) return outerLeft + right
  if (closing.test(right)) return (pauses.includes(last) ? left.slice(0, -1) : left) + right
  return isLineEnd || opening.test(left) || !hadBlank ? left + right : `${left} ${right}`
}

/** With one blank in between if one or more stood there, and none before a line break. */
function joined(left: string, behind: string): string {
  const right = withoutBlanksAtStart(behind)
  return right === behind || right === '' || right.startsWith('\n') ? left + right : `${left} ${right}`
}

function withoutEmptyPairs(before: string, behind: string): [string, string] {
  let [left, right] = [before, behind]
  for (let depth = 0; depth < deepestPair; depth++) {
    const [inner, outer] = [withoutBlanksAtEnd(left), withoutBlanksAtStart(right)]
    const pair = pairs.find(([open, close]) => inner.endsWith(open) && outer.startsWith(close))
    if (!pair) break
    left = inner.slice(0, -pair[0].length)
    right = outer.slice(pair[1].length)
  }
  return [left, right]
}

function withoutBlanksAtEnd(text: string): string {
  let end = text.length
  while (end > 0 && isBlank(text[end - 1])) end--
  return text.slice(0, end)
}
function withoutBlanksAtStart(text: string): string {
  let start = 0
  while (start < text.length && isBlank(text[start])) start++
  return text.slice(start)
}
const isBlank = (sign: string | undefined) => sign === ' ' || sign === '\t' || sign === '\u00a0'

/** Its line break goes with it. */
function withoutLastLine(text: string, line: string): string {
  const above = text.slice(0, text.length - line.length)
  return above.endsWith('\n') ? above.slice(0, -1) : above
}
