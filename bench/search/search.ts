import { fillCases } from '../scale/fill.ts'
import { type Comparison, compareSizes } from '../scale/two-sizes.ts'

/** So few that a page is full, or nearly, in both: what is compared is the finding, not the rows that are shown. */
const pageSize = 5

/** Of a case of the account that asks, which has every second one; as long as the longest, so that no other begins so. */
const number = (size: number, n: number) => size / 10 + 2 * ((n * 7919) % (0.45 * size))
/** One that the account has, and that is not the beginning of another. */
const client = (n: number) => 100 + 2 * ((n * 37) % 100)
const found = (words: string) => `/ai-sessions?limit=${pageSize}&q=${encodeURIComponent(words)}`

const searches: Comparison = {
  name: 'search',
  sizes: [1_000, Number(process.env.BENCH_SESSIONS) || 1_000_000],
  fill: fillCases,
  asks: {
    'a device': ({ size }, n) => found(`PC-${number(size, n)}`),
    'the beginning of many devices': ({ size }, n) => found(`pc ${String(number(size, n)).slice(0, 2)}`),
    'a client': (_, n) => found(`client ${client(n)}`),
    'a word that all have': () => found('outlook'),
    'two words that all have and one that few have': ({ size }, n) =>
      found(`outlook disc ${number(size, n)}`),
    'words that no case has together': (_, n) => found(`client ${client(n)} ${client(n + 1)}`),
  },
  together: { name: 'all of them', begins: '' },
  says: ([few, many]) =>
    `${few} and ${many} cases with the words of title, client and device, half of them in the account that asks, the rest in 500 others. Pages of ${pageSize}, over HTTP, signed in; both servers in turn.`,
}

/** The same searches over a thousand cases and over a million, nothing else of a case being there. */
export const search = (rounds: number): Promise<string> => compareSizes(searches, rounds)
