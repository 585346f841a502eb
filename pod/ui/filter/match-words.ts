/** Where the typed words stand in `text`: each of them begins one of its words. Null where one does not. */
export function matchWords(text: string, typed: string): { ranges: [number, number][]; rank: number } | null {
  const low = text.toLowerCase()
  const starts = [...low.matchAll(/[\p{L}\p{N}]+/gu)].map(({ index }) => index)
  const ranges: [number, number][] = []
  let rank = 0
  for (const word of typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)) {
    const at = starts.findIndex(
      (start) => low.startsWith(word, start) && !ranges.some(([begin]) => begin === start),
    )
    const start = starts[at]
    if (start === undefined) return null
    rank += at
    ranges.push([start, start + word.length])
  }
  return { ranges: ranges.toSorted(([a], [b]) => a - b), rank }
}

/** The text in pieces, those that were typed marked. */
export function pieces(
  text: string,
  ranges: readonly [number, number][],
): { text: string; isHit: boolean }[] {
  let last = 0
  const parts = ranges.flatMap(([from, to]) => {
    const pair = [
      { text: text.slice(last, from), isHit: false },
      { text: text.slice(from, to), isHit: true },
    ]
    last = to
    return pair
  })
  return [...parts, { text: text.slice(last), isHit: false }].filter((part) => part.text !== '')
}

const accents = /[\u0300-\u036f]/g
const words = /[\p{L}\p{M}\p{N}]+/gu
/** Lower case, without accents, "ß" as "ss": as the server reads the words of cases. */
const plain = (text: string) =>
  text.normalize('NFKD').replace(accents, '').toLowerCase().replaceAll('ß', 'ss')

/** Where a word of `text` begins with one that was typed. Not each of those need stand in it. */
export function foundIn(text: string, typed: string): [number, number][] {
  const sought = plain(typed).match(words) ?? []
  return [...text.matchAll(words)].flatMap(({ 0: word, index }) => {
    const fitting = sought.filter((each) => plain(word).startsWith(each))
    const longest = fitting.toSorted((a, b) => b.length - a.length)[0]
    return longest ? [[index, index + lengthOf(word, longest)] as [number, number]] : []
  })
}

/** How much of `word` its beginning `sought` takes, which may be written with other letters. */
function lengthOf(word: string, sought: string): number {
  let length = 0
  for (const sign of word) {
    if (plain(word.slice(0, length)).length >= sought.length && !/\p{M}/u.test(sign)) break
    length += sign.length
  }
  return length
}
