import { setTimeout as sleep } from 'node:timers/promises'
import type { Keys } from '../../server/keys/keys.ts'
import type { Random } from './random.ts'
import type { Replica } from './replica.ts'
import type { Click } from './seed.ts'

export type Clicked = Click & {
  /** The post that a server promised to take care of. */
  post_ids: Set<string>
  /** Any server was reached, so a row may be there although nobody said so. */
  refusals: string[]
}

const answerLimitMs = 6_000
const patienceMs = 60_000
const pauseMs = 250
const tokenLifeMs = 120_000
const seenShare = 0.7

export type Doors = { replica: Replica; app: string }[]

/** Tokens as each server's own clock would have made them. */
export function tokensFor(keys: Keys) {
  const kept = new Map<string, { token: Promise<string>; until: number }>()
  return (userId: string, accountId: string, shiftMs: number): Promise<string> => {
    const name = `${userId} ${shiftMs}`
    const known = kept.get(name)
    if (known && known.until > Date.now()) return known.token
    const token = withClock(shiftMs, () =>
      keys.signAccess({ sub: userId, account: accountId, surface: 'app' }),
    )
    kept.set(name, { token, until: Date.now() + tokenLifeMs })
    return token
  }
}
export type Tokens = ReturnType<typeof tokensFor>

/** What `work` does before its first wait sees the shifted time. */
function withClock<T>(shiftMs: number, work: () => T): T {
  const Right = globalThis.Date
  const now = () => Right.now() + shiftMs
  globalThis.Date = new Proxy(Right, {
    construct: (target, args, made) => Reflect.construct(target, args.length > 0 ? args : [now()], made),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
  try {
    return work()
  } finally {
    globalThis.Date = Right
  }
}

/** One person and all surfaces they click on at once, until each has its answer. */
export async function carryOutClick(
  click: Click,
  doors: () => Doors,
  tokens: Tokens,
  random: Random,
  before: Promise<Clicked> | undefined,
): Promise<Clicked> {
  const clicked: Clicked = { ...click, post_ids: new Set(), refusals: [] }
  const [after_post_id] = (await before)?.post_ids ?? []
  await Promise.all(click.keys.map((key) => ask(clicked, key, doors, tokens, random, after_post_id)))
  return clicked
}

async function ask(
  click: Clicked,
  intentKey: string,
  doors: () => Doors,
  tokens: Tokens,
  random: Random,
  afterPostId: string | undefined,
): Promise<void> {
  const until = Date.now() + patienceMs
  while (Date.now() < until) {
    const open = doors()
    const door = open[random.below(open.length)]
    if (!door) {
      await sleep(pauseMs)
      continue
    }
    const { account } = click
    const token = await tokens(account.user_id, account.account_id, door.replica.clock_shift_ms)
    const api = `${door.app}/api/v1`
    const answer = await (click.kind === 'note'
      ? postNote(click, api, token, intentKey, random)
      : postOrder(click, api, token, intentKey, afterPostId))
    if (answer?.ok) return void click.post_ids.add((answer.body as { id: string }).id)
    if (click.isImpatient) return
    const code = (answer?.body as { code?: string } | undefined)?.code
    const isFinal = answer && answer.status < 500 && ![401, 429, 408].includes(answer.status)
    if (isFinal) return void click.refusals.push(`${answer.status} ${code}`)
    await sleep(pauseMs)
  }
}

async function postNote(
  { session_id, update_id }: Click,
  api: string,
  token: string,
  intent_key: string,
  random: Random,
) {
  const update = `${api}/ai-sessions/${session_id}/updates/${update_id}`
  // most people have seen what the click will do, and their server has read the ticket for it
  if (random.chance(seenShare)) await request(`${update}/post-preview`, token)
  return request(`${update}/post`, token, { intent_key })
}

function postOrder(
  { kind, session_id, ticket_id, order }: Click,
  api: string,
  token: string,
  intent_key: string,
  afterPostId: string | undefined,
) {
  const after = afterPostId ? { after_post_id: afterPostId } : {}
  const body = { kind, intent_key, session_id, ticket_id, order, confirmed: true, ...after }
  return request(`${api}/posts`, token, body)
}

export async function request(
  url: string,
  token: string,
  body?: unknown,
): Promise<{ ok: boolean; status: number; body: unknown } | undefined> {
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(answerLimitMs),
    })
    return { ok: response.ok, status: response.status, body: await response.json() }
  } catch {
    return undefined
  }
}
