import { join } from 'node:path'
import {
  addAccount,
  call,
  type Person,
  type Postgres,
  signIn,
  startFlowPilot,
  startPostgres,
} from '../house.ts'
import { freePort, postgresCpuMs, startChild, type Used } from '../processes.ts'

export type Order = { url: string; headers: Record<string, string>; body: string }
export type Contestant = {
  name: string
  /** What one stream asks; made before the clock runs. */
  orders(count: number): Promise<Order[]>
  used?(collect: boolean): Promise<Used & { database_cpu_ms: number }>
  /** Only for the SDK without a server. */
  ask?(onText: (text: string) => void): Promise<void>
  stop(): Promise<void>
}

const here = join(import.meta.dirname, '..')
const question = 'Outlook has said disconnected since this morning, web mail works.'
const messages = [{ role: 'user', content: question }]
const json = { 'content-type': 'application/json' }

export async function sdkAlone(upstream: string): Promise<Contestant> {
  const peer = new URL('../peers/sdk-alone.mjs', import.meta.url).href
  const ask = (await import(peer)).openSdk(upstream)
  return {
    name: 'SDK alone, no server',
    orders: async (count) => Array<Order>(count).fill({ url: upstream, headers: {}, body: '' }),
    ask: (onText) => ask(messages, onText),
    stop: async () => {},
  }
}

async function peer(name: string, file: string, upstream: string): Promise<Contestant> {
  const child = await startChild({
    name: file,
    args: [join(here, 'peers', `${file}.mjs`)],
    port: await freePort(),
    ready: /peer is ready/,
    env: { UPSTREAM: upstream },
  })
  const order = { url: `${child.url}/chat`, headers: json, body: JSON.stringify({ messages }) }
  return {
    name,
    orders: async (count) => Array<Order>(count).fill(order),
    used: async (collect) => ({ ...(await child.used({ collect })), database_cpu_ms: 0 }),
    stop: child.stop,
  }
}

export const honoSdk = (upstream: string) => peer('Hono + SDK', 'hono-sdk', upstream)
export const aiSdk = (upstream: string) => peer('Vercel AI SDK 6 on Hono', 'ai-sdk', upstream)
export const tanstack = (upstream: string) => peer('TanStack AI on Hono', 'tanstack', upstream)

/** Its two doors: the Messages API handed through as it is, and chat completions made from it. */
export const portkey = (upstream: string) => gateway('Portkey, messages handed through', 'messages', upstream)
export const portkeyChat = (upstream: string) =>
  gateway('Portkey, chat completions', 'chat/completions', upstream)

async function gateway(name: string, path: string, upstream: string): Promise<Contestant> {
  const port = await freePort()
  const program = join(here, 'node_modules/@portkey-ai/gateway/build/start-server.js')
  const child = await startChild({
    name: `portkey-${path.slice(0, 4)}`,
    args: [program, `--port=${port}`, '--headless'],
    port,
    ready: /Ready for connections/,
  })
  const order = {
    url: `${child.url}/v1/${path}`,
    headers: {
      ...json,
      'x-portkey-provider': 'anthropic',
      'x-portkey-custom-host': `${upstream}/v1`,
      'x-api-key': 'bench',
      authorization: 'Bearer bench',
    },
    body: JSON.stringify({ model: 'claude-sonnet-5-5', max_tokens: 4000, stream: true, messages }),
  }
  return {
    name,
    orders: async (count) => Array<Order>(count).fill(order),
    used: async (collect) => ({ ...(await child.used({ collect })), database_cpu_ms: 0 }),
    stop: child.stop,
  }
}

const accounts = 20
/** Of the ten minutes of a token; the rest is more than one load takes. */
const renewedAfterMs = 5 * 60_000

/** The product as it runs: sign-in, tenancy, SQL, events and ledger on a durable PostgreSQL. */
export async function flowPilot(upstream: string): Promise<Contestant> {
  const postgres = await startPostgres()
  const database = await postgres.database('streams')
  const child = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: upstream,
    ANTHROPIC_API_KEY: 'bench',
  })
  const people: Person[] = []
  for (let n = 0; n < accounts; n++) people.push(...(await addAccount(database.owner, `msp-${n}`)))
  // signing in is no part of a stream: each signs in once while the token lasts
  const tokens = new Map<Person, { token: string; at: number }>()
  const tokenOf = async (person: Person) => {
    const known = tokens.get(person)
    if (known && Date.now() - known.at < renewedAfterMs) return known.token
    const token = await signIn(child.url, person)
    tokens.set(person, { token, at: Date.now() })
    return token
  }
  return {
    name: 'FlowPilot, whole path',
    orders: (count) => newCases(child.url, people.slice(0, count), count, tokenOf),
    used: async (collect) => ({
      ...(await child.used({ collect })),
      database_cpu_ms: databaseCpuMs(postgres),
    }),
    stop: async () => {
      await child.stop()
      await database.end()
      await postgres.stop()
    },
  }
}

const databaseCpuMs = ({ postmaster }: Postgres) => postgresCpuMs(postmaster)

/** A fresh case for each stream, spread over the accounts; what is measured is its first turn. */
async function newCases(
  app: string,
  people: Person[],
  count: number,
  tokenOf: (person: Person) => Promise<string>,
): Promise<Order[]> {
  const tokens: string[] = []
  // one after the other: the line before sign-ins sends a crowd away
  for (const person of people) tokens.push(await tokenOf(person))
  const orders: Order[] = []
  for (let n = 0; n < count; n++) {
    const token = tokens[n % tokens.length] ?? ''
    const intake = { intake_type: 'free_text', intake_content: question }
    const { id } = await call<{ id: string }>(app, token, 'POST', '/ai-sessions', intake)
    orders.push({
      url: `${app}/api/v1/ai-sessions/${id}/messages`,
      headers: { ...json, accept: 'text/event-stream', authorization: `Bearer ${token}` },
      // as the case's page asks for its first turn
      body: JSON.stringify({ content: '', intent_key: id }),
    })
  }
  return orders
}
