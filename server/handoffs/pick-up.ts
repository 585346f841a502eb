import { v7 as newId } from 'uuid'
import type { PickedUp, PickupRequest } from '../../shared/contracts/handoff-calls.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { Problem } from '../../shared/problems.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import { record } from '../audit/record.ts'
import { type Ctx, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { publish } from '../events/publish.ts'
import { notify, settle } from '../notifications/notify.ts'
import type { HandoffRow } from '../sessions/handoff-queries.ts'
import { locked } from '../sessions/load-session.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { detailOf } from '../sessions/session-detail.ts'
import type { StepRow } from '../sessions/step-queries.ts'
import { stepRow, touchSession } from '../sessions/timeline.ts'
import { nextStep } from './next-step.ts'
import { beginHandoff, claimWaiting, findHandoff, handedTo, newestHandoff } from './queries.ts'

/** Makes a case that waits this person's, who begins with it later. */
export function claim(ctx: Ctx, sessionId: string, handoffId: string): Promise<SessionDetail> {
  return tx(ctx, async (sql) => {
    const session = await locked(ctx, sql, sessionId, 'share')
    const handoff = await findHandoff(sql, sessionId, handoffId)
    if (!handoff) throw new Problem('not_found')
    if (handoff.claimed_by?.id !== ctx.user.id) {
      await claimed(ctx, sql, session, handoff)
      await touchSession(sql, sessionId, {
        changes: [handedTo(sql, ctx.user.id)],
        steps: [pickedUpStep(ctx, handoff)],
      })
    }
    return detailOf(ctx, sql, sessionId)
  })
}

/** Claims a case that waits and begins with it, in one transaction; what this person has claimed already is begun. */
export function pickUp(ctx: Ctx, sessionId: string, request: PickupRequest): Promise<PickedUp> {
  return tx(ctx, async (sql) => {
    const session = await locked(ctx, sql, sessionId, 'share')
    const handoff = await newestHandoff(sql, sessionId)
    if (!handoff) throw new Problem('handoff_not_open')
    const isMine = handoff.claimed_by?.id === ctx.user.id
    if (isMine && handoff.resume_mode === null && session.status === 'resolved')
      throw new Problem('case_closed')
    if (!isMine) await claimed(ctx, sql, session, handoff)
    if (handoff.resume_mode === null) await begin(ctx, sql, handoff, request, isMine)
    const detail = await detailOf(ctx, sql, sessionId)
    const briefing_step = detail.steps.find(
      ({ kind, ref_id }) => kind === 'briefing' && ref_id === handoff.id,
    )
    if (!briefing_step) throw new Problem('handoff_not_open')
    return {
      session: detail,
      briefing_step,
      next_step: nextStep(request.resume_mode, detail.tasks, handoff.brief),
    }
  })
}

/** Of two at the same moment one gets it, and the other hears who. The caller holds the lock of the case. */
async function claimed(
  ctx: Ctx,
  sql: TransactionSql,
  session: SessionRow,
  handoff: HandoffRow,
): Promise<void> {
  const { claimed_by, intent, created_by, id } = handoff
  if (claimed_by) throw new Problem('handoff_already_claimed', undefined, { extra: { claimed_by } })
  if (!isWaiting(handoff) || intent !== 'escalate' || session.status !== 'escalated')
    throw new Problem('handoff_not_open')
  if (created_by.id === ctx.user.id) throw new Problem('own_handoff')
  if (!(await claimWaiting(sql, id, ctx.user.id))) throw new Problem('conflict')
  await publish(sql, ctx.account_id, 'handoff.claimed', { handoff_id: id, session_id: session.id })
  await settle(ctx, sql, { kind: 'escalation', handoff_id: id })
  const news = { kind: 'handoff_claimed', session_id: session.id, handoff_id: id } as const
  await notify(ctx, sql, { ...news, to: [created_by.id] })
  await record(sql, ctx, {
    action: 'handoff.claimed',
    subject_kind: 'session',
    subject_id: session.id,
    result: 'active',
    detail: { handoff_id: id },
  })
}

async function begin(
  ctx: Ctx,
  sql: TransactionSql,
  handoff: HandoffRow,
  { resume_mode, additional_context }: PickupRequest,
  isMine: boolean,
): Promise<void> {
  await beginHandoff(sql, handoff.id, resume_mode)
  // the row is ours now: no better brief takes the place of this one unseen
  const { brief } = (await findHandoff(sql, handoff.session_id, handoff.id)) ?? handoff
  const how =
    resume_mode === 'fresh'
      ? `${ctx.user.name} starts fresh, with what ${handoff.created_by.name} found.`
      : `${ctx.user.name} continues where ${handoff.created_by.name} left off.`
  const briefing = stepRow({
    id: newId(),
    kind: 'briefing',
    user_id: ctx.user.id,
    content: `${how}\n\n${brief.summary_prose}`,
    ref_id: handoff.id,
  })
  const said = additional_context
    ? [stepRow({ kind: 'message', user_id: ctx.user.id, content: additional_context })]
    : []
  await touchSession(sql, handoff.session_id, {
    changes: isMine ? [] : [handedTo(sql, ctx.user.id)],
    steps: [...(isMine ? [] : [pickedUpStep(ctx, handoff)]), briefing, ...said],
  })
}

const pickedUpStep = (ctx: Ctx, { id }: HandoffRow): StepRow =>
  stepRow({
    kind: 'handoff',
    user_id: ctx.user.id,
    content: `Case picked up by ${ctx.user.name}`,
    ref_id: id,
  })
