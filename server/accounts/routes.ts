import * as v from 'valibot'
import { colleague, type Me, me, type Role, rights } from '../../shared/contracts/accounts.ts'
import { accountPreferences, accountPreferencesChange } from '../../shared/contracts/preferences.ts'
import { Problem } from '../../shared/problems.ts'
import { deliveryOf } from '../connections/delivery.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { findMe, listColleagues } from './me-queries.ts'
import { changePreferences, readPreferences } from './preferences.ts'

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
  .get(
    '/accounts/me/preferences',
    describe({ summary: 'Preferences of the account.', answers: { 200: accountPreferences } }),
    async (c) => c.json(await readPreferences(c.get('ctx'))),
  )
  .patch(
    '/accounts/me/preferences',
    describe({
      summary: 'Set preferences of the account; what is left out stays.',
      answers: { 200: accountPreferences },
      problems: ['not_allowed', 'invalid'],
    }),
    valid('json', accountPreferencesChange),
    async (c) => c.json(await changePreferences(c.get('ctx'), c.req.valid('json'))),
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
