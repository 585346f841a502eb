import type { Connection, MemberMapping } from '../../shared/contracts/connections.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { deliveryOf } from './delivery.ts'
import { selectMappings } from './mapping-queries.ts'
import { podAddress } from './pod-address.ts'
import { type ConnectionRow, selectConnection, selectConnections } from './queries.ts'

export function viewOf(ctx: Ctx, connection: ConnectionRow): Connection {
  const {
    account_id: _,
    pod_setup_id: __,
    member_refused_at: ___,
    pod_key: ____,
    breaker,
    ...row
  } = connection
  return { ...row, delivery: deliveryOf(breaker), pod_url: podAddress(ctx.world, connection) }
}

export async function listConnections(ctx: Ctx): Promise<Connection[]> {
  may(ctx, 'administer')
  return (await tx(ctx, selectConnections)).map((row) => viewOf(ctx, row))
}

export async function listMappings(ctx: Ctx, connectionId: string): Promise<MemberMapping[]> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    if (!(await selectConnection(sql, connectionId))) throw new Problem('not_found')
    return selectMappings(sql, connectionId)
  })
}
