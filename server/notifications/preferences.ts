import * as v from 'valibot'
import {
  type NotificationKind,
  type NotificationPreferences,
  type NotificationPreferencesChange,
  notificationKinds,
  type QuietHours,
} from '../../shared/contracts/notifications.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { publish } from '../events/publish.ts'
import { kindRows } from './kinds.ts'
import { findPerson, mergeChoices } from './preference-queries.ts'

/** What a person chose, as it is kept: `escalation.email`, `quiet`. What is not usable counts as not chosen. */
export type Choices = Record<string, unknown>

const kept = v.fallback(v.boolean(), false)
const keptQuiet = v.fallback(
  v.nullable(v.object({ from: v.string(), to: v.string(), time_zone: v.string() })),
  null,
)

export function choicesOf(choices: Choices, kind: NotificationKind): { email: boolean; browser: boolean } {
  const of = (way: 'email' | 'browser') => {
    const chosen = choices[`${kind}.${way}`]
    return chosen === undefined ? kindRows[kind][way] : v.parse(kept, chosen)
  }
  return { email: of('email'), browser: of('browser') }
}

export const quietOf = (choices: Choices): QuietHours | null => v.parse(keptQuiet, choices.quiet ?? null)

export function readNotificationPreferences(ctx: Ctx): Promise<NotificationPreferences> {
  may(ctx, 'read')
  return tx(ctx, async (sql) => asShown(ctx, await findPerson(sql, ctx.user.id)))
}

/** Everybody sets their own; what is left out stays. */
export function changeNotificationPreferences(
  ctx: Ctx,
  { kinds = {}, quiet }: NotificationPreferencesChange,
): Promise<NotificationPreferences> {
  may(ctx, 'read')
  const user_id = ctx.user.id
  const change: Choices = quiet === undefined ? {} : { quiet }
  for (const kind of notificationKinds)
    for (const [way, wanted] of Object.entries(kinds[kind] ?? {}))
      if (wanted !== undefined) change[`${kind}.${way}`] = wanted
  return tx(ctx, async (sql) => {
    await mergeChoices(sql, user_id, change)
    await publish(sql, ctx.account_id, 'preferences.changed', { user_id }, { user_id })
    return asShown(ctx, await findPerson(sql, user_id))
  })
}

function asShown(
  ctx: Ctx,
  { choices, email }: { choices: Choices; email: string | null },
): NotificationPreferences {
  const kinds = {
    escalation: choicesOf(choices, 'escalation'),
    handoff_claimed: choicesOf(choices, 'handoff_claimed'),
    post_needs_you: choicesOf(choices, 'post_needs_you'),
    reminder: choicesOf(choices, 'reminder'),
  } satisfies Record<NotificationKind, unknown>
  const mail = ctx.world.mail === undefined ? 'no_server' : email === null ? 'no_address' : 'works'
  return { kinds, quiet: quietOf(choices), mail }
}
