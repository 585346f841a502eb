import { Problem } from '../shared/problems.ts'
import { countBoth, countHit, readHits } from './db/counting-queries.ts'
import type { World } from './world.ts'

type Limited = Pick<World, 'db'>

/**
 * Counts one act of `bucket`, over all processes, in a window that begins with its first act; throws too_often beyond
 * `max`, with a sentence of its own where there is more to say.
 */
export async function limit(
  world: Limited,
  bucket: string,
  max: number,
  windowSeconds: number,
  sentence?: string,
): Promise<void> {
  const { count, retry_after_s } = await countHit(world.db.system, bucket, windowSeconds)
  if (count > max) throw tooOften(retry_after_s, sentence)
}

export type Limit = { bucket: string; max: number; windowSeconds: number }

/** The same for two buckets in one statement: what is beyond the first counts in the second no more. */
export async function limitBoth(world: Limited, first: Limit, second: Limit): Promise<void> {
  const hits = await countBoth(world.db.system, first, second)
  const full = [first, second].findIndex(({ max }, at) => (hits[at]?.count ?? 0) > max)
  if (full >= 0) throw tooOften(hits[full]?.retry_after_s ?? 1)
}

/** Throws too_often when `bucket` is full; counts nothing. For limits on failures, counted when they happen. */
export async function limitNotReached(world: Limited, bucket: string, max: number): Promise<void> {
  const hits = await readHits(world.db.system, bucket)
  if (hits && hits.count >= max) throw tooOften(hits.retry_after_s)
}

function tooOften(retry_after_s: number, sentence?: string): Problem {
  return new Problem('too_often', sentence, { extra: { retry_after_s } })
}
