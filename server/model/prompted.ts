const candidatesMax = 5

/** The JSON object that a text ends on: the last one that begins with `key`, else what stands between the outer braces. */
export function lastJson(text: string, key: string): unknown {
  const opening = new RegExp(`\\{\\s*${JSON.stringify(key)}\\s*:`, 'g')
  const starts = [...text.matchAll(opening)].map(({ index }) => index).slice(-candidatesMax)
  for (const start of [...starts.toReversed(), text.indexOf('{')]) {
    if (start < 0) continue
    try {
      return JSON.parse(text.slice(start, objectEnd(text, start)))
    } catch {}
  }
  return undefined
}

/** Where the object that begins at `start` is closed; the end of the text where it is not. */
function objectEnd(text: string, start: number): number {
  let depth = 0
  let isInString = false
  for (let at = start; at < text.length; at++) {
    const char = text[at]
    if (isInString) {
      if (char === '\\') at++
      else if (char === '"') isInString = false
    } else if (char === '"') isInString = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return at + 1
  }
  return text.length
}
