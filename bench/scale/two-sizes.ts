import type { Sql } from '../../server/db/connection-options.ts'
import { timed } from '../clock.ts'
import { call, type Person, type Postgres, signIn, startFlowPilot, startPostgres } from '../house.ts'
import type { Child } from '../processes.ts'
import { median, percentile, round, table, times, verdict } from '../table.ts'

const askedPerRound = 40
const twice: Aim = { says: '≤ 2×', isMet: (few, many) => many <= 2 * few }

export type House = { size: number; child: Child; token: string; stop(): Promise<void> }

/** Of the p95 at both sizes, in ms. */
type Aim = { says: string; isMet(few: number, many: number): boolean }

/** What is asked of an account with few cases and of one with many; `n` differs at each call. */
export type Comparison = {
  /** Of the databases. */
  name: string
  sizes: [few: number, many: number]
  fill(owner: Sql, size: number): Promise<Person[]>
  /** A path of the API for each thing that is asked. */
  asks: Record<string, (house: House, n: number) => string | Promise<string>>
  /** The line under which all whose names begin so are taken together. */
  together?: { name: string; begins: string }
  /** Left out: at most twice. */
  aim?: Aim
  /** Of each thing in each round. */
  asked?: number
  /** What is compared, in words; `sizes` as they are written. */
  says(sizes: string[]): string
}

/** The same server over few cases and over many, asked in turn. */
export async function compareSizes(of: Comparison, rounds: number): Promise<string> {
  const postgres = await startPostgres({ disposable: true })
  const houses: House[] = []
  try {
    for (const size of of.sizes) houses.push(await furnish(of, postgres, size))
    return report(of, await measure(of, houses, rounds))
  } finally {
    for (const house of houses) await house.stop()
    await postgres.stop()
  }
}

async function furnish(of: Comparison, postgres: Postgres, size: number): Promise<House> {
  const database = await postgres.database(`${of.name}_${size}`)
  const child = await startFlowPilot(database.url, {}, `flowpilot-${size}`)
  const { ms, value: people } = await timed(() => of.fill(database.owner, size))
  console.error(`  ${size.toLocaleString('en')} cases written in ${round(ms / 1000)} s`)
  const [ada] = people
  if (!ada) throw new Error('nobody to sign in')
  const stop = async () => {
    await child.stop()
    await database.end()
  }
  return { size, child, token: await signIn(child.url, ada), stop }
}

type Kept = Map<string, number[][]>

/** A, B, A, B: both sizes feel the same machine. */
async function measure(
  { asks, asked = askedPerRound }: Comparison,
  houses: House[],
  rounds: number,
): Promise<Kept> {
  const kept: Kept = new Map(Object.keys(asks).map((name) => [name, houses.map(() => [])]))
  for (const [name, ask] of Object.entries(asks))
    for (let turn = -1; turn < rounds; turn++)
      for (const [at, house] of houses.entries())
        for (let n = 0; n < (turn < 0 ? 5 : asked); n++) {
          const path = await ask(house, 1 + n + (turn + 1) * asked)
          const { ms } = await timed(() => call(house.child.url, house.token, 'GET', path))
          if (turn >= 0) kept.get(name)?.[at]?.push(ms)
        }
  return kept
}

function report({ sizes, together, says, aim = twice }: Comparison, kept: Kept): string {
  const begun = together ? [...kept].filter(([name]) => name.startsWith(together.begins)) : []
  const all = sizes.map((_, at) => begun.flatMap(([, bySize]) => bySize[at] ?? []))
  const rows = [...kept, ...(together ? [[together.name, all] as const] : [])].map(
    ([name, [few = [], many = []]]) => {
      const [p95, p95Many] = [percentile(few, 0.95), percentile(many, 0.95)]
      return [
        name,
        round(median(few)),
        round(median(many)),
        round(p95),
        round(p95Many),
        times(p95Many / p95),
        verdict(aim.isMet(p95, p95Many)),
      ]
    },
  )
  const written = sizes.map((size) => size.toLocaleString('en'))
  const [few, many] = written
  return [
    says(written),
    table(
      [
        '',
        `p50 at ${few}, ms`,
        `at ${many}, ms`,
        `p95 at ${few}, ms`,
        `at ${many}, ms`,
        'p95 ratio',
        aim.says,
      ],
      rows,
    ),
  ].join('\n\n')
}
