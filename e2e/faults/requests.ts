import type { Keys } from '../../server/keys/keys.ts'
import type { Replica } from './replica.ts'

const answerLimitMs = 6_000
const tokenLifeMs = 120_000

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

export type Answer = { ok: boolean; status: number; body: unknown }
/** The same again would be answered the same. */
export const isFinal = ({ status }: Answer): boolean => status < 500 && ![401, 429, 408].includes(status)

export async function request(url: string, token: string, body?: unknown): Promise<Answer | undefined> {
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
