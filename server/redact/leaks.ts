import type { Leak } from '../../shared/contracts/updates.ts'
import type { Ctx } from '../ctx.ts'
import type { Kind } from './labels.ts'
import { findSecrets } from './redact.ts'

export type FoundLeak = Leak & { what: Kind }

/** The secrets of a text, in order and without overlap: all that is looked for in what colleagues read. */
export async function leaksOf(ctx: Pick<Ctx, 'world' | 'account_id'>, text: string): Promise<FoundLeak[]> {
  const secrets = await findSecrets(text)
  const { keys } = ctx.world
  return Promise.all(
    secrets.map(async ({ start, end, kind: what }) => ({
      id: await keys.keyedHash('leak', ctx.account_id, `${what} ${text.slice(start, end)}`),
      start,
      end,
      kind: 'secret' as const,
      what,
      instead: null,
    })),
  )
}
