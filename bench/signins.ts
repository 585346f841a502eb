import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { timed } from './clock.ts'
import {
  addAccount,
  benchPassword,
  call,
  type Person,
  signIn,
  startFlowPilot,
  startPostgres,
} from './house.ts'
import { simulatorKeys, startSimulator } from './simulator.ts'
import { median, percentile, round, table, times, verdict } from './table.ts'

const measuredMs = 8_000
const betweenReadsMs = 40
const ticket = '48291'
const aim = 3

const secretKeys = `bench:${randomBytes(32).toString('base64')}`

type Door = 'page' | 'ticket'
type Read = Record<Door, number[]>
type Crowd = { name: string; people: number; addresses: number }
/** `in`: signed in; `later`: told to come back. */
type Told = { in: number; later: number }

const crowds: Crowd[] = [
  { name: '60 sign-ins from one address', people: 60, addresses: 1 },
  { name: '120 sign-ins from 120 addresses', people: 120, addresses: 120 },
]

/** What people who are at work feel while a crowd signs in: the page and a ticket, beside their own quiet time. */
export async function signins(rounds: number): Promise<string> {
  // the pages that are asked for
  execFileSync(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'])
  const simulator = await startSimulator()
  const postgres = await startPostgres()
  const database = await postgres.database('signins')
  const rows: (string | number)[][] = []
  try {
    let people: Person[] | undefined
    const everybody = async () => {
      people ??= await addAccount(database.owner, 'acme', 120)
      return people
    }
    for (const one of crowds) {
      const found: { quiet: Read; busy: Read; told: Told }[] = []
      // a server of its own for each round: its limits begin anew
      for (let turn = 0; turn < rounds; turn++) {
        await database.owner`delete from limit_counts`.catch(() => {})
        found.push(await measure(database.url, simulator.url, everybody, one))
      }
      for (const door of ['page', 'ticket'] as const) rows.push(rowOf(one, door, found))
    }
  } finally {
    await database.end()
    await postgres.stop()
    await simulator.stop()
  }
  return [
    'With the limits and settings of a production start. Everybody signs in at the same moment; whoever is told to come back does so when told, for 8 s. Meanwhile the page and a ticket are read one after the other, as before.',
    table(
      [
        '',
        'read',
        'quiet p50, ms',
        'p95',
        'meanwhile p50, ms',
        'p95',
        'slowest',
        'p50 to quiet',
        'p95 to quiet',
        `aim < ${aim}×`,
        'signed in',
        'told to come back',
      ],
      rows,
    ),
  ].join('\n\n')
}

function rowOf(crowd: Crowd, door: Door, found: { quiet: Read; busy: Read; told: Told }[]) {
  const quiet = found.flatMap((one) => one.quiet[door])
  const busy = found.flatMap((one) => one.busy[door])
  const [p50, p95] = [median(busy) / median(quiet), percentile(busy, 0.95) / percentile(quiet, 0.95)]
  return [
    crowd.name,
    door === 'page' ? '/app' : 'a ticket',
    round(median(quiet)),
    round(percentile(quiet, 0.95)),
    round(median(busy)),
    round(percentile(busy, 0.95)),
    round(Math.max(...busy)),
    times(p50),
    times(p95),
    verdict(p50 < aim && p95 < aim),
    median(found.map(({ told }) => told.in)),
    median(found.map(({ told }) => told.later)),
  ]
}

async function measure(
  databaseUrl: string,
  psaUrl: string,
  everybody: () => Promise<Person[]>,
  crowd: Crowd,
) {
  const server = await startFlowPilot(databaseUrl, {
    NODE_ENV: 'production',
    PUBLIC_URL: 'https://flowpilot.example',
    SECRET_KEYS: secretKeys,
    TRUSTED_PROXY_HOPS: '1',
    PASSWORD_TRIES: '5',
    SIGN_INS_PER_MINUTE: '300',
    LOGINS_PER_ADDRESS_PER_MINUTE: '60',
  })
  try {
    // the first start makes the tables
    const people = await everybody()
    const [ada] = people
    if (!ada) throw new Error('nobody to sign in')
    const token = await signIn(server.url, ada)
    const connections = await call<{ items: { id: string }[] }>(
      server.url,
      token,
      'GET',
      '/integrations/psa/connections',
    )
    const wanted = { name: 'ConnectWise', site_url: psaUrl, ...simulatorKeys, custom_host_confirmed: true }
    const [known] = connections.items
    if (known) await call(server.url, token, 'PATCH', `/integrations/psa/connections/${known.id}`, wanted)
    else
      await call(server.url, token, 'POST', '/integrations/psa/connections', {
        kind: 'connectwise',
        ...wanted,
      })
    await readFor(server.url, token, 1_500)
    const quiet = await readFor(server.url, token, measuredMs)
    const told: Told = { in: 0, later: 0 }
    const until = Date.now() + measuredMs
    const storm = Promise.all(
      people
        .slice(0, crowd.people)
        .map((person, n) =>
          enter(
            server.url,
            person,
            `198.51.${Math.floor((n % crowd.addresses) / 200)}.${(n % crowd.addresses) + 1}`,
            until,
            told,
          ),
        ),
    )
    const busy = await readFor(server.url, token, measuredMs)
    await storm
    return { quiet, busy, told }
  } finally {
    await server.stop()
  }
}

async function readFor(app: string, token: string, forMs: number): Promise<Read> {
  const read: Read = { page: [], ticket: [] }
  for (const until = Date.now() + forMs; Date.now() < until; await sleep(betweenReadsMs)) {
    const page = await timed(async () => (await fetch(`${app}/app`)).text())
    read.page.push(page.ms)
    read.ticket.push((await timed(() => call(app, token, 'GET', `/psa/tickets/${ticket}`))).ms)
  }
  return read
}

/** Signs in as a browser would that does as it is told. */
async function enter(
  app: string,
  { email }: Person,
  address: string,
  until: number,
  told: Told,
): Promise<void> {
  while (Date.now() < until) {
    const answer = await fetch(`${app}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body: JSON.stringify({ email, password: benchPassword }),
    })
    await answer.arrayBuffer()
    if (answer.ok) {
      told.in++
      return
    }
    told.later++
    await sleep(Number(answer.headers.get('retry-after') ?? 5) * 1_000)
  }
}
