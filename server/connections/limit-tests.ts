import type { Ctx } from '../ctx.ts'
import { limit } from '../limits.ts'

/** What asks the PSA at an admin's word: looking for a site, trying keys, testing. Each has this many a minute. */
export async function limitTests(ctx: Ctx, what: 'site' | 'keys' | 'test'): Promise<void> {
  const { CONNECTION_TESTS_PER_MINUTE: most } = ctx.world.config
  const says = `A connection is tested ${most} times a minute at most. Wait a moment.`
  await limit(ctx.world, `connection-${what}:${ctx.user.id}`, most, 60, says)
}
