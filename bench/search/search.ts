import { timed } from '../clock.ts'
import { call, type Person, type Postgres, signIn, startFlowPilot, startPostgres } from '../house.ts'
import type { Child } from '../processes.ts'
import { fillCases } from '../scale/fill.ts'
import { median, percentile, round, table, times, verdict } from '../table.ts'

const sizes = [1_000, Number(process.env.BENCH_SESSIONS) || 1_000_000]
const askedPerRound = 40
/** So few that a page is full, or nearly, in both: what is compared is the finding, not the rows that are shown. */
const pageSize = 5

type House = { size: number; child: Child; token: string; stop(): Promise<void> }

/** The same searches over a thousand cases and over a million, nothing else of a case being there. */
export async function search(rounds: number): Promise<string> {
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
  const database = await postgres.database(`search_${size}`)
  const child = await startFlowPilot(database.url, {}, `flowpilot-${size}`)
  const { ms, value: people } = await timed<Person[]>(() => fillCases(database.owner, size))
  console.error(`  ${size.toLocaleString('en')} cases written in ${round(ms / 1000)} s`)
  const [ada] = people
  if (!ada) throw new Error('nobody to sign in')
  const stop = async () => {
    await child.stop()
    await database.end()
  }
  return { size, child, token: await signIn(child.url, ada), stop }
}

/** `n` differs at each call, so that no two ask the same. */
const searches: Record<string, (house: House, n: number) => string> = {
  'a device': ({ size }, n) => `PC-${number(size, n)}`,
  'the beginning of many devices': ({ size }, n) => `pc ${String(number(size, n)).slice(0, 2)}`,
  'a client': (_, n) => `client ${client(n)}`,
  'a word that all have': () => 'outlook',
  'two words that all have and one that few have': ({ size }, n) => `outlook disc ${number(size, n)}`,
  'words that no case has together': (_, n) => `client ${client(n)} ${client(n + 1)}`,
}
/** Of a case of the account that asks, which has every second one; as long as the longest, so that no other begins so. */
const number = (size: number, n: number) => size / 10 + 2 * ((n * 7919) % (0.45 * size))
/** One that the account has, and that is not the beginning of another. */
const client = (n: number) => 100 + 2 * ((n * 37) % 100)

type Kept = Map<string, number[][]>

/** A, B, A, B: both sizes feel the same machine. */
async function measure(houses: House[], rounds: number): Promise<Kept> {
  const kept: Kept = new Map(Object.keys(searches).map((name) => [name, houses.map(() => [])]))
  for (const [name, words] of Object.entries(searches))
    for (let turn = -1; turn < rounds; turn++)
      for (const [at, house] of houses.entries())
        for (let n = 0; n < (turn < 0 ? 5 : askedPerRound); n++) {
          const path = `/ai-sessions?limit=${pageSize}&q=${encodeURIComponent(words(house, 1 + n + (turn + 1) * askedPerRound))}`
          const { ms } = await timed(() => call(house.child.url, house.token, 'GET', path))
          if (turn >= 0) kept.get(name)?.[at]?.push(ms)
        }
  return kept
}

function report(kept: Kept, houses: House[]): string {
  const all = houses.map((_, at) => [...kept.values()].flatMap((sizes) => sizes[at] ?? []))
  const rows = [...kept, ['all of them', all] as const].map(([name, [few = [], many = []]]) => {
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
    `${few} and ${many} cases with the words of title, client and device, half of them in the account that asks, the rest in 500 others. Pages of ${pageSize}, over HTTP, signed in; both servers in turn.`,
    table(
      ['', `p50 at ${few}, ms`, `at ${many}, ms`, `p95 at ${few}, ms`, `at ${many}, ms`, 'p95 ratio', '≤ 2×'],
      rows,
    ),
  ].join('\n\n')
}
