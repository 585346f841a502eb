import { flowList } from '../../shared/contracts/flows.ts'
import { may, tx } from '../ctx.ts'
import { describe, routes } from '../http/routes.ts'
import { installFlows } from './install.ts'
import { listNewestFlows } from './queries.ts'

export const flowRoutes = routes().get(
  '/flows',
  describe({
    summary: 'Troubleshooting flows of the account, newest version of each',
    answers: { 200: flowList },
  }),
  async (c) => {
    const ctx = c.get('ctx')
    may(ctx, 'read')
    const items = await tx(ctx, async (sql) => {
      await installFlows(sql, ctx.account_id)
      return listNewestFlows(sql)
    })
    return c.json({ items, next_cursor: null })
  },
)
