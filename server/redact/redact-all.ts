import { createHash } from 'node:crypto'
import { setImmediate as pause } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import { redact } from './redact.ts'

/** One scan for many texts instead of one each; the mark between them never joins two. */
const mark = '\u241e'
const between = `\n${mark}\n`
/** Other requests are answered between two scans. */
const scanCharacters = 50_000

/** Notes are read again and again: what a text becomes is kept by its hash, the text itself is not. */
const known = new LRUCache<string, { text: string | null }>({
  maxSize: 8_000_000,
  sizeCalculation: ({ text }) => 200 + 2 * (text?.length ?? 0),
})
const hashOf = (text: string) => createHash('sha256').update(text).digest('base64')

/** Each of these texts with its secrets taken out. */
export async function redactAll(texts: readonly string[]): Promise<string[]> {
  const hashes = texts.map(hashOf)
  const done = new Map<string, string>()
  const open = new Map<string, string>()
  for (const [at, text] of texts.entries()) {
    const hash = hashes[at] ?? ''
    const found = known.get(hash)
    if (found) done.set(hash, found.text ?? text)
    else open.set(hash, text)
  }
  for (const group of groups([...open])) {
    const clean = await redactGroup(group.map(([, text]) => text.replaceAll(mark, ' ')))
    for (const [at, [hash, text]] of group.entries()) {
      const after = clean[at] ?? ''
      known.set(hash, { text: after === text ? null : after })
      done.set(hash, after)
    }
    await pause()
  }
  return hashes.map((hash) => done.get(hash) ?? '')
}

function groups(texts: [string, string][]): [string, string][][] {
  const all: [string, string][][] = []
  let size = Number.POSITIVE_INFINITY
  for (const one of texts) {
    if (size + one[1].length > scanCharacters) {
      all.push([])
      size = 0
    }
    all.at(-1)?.push(one)
    size += one[1].length + between.length
  }
  return all
}

async function redactGroup(texts: string[]): Promise<string[]> {
  const together = (await redact(texts.join(between))).split(between)
  return together.length === texts.length ? together : Promise.all(texts.map(redact))
}
