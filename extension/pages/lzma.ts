/** The settings ConnectWise writes: lc 3, lp 0, pb 2, dictionary 512 KiB. */
const settings = [0x5d, 0, 0, 8, 0]
const headerBytes = 13
const even = 1024

const odds = (count: number) => new Uint16Array(count).fill(even)

/**
 * One "LZMA alone" stream whose header declares its length. Null for anything else: other settings, a length over
 * the limit or unknown, a stream cut short or reaching before its start. Work is bounded by the declared length.
 */
export function unpackLzma(packed: Uint8Array, maxBytes: number): Uint8Array | null {
  if (packed.length < headerBytes + 5 || settings.some((byte, at) => packed[at] !== byte)) return null
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const length = view.getUint32(5, true)
  if (view.getUint32(9, true) !== 0 || length > maxBytes || packed[headerBytes] !== 0) return null
  try {
    return decode(createRange(packed), length)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

type Range = ReturnType<typeof createRange>

function createRange(packed: Uint8Array) {
  let at = headerBytes + 1
  let range = 0xffffffff
  let code = 0
  const shift = () => {
    const byte = packed[at++]
    if (byte === undefined) throw new RangeError('cut short')
    code = ((code << 8) | byte) >>> 0
  }
  const fill = () => {
    if (range >= 0x1000000) return
    range = (range << 8) >>> 0
    shift()
  }
  for (let count = 0; count < 4; count++) shift()

  const bit = (table: Uint16Array, index: number): number => {
    fill()
    const odd = table[index] ?? even
    const bound = (range >>> 11) * odd
    if (code < bound) {
      range = bound
      table[index] = odd + ((2048 - odd) >> 5)
      return 0
    }
    range -= bound
    code -= bound
    table[index] = odd - (odd >> 5)
    return 1
  }
  const tree = (table: Uint16Array, base: number, bits: number): number => {
    let symbol = 1
    for (let count = 0; count < bits; count++) symbol = (symbol << 1) | bit(table, base + symbol)
    return symbol - (1 << bits)
  }
  const reverseTree = (table: Uint16Array, base: number, bits: number): number => {
    let node = 1
    let symbol = 0
    for (let count = 0; count < bits; count++) {
      const next = bit(table, base + node)
      node = (node << 1) | next
      symbol |= next << count
    }
    return symbol
  }
  const plainBits = (bits: number): number => {
    let value = 0
    for (let count = 0; count < bits; count++) {
      fill()
      range >>>= 1
      const next = code >= range ? 1 : 0
      if (next) code -= range
      value = value * 2 + next
    }
    return value
  }
  return { bit, tree, reverseTree, plainBits }
}

function createLengths({ bit, tree }: Range) {
  const choice = odds(2)
  const [low, middle, high] = [odds(32), odds(32), odds(256)]
  return (position: number): number => {
    if (!bit(choice, 0)) return 2 + tree(low, position * 8, 3)
    if (!bit(choice, 1)) return 10 + tree(middle, position * 8, 3)
    return 18 + tree(high, 0, 8)
  }
}

function createDistances({ tree, reverseTree, plainBits }: Range) {
  const [slots, near, align] = [odds(256), odds(115), odds(16)]
  return (length: number): number => {
    const slot = tree(slots, Math.min(length - 2, 3) * 64, 6)
    if (slot < 4) return slot
    const bits = (slot >> 1) - 1
    const base = (2 | (slot & 1)) * 2 ** bits
    if (slot < 14) return base + reverseTree(near, base - slot, bits)
    return base + plainBits(bits - 4) * 16 + reverseTree(align, 0, 4)
  }
}

function createLiterals({ bit }: Range) {
  const table = odds(8 * 0x300)
  /** `mirror`: the byte that a match would have copied, when one has just ended. */
  return (before: number, mirror: number | null): number => {
    const base = (before >> 5) * 0x300
    let symbol = 1
    let rest = mirror
    while (symbol < 0x100) {
      if (rest === null) {
        symbol = (symbol << 1) | bit(table, base + symbol)
        continue
      }
      const expected = (rest >> 7) & 1
      rest <<= 1
      const next = bit(table, base + ((1 + expected) << 8) + symbol)
      symbol = (symbol << 1) | next
      if (next !== expected) rest = null
    }
    return symbol & 0xff
  }
}

function decode(range: Range, length: number): Uint8Array {
  const { bit } = range
  const [isMatch, isLong] = [odds(48), odds(48)]
  const [isRepeat, notFirst, notSecond, notThird] = [odds(12), odds(12), odds(12), odds(12)]
  const [literal, matchLength, repeatLength] = [
    createLiterals(range),
    createLengths(range),
    createLengths(range),
  ]
  const distanceFor = createDistances(range)
  const out = new Uint8Array(length)
  let back: [number, number, number, number] = [0, 0, 0, 0]
  let state = 0
  let made = 0

  const copy = (count: number) => {
    if (back[0] >= made || made + count > length) throw new RangeError('out of bounds')
    for (let left = count; left > 0; left--, made++) out[made] = out[made - back[0] - 1] ?? 0
  }
  const useEarlier = () => {
    const [first, second, third, fourth] = back
    if (!bit(notSecond, state)) back = [second, first, third, fourth]
    else if (!bit(notThird, state)) back = [third, first, second, fourth]
    else back = [fourth, first, second, third]
  }

  while (made < length) {
    const position = made & 3
    if (!bit(isMatch, state * 4 + position)) {
      out[made] = literal(out[made - 1] ?? 0, state < 7 ? null : (out[made - back[0] - 1] ?? 0))
      made++
      state = state < 4 ? 0 : state - (state < 10 ? 3 : 6)
    } else if (!bit(isRepeat, state)) {
      const count = matchLength(position)
      back = [distanceFor(count), back[0], back[1], back[2]]
      state = state < 7 ? 7 : 10
      copy(count)
    } else {
      const isFirst = !bit(notFirst, state)
      const isShort = isFirst && !bit(isLong, state * 4 + position)
      if (!isFirst) useEarlier()
      copy(isShort ? 1 : repeatLength(position))
      state = state < 7 ? (isShort ? 9 : 8) : 11
    }
  }
  return out
}
