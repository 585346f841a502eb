import * as v from 'valibot'
import {
  type PersonPreferences,
  type personPreferencesChange,
  themes,
} from '../../shared/contracts/preferences.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { findOwnPreferences, mergeOwnPreferences } from './preference-queries.ts'

/** What is not set, or not usable, is the default. */
const kept = v.object({ theme: v.optional(v.fallback(v.picklist(themes), 'system'), 'system') })

export function readOwnPreferences(ctx: Ctx): Promise<PersonPreferences> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => asKept(await findOwnPreferences(sql, ctx.user.id)))
}

/** Everybody sets their own; only their own surfaces are told. */
export function changeOwnPreferences(
  ctx: Ctx,
  change: v.InferOutput<typeof personPreferencesChange>,
): Promise<PersonPreferences> {
  may(ctx, 'read')
  const user_id = ctx.user.id
  return tx(ctx, async (sql) => {
    const after = asKept(await mergeOwnPreferences(sql, user_id, change))
    await publish(sql, ctx.account_id, 'preferences.changed', { user_id }, { user_id })
    return after
  })
}

const asKept = (stored: unknown): PersonPreferences => v.parse(kept, stored ?? {})
