const endings: readonly (readonly [ending: string, instead: string, least: number])[] = [
  ['ungen', 'ung', 4],
  ['ation', 'at', 3],
  ['ion', '', 5],
  ['ingly', '', 4],
  ['ing', '', 3],
  ['ied', 'y', 3],
  ['ie', 'y', 4],
  ['edly', '', 4],
  ['ed', '', 3],
  ['eren', 'er', 4],
  ['ern', 'er', 4],
  ['en', '', 4],
  ['em', '', 5],
  ['er', '', 4],
  ['e', '', 3],
]

/** Their ending tells them from another word: a router is no route, a sender is not what is sent. */
const whole = new Set(
  'building meeting router sender server never another folder order speed need screen over under after'.split(
    ' ',
  ),
)

/**
 * A word without its English or German ending. Light on purpose: what it makes need not be a word, only the same
 * for the forms of one word.
 */
export function stem(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  const single = /(?:ss|us|is)$/.test(word) || !word.endsWith('s') ? word : word.slice(0, -1)
  if (whole.has(single) || single.endsWith('ss')) return single
  for (const [ending, instead, least] of endings) {
    if (!single.endsWith(ending) || single.length - ending.length < least) continue
    return undouble(single.slice(0, -ending.length) + instead)
  }
  return single
}

/** "stopp" of "stopped" as "stop", "reple" of "replies" as "repl"; "ss" and "ll" belong to the word. */
function undouble(word: string): string {
  const short = /([bdgmnprt])\1$/.test(word) ? word.slice(0, -1) : word
  return short.length > 4 && short.endsWith('e') ? short.slice(0, -1) : short
}
