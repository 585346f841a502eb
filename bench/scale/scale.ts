import type { Session } from '../../shared/contracts/sessions.ts'
import { timed } from '../clock.ts'
import { call, type Person, type Postgres, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { type Child, freePort, startChild } from '../processes.ts'
import { median, percentile, round, table, times, verdict } from '../table.ts'
import { fill } from './fill.ts'
import { plans } from './plans.ts'

const sizes = { small: 1_000, large: Number(process.env.BENCH_SESSIONS) || 1_000_000 }
const askedPerRound = 40
/** Sought words that one case in the whole account has. */
const rareWords = 'PC-500'

type House = {
  size: number
  url: string
  people: Person[]
  child: Child
  token: string
  strangerToken: string
  ids: string[]
  stop(): Promise<void>
}

/** The same server over a thousand cases and over a million. */
export async function scale(rounds: number): Promise<string> {
  const args = ['--import', 'tsx', 'bench/streams/upstream.ts']
  const upstream = await startChild({
    name: 'upstream',
    args,
    port: await freePort(),
    ready: /upstream is ready/,
  })
  await fetch(`${upstream.url}/pace`, { method: 'POST', body: 'fast' })
  const postgres = await startPostgres({ disposable: true })
  const houses: House[] = []
  try {
    for (const size of Object.values(sizes)) houses.push(await furnish(postgres, upstream.url, size))
    const kept = await measure(houses, rounds)
    return await report(houses, kept)
  } finally {
    for (const house of houses) await house.stop()
    await postgres.stop()
    await upstream.stop()
  }
}

async function furnish(postgres: Postgres, upstream: string, size: number): Promise<House> {
  const database = await postgres.database(`scale_${size}`)
  const settings = { ANTHROPIC_BASE_URL: upstream, ANTHROPIC_API_KEY: 'bench' }
  const child = await startFlowPilot(database.url, settings, `flowpilot-${size}`)
  const { ms, value: people } = await timed(() => fill(database.owner, size))
  console.error(`  ${size.toLocaleString('en')} cases written in ${round(ms / 1000)} s`)
  const [ada, stranger] = [people[0], people.at(-1)]
  if (!ada || !stranger) throw new Error('nobody to sign in')
  const ids = await database.owner<{ id: string }[]>`
    select id from ai_sessions where account_id = ${ada.account_id} and status = 'active' order by md5(id::text)
    limit 2000`
  return {
    size,
    url: database.url,
    people,
    child,
    token: await signIn(child.url, ada),
    strangerToken: await signIn(child.url, stranger),
    ids: ids.map(({ id }) => id),
    stop: async () => {
      await child.stop()
      await database.end()
    },
  }
}

const acts = {
  'list, newest': (house: House) => call(house.child.url, house.token, 'GET', '/ai-sessions'),
  'list, mine and active': (house: House) =>
    call(house.child.url, house.token, 'GET', '/ai-sessions?mine=true&status=active'),
  'list, rare words': (house: House) =>
    call<{ items: Session[] }>(house.child.url, house.token, 'GET', `/ai-sessions?q=${rareWords}`),
  detail: (house: House, n: number) =>
    call(house.child.url, house.token, 'GET', `/ai-sessions/${house.ids[n % house.ids.length]}`),
  "detail, another account's (404)": (house: House, n: number) =>
    call(house.child.url, house.strangerToken, 'GET', `/ai-sessions/${house.ids[n % house.ids.length]}`).then(
      () => Promise.reject(new Error('a stranger saw a case')),
      () => undefined,
    ),
  'turn, from message to whole answer': (house: House, n: number) =>
    call(house.child.url, house.token, 'POST', `/ai-sessions/${house.ids[n % house.ids.length]}/messages`, {
      content: 'It began this morning.',
    }),
}
type Act = keyof typeof acts
type Kept = Record<Act, number[][]>

/** A, B, A, B: both sizes feel the same machine. */
async function measure(houses: House[], rounds: number): Promise<Kept> {
  const kept = Object.fromEntries(
    Object.keys(acts).map((act) => [act, houses.map(() => [])]),
  ) as unknown as Kept
  for (const [act, ask] of Object.entries(acts) as [Act, (house: House, n: number) => Promise<unknown>][])
    for (let turn = -1; turn < rounds; turn++)
      for (const [at, house] of houses.entries())
        for (let n = 0; n < (turn < 0 ? 5 : askedPerRound); n++) {
          const { ms } = await timed(() => ask(house, turn < 0 ? n : 5 + turn * askedPerRound + n))
          if (turn >= 0) kept[act][at]?.push(ms)
        }
  return kept
}

async function report(houses: House[], kept: Kept): Promise<string> {
  const [, large] = houses
  if (!large) return ''
  const rows = (Object.entries(kept) as [Act, number[][]][]).map(([act, [few = [], many = []]]) => {
    const ratio = percentile(many, 0.95) / percentile(few, 0.95)
    return [
      act,
      round(median(few)),
      round(median(many)),
      round(percentile(few, 0.95)),
      round(percentile(many, 0.95)),
      times(ratio),
      verdict(ratio <= 2),
    ]
  })
  const [ada] = large.people
  const seen = await plans(large.url, ada?.account_id ?? '', ada?.user_id ?? '', large.ids[0] ?? '')
  const [few, many] = houses.map(({ size }) => size.toLocaleString('en'))
  return [
    `${few} and ${many} cases, half of them in the account that asks, the rest in 500 others; four steps, two tasks, two facts, a question and two model turns each. Over HTTP, signed in; both servers in turn.`,
    table(
      ['', `p50 at ${few}, ms`, `at ${many}, ms`, `p95 at ${few}, ms`, `at ${many}, ms`, 'p95 ratio', '≤ 2×'],
      rows,
    ),
    `Plans at ${many}, in the role and under the row security of the product:`,
    ...seen.map(
      ({ name, lines }) =>
        `<details><summary>${name}: ${lines.at(-1)?.toLowerCase()}</summary>\n\n\`\`\`\n${lines.join('\n')}\n\`\`\`\n\n</details>`,
    ),
  ].join('\n\n')
}
