import type { PresenceChange, Present } from '../../shared/contracts/presence.ts'
import { type Ctx, hasRight, tx } from '../ctx.ts'
import { readable } from '../sessions/load-session.ts'

/** Notes that this person reads the case, types in it or left it; answers who else is there. */
export async function sayPresence(ctx: Ctx, sessionId: string, said: PresenceChange): Promise<Present[]> {
  const { state, tab = null } = said
  const { id, psa_ticket_id } = await tx(ctx, (sql) => readable(ctx, sql, sessionId))
  await ctx.world.presence.say({
    account_id: ctx.account_id,
    session_id: id,
    ticket_id: psa_ticket_id,
    user_id: ctx.user.id,
    name: ctx.user.name,
    surface: ctx.surface,
    tab,
    family_id: ctx.family_id ?? null,
    // who may only read types nothing into a case
    state: state === 'typing' && !hasRight(ctx, 'work') ? 'reading' : state,
  })
  return othersIn(ctx, id)
}

export async function readPresence(ctx: Ctx, sessionId: string): Promise<Present[]> {
  const { id } = await tx(ctx, (sql) => readable(ctx, sql, sessionId))
  return othersIn(ctx, id)
}

const othersIn = (ctx: Ctx, sessionId: string) =>
  ctx.world.presence.of(ctx.account_id, sessionId, ctx.user.id)
