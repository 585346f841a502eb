import type { Ctx } from '../ctx.ts'
import { limit } from '../limits.ts'

const hourSeconds = 3_600

/** What a model outside is asked for, each kind so often an hour and person; the offline one costs nothing. */
export async function limitCalls(
  { world, user }: Pick<Ctx, 'world' | 'user'>,
  kind: 'turns' | 'updates' | 'briefs' | 'resolution_notes' | 'closing_drafts' | 'opinions',
): Promise<void> {
  if (world.model.label.kind !== 'offline')
    await limit(world, `${kind}:${user.id}`, world.config.TURNS_PER_HOUR, hourSeconds)
}
