import { Problem } from '../../shared/problems.ts'
import { countHit, readHits } from '../db/system.ts'
import type { World } from '../world.ts'

type Limited = Pick<World, 'db'>

/** Counts one act of `bucket` in its window (shared by all processes) and throws too_often beyond `max`. */
export async function limit(
  world: Limited,
  bucket: string,
  max: number,
  windowSeconds: number,
): Promise<void> {
  const { count, retry_after_s } = await countHit(world.db.system, bucket, windowSeconds)
  if (count > max) throw tooOften(retry_after_s)
}

/** Throws too_often when `bucket` is full; counts nothing. For limits on failures, counted when they happen. */
export async function limitNotReached(
  world: Limited,
  bucket: string,
  max: number,
  windowSeconds: number,
): Promise<void> {
  const { count, retry_after_s } = await readHits(world.db.system, bucket, windowSeconds)
  if (count >= max) throw tooOften(retry_after_s)
}

function tooOften(retry_after_s: number): Problem {
  return new Problem('too_often', undefined, { extra: { retry_after_s } })
}
