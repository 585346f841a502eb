import { call } from '../house.ts'
import { fillSaid } from '../scale/fill.ts'
import { type Comparison, compareSizes, type House } from '../scale/two-sizes.ts'

/** As the history asks for them. */
const pageSize = 25

const page = `/ai-sessions?limit=${pageSize}`
const found = (words: string) => `${page}&q=${encodeURIComponent(words)}`
/** Of a case of the account that asks, which has every second one. */
const number = (size: number, n: number) => 2 * (1 + ((n * 7919) % (size / 2 - 1)))

const cursors = new Map<House, string>()
/** The page after the first, whose cursor is asked for once. */
async function nextPage(house: House): Promise<string> {
  const known = cursors.get(house)
  if (known) return `${page}&cursor=${known}`
  const first = await call<{ next_cursor: string | null }>(house.child.url, house.token, 'GET', page)
  cursors.set(house, encodeURIComponent(first.next_cursor ?? ''))
  return nextPage(house)
}

const looks: Comparison = {
  name: 'history',
  // the larger has two million steps
  sizes: [1_000, Number(process.env.BENCH_SESSIONS) || 100_000],
  fill: fillSaid,
  asks: {
    'start page: where I am needed': () => '/ai-sessions/needs',
    'tray: my newest cases': () => '/ai-sessions?mine=true&limit=50',
    'history, first page': () => page,
    'history, next page': nextPage,
    'history, resolved ones': () => `${page}&status=resolved`,
    'search: a host named in one message': ({ size }, n) => found(`host${number(size, n)}`),
    'search: an error named in some facts': (_, n) => found(`error${2 * (n % 250)}`),
    'search: an article and a word that all have': (_, n) => found(`kb${2 * (n % 1500)} said`),
    'search: words that all have': () => found('said sentence'),
    'search: words that no case has together': (_, n) =>
      found(`error${2 * (n % 250)} error${2 * ((n + 1) % 250)}`),
  },
  together: { name: 'all searches', begins: 'search' },
  says: ([few, many]) =>
    `${few} and ${many} cases of twenty steps, with the words of titles, facts and messages; half of them in the account that asks, the rest in 500 others. Pages of ${pageSize}, over HTTP, signed in; both servers in turn.`,
}

/** What a person opens first, and what they look for in what was said, over a thousand cases and a hundred thousand. */
export const history = (rounds: number): Promise<string> => compareSizes(looks, rounds)
