import { LRUCache } from 'lru-cache'

/**
 * A reading of texts that remembers the newest ones: the rules of a check ask for the same sentence again and again.
 * What it gives is shared, so nobody may change it.
 */
export function readOnce<T extends object>(
  read: (text: string) => T,
  charactersAtMost = 200_000,
): (text: string) => T {
  const known = new LRUCache<string, T>({
    maxSize: charactersAtMost,
    sizeCalculation: (_, text) => text.length + 1,
  })
  return (text) => {
    const before = known.get(text)
    if (before) return before
    const found = read(text)
    known.set(text, found)
    return found
  }
}
