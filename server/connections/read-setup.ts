import type { ConnectionSetup } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { selectSetup } from './setup-queries.ts'

/** How far a connection is set up. Nothing of it is kept for that: it is what the other rooms did. */
export async function readSetup(ctx: Ctx, id: string): Promise<ConnectionSetup> {
  may(ctx, 'administer')
  const setup = await tx(ctx, (sql) => selectSetup(sql, id))
  if (!setup) throw new Problem('not_found')
  return setup
}
