const wordPattern = /[\p{L}\p{N}]+/gu
const rowLength = 3
/** Of all notes of a ticket together; a quoted mail that stands in no text read counts as new, so that it stays. */
const knownLimit = 400_000
/** Of rows that stand everywhere, such as a closing, only so many places are followed. */
const placesPerRow = 24

const wordsIn = (text: string): string[] => text.normalize('NFC').toLowerCase().match(wordPattern) ?? []

/** The words of a ticket's other notes, to find a quoted mail by what it says. */
export class KnownWords {
  /** Where each row of three words stands, counted through all notes. */
  private readonly places = new Map<string, number[]>()
  private readonly shortLines = new Set<string>()
  private next = 0
  private left = knownLimit

  add(text: string): void {
    const taken = text.slice(0, this.left)
    this.left -= taken.length
    const words = wordsIn(taken)
    for (let at = 0; at + rowLength <= words.length; at++) {
      const row = rowAt(words, at)
      const places = this.places.get(row)
      if (!places) this.places.set(row, [this.next + at])
      else if (places.length < placesPerRow) places.push(this.next + at)
    }
    // The gap keeps the end of one note and the beginning of the next from reading as one sentence.
    this.next += words.length + rowLength
    for (const line of taken.split('\n')) {
      const short = line.length < 100 ? wordsIn(line) : []
      if (short.length > 0 && short.length < rowLength) this.shortLines.add(short.join(' '))
    }
  }

  get isEmpty(): boolean {
    return this.next === 0
  }

  get isFull(): boolean {
    return this.left === 0
  }

  /**
   * Of lines that follow each other: whether each stands, word for word and in one piece, in a known note. A line of
   * one or two words is only known beside its neighbour, or by itself where `mayBeShort` says that it can be no answer.
   */
  covers(lines: readonly string[], mayBeShort: (index: number) => boolean): boolean[] {
    const words = lines.map(wordsIn)
    return words.map((line, index) => {
      if (line.length >= rowLength) return this.stands(line)
      if (line.length === 0) return false
      const beside = [
        [...(words[index - 1] ?? []), ...line],
        [...line, ...(words[index + 1] ?? [])],
      ]
      if (beside.some((pair) => pair.length >= rowLength && this.stands(pair))) return true
      return mayBeShort(index) && this.shortLines.has(line.join(' '))
    })
  }

  private stands(words: readonly string[]): boolean {
    let places = this.places.get(rowAt(words, 0)) ?? []
    for (let at = 1; at + rowLength <= words.length && places.length > 0; at++) {
      const here = new Set(this.places.get(rowAt(words, at)) ?? [])
      places = places.map((place) => place + 1).filter((place) => here.has(place))
    }
    return places.length > 0
  }
}

const rowAt = (words: readonly string[], at: number) => words.slice(at, at + rowLength).join(' ')
