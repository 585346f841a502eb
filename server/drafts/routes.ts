import * as v from 'valibot'
import { type Draft, draft, draftChange, draftContext } from '../../shared/contracts/drafts.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { describe, routes } from '../http/routes.ts'
import { valid } from '../http/valid.ts'
import { keepDraft } from './keep-draft.ts'
import { mayOpenDraft } from './may-open-draft.ts'
import { findDraft, removeDraft } from './queries.ts'

const context = v.object({ context: draftContext })

/** Unsent text, one's own only: the same on every surface. */
export const draftRoutes = routes()
  .get(
    '/drafts/:context',
    describe({ summary: 'My unsent text here; empty when there is none.', answers: { 200: draft } }),
    valid('param', context),
    async (c) => {
      const ctx = c.get('ctx')
      const place = { user_id: ctx.user.id, context: c.req.valid('param').context }
      const found = await inDraft(ctx, place.context, (sql) => findDraft(sql, place))
      return c.json(found ?? ({ context: place.context, body: '', updated_at: null } satisfies Draft))
    },
  )
  .put(
    '/drafts/:context',
    describe({
      summary: 'Keep my unsent text.',
      answers: { 200: draft },
      problems: ['not_allowed', 'not_your_ticket', 'too_many_drafts'],
    }),
    valid('param', context),
    valid('json', draftChange),
    async (c) => {
      const { context } = c.req.valid('param')
      return c.json(await keepDraft(c.get('ctx'), context, c.req.valid('json').body))
    },
  )
  .delete(
    '/drafts/:context',
    describe({
      summary: 'Forget my unsent text.',
      answers: { 204: null },
      problems: ['not_allowed', 'not_your_ticket'],
    }),
    valid('param', context),
    async (c) => {
      const ctx = c.get('ctx')
      may(ctx, 'work')
      const place = { user_id: ctx.user.id, context: c.req.valid('param').context }
      await inDraft(ctx, place.context, (sql) => removeDraft(sql, place))
      return c.body(null, 204)
    },
  )

function inDraft<T>(ctx: Ctx, context: string, work: (sql: TransactionSql) => Promise<T>): Promise<T> {
  return tx(ctx, async (sql) => {
    await mayOpenDraft(ctx, sql, context)
    return work(sql)
  })
}
