import { isMachineName, roleOf } from './hosts.ts'
import type { Found, Plain } from './kinds.ts'
import { type Word, wordsOf } from './words.ts'

export type Names = {
  /** Full names of colleagues, without those whom the client may hear of: whoever posts, began the case or has it in hand. */
  colleagues: readonly string[]
  /** How the PSA calls them. */
  members: readonly string[]
  /** Names of clients that this one is not. */
  other_clients: readonly string[]
  /** Devices of the ticket and of the case. */
  machines: readonly { name: string; type: string | null }[]
}

const mostWordsOfText = 4_000
const mostWordsOfName = 8
const colleague: Plain = { en: 'a colleague', de: 'jemand aus unserem Team' }
/** Shorter names are words as well. */
const shortest = { member: 3, client: 4 }

type Sought = { words: readonly string[]; make: Omit<Found, 'start' | 'end'>; exact: string | null }

/** People, clients and devices that are named, each by its whole name. */
export function findNames(text: string, names: Names): Found[] {
  const words = wordsOf(text, mostWordsOfText)
  const byFirst = new Map<string, Sought[]>()
  const said = new Set(words.map(({ word }) => word))
  for (const sought of soughtIn(names, (name) => said.has(firstOf(name)))) {
    const [first = ''] = sought.words
    const others = byFirst.get(first)
    if (others) others.push(sought)
    else byFirst.set(first, [sought])
  }
  return words.flatMap((_, at) =>
    (byFirst.get(words[at]?.word ?? '') ?? []).flatMap((sought) => {
      const span = spanAt(words, at, sought.words)
      if (!span) return []
      return sought.exact && text.slice(span.start, span.end) !== sought.exact
        ? []
        : [{ ...sought.make, ...span }]
    }),
  )
}

/** As lists have it: "Marsh, Cleo". */
const reversed = (name: string): string => {
  const parts = name.trim().split(/[\s,]+/)
  return [parts.at(-1), ...parts.slice(0, -1)].join(' ')
}

function spanAt(words: readonly Word[], at: number, name: readonly string[]) {
  if (!name.every((word, next) => words[at + next]?.word === word)) return null
  return { start: words[at]?.start ?? 0, end: words[at + name.length - 1]?.end ?? 0 }
}

/** Most names stand nowhere in a text, and are put aside by their first word. */
const firstOf = (name: string) => wordsOf(name, 1)[0]?.word ?? ''

function soughtIn(
  { colleagues, members, other_clients, machines }: Names,
  isSaid: (name: string) => boolean,
): Sought[] {
  const named = (name: string, kind: Found['kind'], what: string, plain: Plain, exact = false): Sought[] => {
    if (!isSaid(name)) return []
    const words = wordsOf(name, mostWordsOfName).map(({ word }) => word)
    return words.length > 0 ? [{ words, make: { kind, what, plain }, exact: exact ? name : null }] : []
  }
  return [
    // a first name alone is how people are spoken of
    ...colleagues
      .filter((name) => /\s/.test(name.trim()))
      .flatMap((name) => [name, reversed(name)])
      .flatMap((name) => named(name, 'name', 'colleague', colleague)),
    // written as the PSA writes it: "ben" is a member, "Ben" a name
    ...members
      .filter((name) => name.length >= shortest.member && !/^\p{Lu}\p{Ll}+$/u.test(name))
      .flatMap((name) => named(name, 'name', 'member', colleague, true)),
    ...other_clients
      .filter((name) => name.length >= shortest.client)
      .flatMap((name) => named(name, 'name', 'other_client', null, !/\s/.test(name.trim()))),
    ...machines
      .filter(({ name }) => isMachineName(name))
      .flatMap(({ name, type }) => named(name, 'host', 'host_name', roleOf(name, type))),
  ]
}
