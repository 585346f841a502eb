import type { Connection, MemberMapping } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { deliveryOf } from './delivery.ts'
import { selectMappings } from './mapping-queries.ts'
import { type ConnectionRow, selectConnection, selectConnections } from './queries.ts'

export function viewOf({ account_id: _, pod_setup_id: __, breaker, ...row }: ConnectionRow): Connection {
  return { ...row, delivery: deliveryOf(breaker) }
}

export async function listConnections(ctx: Ctx): Promise<Connection[]> {
  may(ctx, 'administer')
  return (await tx(ctx, selectConnections)).map(viewOf)
}

export async function listMappings(ctx: Ctx, connectionId: string): Promise<MemberMapping[]> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    if (!(await selectConnection(sql, connectionId))) throw new Problem('not_found')
    return selectMappings(sql, connectionId)
  })
}
