import { type Me, type Role, rights } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { findMe } from '../accounts/me-queries.ts'
import { deliveryOf } from '../connections/delivery.ts'
import { type Ctx, tx } from '../ctx.ts'
import { failedToTell } from './failed-sign-in-queries.ts'

/** Who is signed in, in which account, and what it is connected to. */
export async function readMe(ctx: Ctx): Promise<Me> {
  const { row, failed } = await tx(ctx, async (sql) => ({
    row: await findMe(sql, ctx.user.id),
    failed: await failedToTell(sql, ctx.user.id),
  }))
  if (!row) throw new Problem('not_signed_in')
  return {
    user: { ...ctx.user, email: row.email },
    failed_sign_ins: failed,
    account: { id: ctx.account_id, key: row.account_key, name: row.account_name },
    role: ctx.user.role,
    psa: {
      connected: row.connection_id !== null,
      connection_id: row.connection_id,
      member_mapped: row.member_mapped,
      site_url: row.site_url,
      pod_registered: row.pod_registered,
      simulated: row.site_url !== null && isLoopback(row.site_url),
      delivery: deliveryOf(row.breaker),
    },
    model: { ...ctx.world.model.label, problem: modelProblemFor(ctx) },
  }
}

function modelProblemFor(ctx: Ctx): Me['model']['problem'] {
  const { problem } = ctx.world.model.state()
  const isAdmin = (rights.administer as readonly Role[]).includes(ctx.user.role)
  return problem && isAdmin ? { code: problem.code, message: problem.message } : null
}

/** Only the simulator is on the same machine as we are. */
function isLoopback(siteUrl: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(siteUrl).hostname)
}
