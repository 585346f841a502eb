/** What a model reads of the two ends of a long message. */
const endCharacters = 8_000
/** Lines with an error word between them, so that a log is not read without its errors. */
const mostErrorLines = 60
const longestErrorLine = 400

const errorWord =
  /\b(?:error|err|fail(?:ed|ure)?|fatal|exception|denied|refused|timeout|timed out|critical|warn(?:ing)?|corrupt|fehler|fehlgeschlagen|abgelehnt|verweigert)\b|\b0x[0-9a-f]{4,8}\b/iu

/**
 * A message as the model gets it: whole up to 16,000 characters; of a longer one (a pasted log) its beginning, its end,
 * and the lines with an error word between, what was left out marked.
 */
export function wordsForModel(message: string): string {
  if (message.length <= 2 * endCharacters) return message
  const head = message.slice(0, endCharacters).toWellFormed()
  const tail = message.slice(-endCharacters).toWellFormed()
  const between = message.slice(endCharacters, -endCharacters).split('\n')
  const telling = between
    .map((line) => line.slice(0, longestErrorLine).toWellFormed())
    .filter((line) => errorWord.test(line))
    .slice(0, mostErrorLines)
  const left = `[${between.length} lines left out${telling.length > 0 ? `; ${telling.length} of them with an error word:` : ''}]`
  return [head, left, ...telling, '[the end of the message:]', tail].join('\n')
}
