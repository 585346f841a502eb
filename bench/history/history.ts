import { timed } from '../clock.ts'
import { call, type Person, type Postgres, signIn, startFlowPilot, startPostgres } from '../house.ts'
import type { Child } from '../processes.ts'
import { fillSaid } from '../scale/fill.ts'
import { median, percentile, round, table, times, verdict } from '../table.ts'

/** The larger has two million steps. */
const sizes = [1_000, Number(process.env.BENCH_SESSIONS) || 100_000]
const askedPerRound = 40
/** As the history asks for them. */
const pageSize = 25

type House = { size: number; child: Child; token: string; next: string | null; stop(): Promise<void> }
type Page = { items: { id: string }[]; next_cursor: string | null }

/** What a person opens first, and what they look for in what was said, over a thousand cases and a hundred thousand. */
export async function history(rounds: number): Promise<string> {
  const postgres = await startPostgres({ disposable: true })
  const houses: House[] = []
  try {
    for (const size of sizes) houses.push(await furnish(postgres, size))
    return report(await measure(houses, rounds), houses)
  } finally {
    for (const house of houses) await house.stop()
    await postgres.stop()
  }
}

async function furnish(postgres: Postgres, size: number): Promise<House> {
  const database = await postgres.database(`history_${size}`)
  const child = await startFlowPilot(database.url, {}, `flowpilot-${size}`)
  const { ms, value: people } = await timed<Person[]>(() => fillSaid(database.owner, size))
  console.error(`  ${size.toLocaleString('en')} cases written in ${round(ms / 1000)} s`)
  const [ada] = people
  if (!ada) throw new Error('nobody to sign in')
  const token = await signIn(child.url, ada)
  const first = await call<Page>(child.url, token, 'GET', `/ai-sessions?limit=${pageSize}`)
  const stop = async () => {
    await child.stop()
    await database.end()
  }
  return { size, child, token, next: first.next_cursor, stop }
}

const found = (words: string) => `/ai-sessions?limit=${pageSize}&q=${encodeURIComponent(words)}`
/** Of a case of the account that asks, which has every second one. */
const number = (size: number, n: number) => 2 * (1 + ((n * 7919) % (size / 2 - 1)))

/** `n` differs at each call, so that no two ask the same. */
const acts: Record<string, (house: House, n: number) => string> = {
  'start page: where I am needed': () => '/ai-sessions/needs',
  'tray: my newest cases': () => '/ai-sessions?mine=true&limit=50',
  'history, first page': () => `/ai-sessions?limit=${pageSize}`,
  'history, next page': ({ next }) =>
    `/ai-sessions?limit=${pageSize}&cursor=${encodeURIComponent(next ?? '')}`,
  'history, resolved ones': () => `/ai-sessions?limit=${pageSize}&status=resolved`,
  'search: a host named in one message': ({ size }, n) => found(`host${number(size, n)}`),
  'search: an error named in some facts': (_, n) => found(`error${2 * (n % 250)}`),
  'search: an article and a word that all have': (_, n) => found(`kb${2 * (n % 1500)} said`),
  'search: words that all have': () => found('said sentence'),
  'search: words that no case has together': (_, n) =>
    found(`error${2 * (n % 250)} error${2 * ((n + 1) % 250)}`),
}
type Kept = Map<string, number[][]>

/** A, B, A, B: both sizes feel the same machine. */
async function measure(houses: House[], rounds: number): Promise<Kept> {
  const kept: Kept = new Map(Object.keys(acts).map((name) => [name, houses.map(() => [])]))
  for (const [name, path] of Object.entries(acts))
    for (let turn = -1; turn < rounds; turn++)
      for (const [at, house] of houses.entries())
        for (let n = 0; n < (turn < 0 ? 5 : askedPerRound); n++) {
          const asked = path(house, 1 + n + (turn + 1) * askedPerRound)
          const { ms } = await timed(() => call(house.child.url, house.token, 'GET', asked))
          if (turn >= 0) kept.get(name)?.[at]?.push(ms)
        }
  return kept
}

function report(kept: Kept, houses: House[]): string {
  const searches = houses.map((_, at) =>
    [...kept].filter(([name]) => name.startsWith('search')).flatMap(([, bySize]) => bySize[at] ?? []),
  )
  const rows = [...kept, ['all searches', searches] as const].map(([name, [few = [], many = []]]) => {
    const ratio = percentile(many, 0.95) / percentile(few, 0.95)
    return [
      name,
      round(median(few)),
      round(median(many)),
      round(percentile(few, 0.95)),
      round(percentile(many, 0.95)),
      times(ratio),
      verdict(ratio <= 2),
    ]
  })
  const [few, many] = houses.map(({ size }) => size.toLocaleString('en'))
  return [
    `${few} and ${many} cases of twenty steps, with the words of titles, facts and messages; half of them in the account that asks, the rest in 500 others. Pages of ${pageSize}, over HTTP, signed in; both servers in turn.`,
    table(
      ['', `p50 at ${few}, ms`, `at ${many}, ms`, `p95 at ${few}, ms`, `at ${many}, ms`, 'p95 ratio', '≤ 2×'],
      rows,
    ),
  ].join('\n\n')
}
