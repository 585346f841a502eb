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
