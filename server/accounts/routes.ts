import * as v from 'valibot'
import { colleague, type Me, me } from '../../shared/contracts/accounts.ts'
import { Problem } from '../../shared/problems.ts'
import { deliveryOf } from '../connections/delivery.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { findMe, listColleagues } from './me-queries.ts'

export const accountRoutes = routes()
  .get(
    '/me',
    describe({ summary: 'Who I am, in which account, and what it is connected to.', answers: { 200: me } }),
    async (c) => c.json(await readMe(c.get('ctx'))),
  )
  .get(
    '/accounts/me/users',
    describe({
      summary: 'My colleagues.',
      answers: { 200: v.object({ items: v.array(colleague), next_cursor: v.null() }) },
    }),
    async (c) => {
      const ctx = c.get('ctx')
      may(ctx, 'read')
      return c.json({ items: await tx(ctx, listColleagues), next_cursor: null })
    },
  )

async function readMe(ctx: Ctx): Promise<Me> {
  const row = await tx(ctx, (sql) => findMe(sql, ctx.user.id))
  if (!row) throw new Problem('not_signed_in')
  return {
    user: { ...ctx.user, email: row.email },
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
    model: ctx.world.model.label,
  }
}

/** Only the simulator is on the same machine as we are. */
function isLoopback(siteUrl: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(siteUrl).hostname)
}
