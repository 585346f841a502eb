type Words = ReadonlyMap<string, string>

/**
 * Reads lines of "meaning: word word …"; every word leads to its meaning. Refuses what could never be met: a word that
 * reading a text parts, one that stands twice, here or in a table that comes `before`, and a meaning that leads to
 * another one.
 */
export function table(lines: string, before: readonly Words[] = []): Map<string, string> {
  const found = new Map<string, string>()
  const wrong: string[] = []
  for (const line of lines.trim().split('\n')) {
    const [meaning = '', words = ''] = line.split(':').map((part) => part.trim())
    for (const word of [meaning, ...words.split(/\s+/)])
      if (!wholeWord.test(word)) wrong.push(`“${word}” in “${line}”`)
    for (const word of words.split(/\s+/)) {
      if (word === meaning || found.has(word) || before.some((one) => one.has(word)))
        wrong.push(`${word} twice`)
      found.set(word, meaning)
    }
  }
  for (const meaning of new Set(found.values()))
    for (const one of [...before, found])
      if ((one.get(meaning) ?? meaning) !== meaning) wrong.push(`${meaning} leads to ${one.get(meaning)}`)
  if (wrong.length > 0) throw new Error(`Words that no text meets: ${wrong.join(', ')}`)
  return found
}

/** As texts are read: in lower case, umlauts written out, parted at hyphens, dots and slashes. */
const wholeWord = /^[a-z0-9]+$/
