import type { MiddlewareHandler } from 'hono'
import { LRUCache } from 'lru-cache'
import { Problem } from '../../shared/problems.ts'
import type { AppEnv } from './routes.ts'

const windowMs = 60_000
const mostPeople = 10_000

/** What each person read of this process in their minute; a row of the database for every read would cost as much as it. */
export type Reads = LRUCache<string, { count: number }>

export const createReads = (): Reads => new LRUCache({ max: mostPeople, ttl: windowMs })

/** Behind the sign-in: a person's reads within a minute, over all their surfaces, have a limit. */
export const countReads: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method === 'GET') {
    const { config, reads } = c.get('world')
    const { account_id, user } = c.get('ctx')
    const key = `${account_id} ${user.id}`
    const known = reads.get(key)
    if (known) known.count++
    else reads.set(key, { count: 1 })
    if (known && known.count > config.READS_PER_MINUTE)
      throw new Problem(
        'too_often',
        `More than ${config.READS_PER_MINUTE} reads within a minute were asked for in your name. Wait a moment.`,
        { extra: { retry_after_s: Math.ceil(reads.getRemainingTTL(key) / 1_000) } },
      )
  }
  await next()
}
