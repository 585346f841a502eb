/** Reads lines of "meaning: word word …"; every word leads to its meaning. */
export const table = (lines: string): Map<string, string> =>
  new Map(
    lines
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [meaning = '', words = ''] = line.split(':')
        return words
          .trim()
          .split(/\s+/)
          .map((word): [string, string] => [word, meaning.trim()])
      }),
  )
