import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import PQueue from 'p-queue'

type Cost = { N: number; r: number; p: number }

/** OWASP's smallest memory at equal strength: 32 MiB, three passes. */
const cost: Cost = { N: 2 ** 15, r: 8, p: 3 }
const keyBytes = 32

/**
 * scrypt runs in libuv's pool of four, beside file reads and name look-ups: more than two at once and the pages wait
 * for strangers' passwords. Of the process and not of the world, as that pool is.
 */
const hashing = new PQueue({ concurrency: 2 })

/** `scrypt$N$r$p$salt$key`, so that a later cost can stand beside this one. */
export async function hashPassword(password: string, { N, r, p }: Cost = cost): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, { N, r, p })
  return ['scrypt', N, r, p, salt.toString('base64'), key.toString('base64')].join('$')
}

/** True for a hash of another cost than today's: the next sign-in makes it anew. */
export function isOtherCost(hash: string): boolean {
  const parsed = parseHash(hash)
  return !parsed || parsed.cost.N !== cost.N || parsed.cost.r !== cost.r || parsed.cost.p !== cost.p
}

/** Costs the same whether there is a hash or not: an unknown e-mail must not answer faster. */
export async function verifyPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const parsed = hash ? parseHash(hash) : undefined
  if (!parsed) {
    await derive(password, randomBytes(16), cost)
    return false
  }
  const derived = await derive(password, parsed.salt, parsed.cost)
  return timingSafeEqual(derived, parsed.key)
}

function parseHash(hash: string): { cost: Cost; salt: Buffer; key: Buffer } | undefined {
  const [name, N, r, p, salt, key] = hash.split('$')
  if (name !== 'scrypt' || !salt || !key) return undefined
  return {
    cost: { N: Number(N), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}

function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * (r + p) }
  return hashing.add(
    () =>
      new Promise<Buffer>((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
          error ? reject(error) : resolve(key),
        )
      }),
  )
}
