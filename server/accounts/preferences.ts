import * as v from 'valibot'
import {
  type AccountPreferences,
  type accountPreferencesChange,
  languages,
} from '../../shared/contracts/preferences.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { findPreferences, mergePreferences } from './preference-queries.ts'

type Change = v.InferOutput<typeof accountPreferencesChange>

/** What is not set, or not usable, is the default. */
const kept = v.object({
  time_zone: v.optional(v.fallback(v.nullable(v.string()), null), null),
  language: v.optional(v.fallback(v.picklist(languages), 'en'), 'en'),
})

export function readPreferences(ctx: Ctx): Promise<AccountPreferences> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => asKept(await findPreferences(sql)))
}

/** Sets what is given; the rest stays, null takes a value back. */
export function changePreferences(ctx: Ctx, change: Change): Promise<AccountPreferences> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const after = asKept(await mergePreferences(sql, change))
    await publish(sql, ctx.account_id, 'preferences.changed', { user_id: null })
    await record(sql, ctx, {
      action: 'account.preferences_changed',
      subject_kind: 'account',
      subject_id: ctx.account_id,
      result: 'done',
      detail: change,
    })
    return after
  })
}

const asKept = (stored: unknown): AccountPreferences => v.parse(kept, stored ?? {})
