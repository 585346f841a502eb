import type { PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { settingsOf } from '../connections/flowpilot-settings.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { knownFlow } from '../flows/leading.ts'
import type { ModelReaders } from '../model/gateway.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import { readCase } from '../sessions/case-queries.ts'
import { mayOpenCase } from '../sessions/load-session.ts'
import { caseSource } from '../updates/case-request.ts'
import { askBrief } from './ask-brief.ts'
import { basicBrief } from './basic-brief.ts'
import { packageContent } from './escalation-document.ts'
import { missingItems } from './missing-items.ts'
import { mayHandOn } from './prepare-handoff.ts'
import { cacheBrief, findCachedBrief } from './queries.ts'

export type PackageSource = Awaited<ReturnType<typeof readPackage>>

/** What a package is made from, if this person may hand the case on. */
export function readPackage(ctx: Ctx, sessionId: string) {
  may(ctx, 'work')
  return tx(ctx, async (sql) => {
    const rows = await readCase(sql, sessionId, ctx)
    mayOpenCase(ctx, rows)
    mayHandOn(ctx, rows)
    const { psa_connection_id, flow_id, state_version } = rows.row
    return {
      rows,
      source: await caseSource(ctx, sql, rows),
      flow: flow_id ? await knownFlow(ctx, sql, flow_id) : undefined,
      cached: await findCachedBrief(sql, sessionId, state_version),
      include_steps: (await settingsOf(sql, psa_connection_id)).include_steps,
    }
  })
}

/**
 * The package as it would be posted now. A model's brief of an unchanged case is read again; where no model answers, the
 * basic one stands in it. `signal`: whoever reads along has gone.
 */
export async function previewPackage(
  ctx: Ctx,
  known: PackageSource,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<PackagePreview> {
  const { rows, cached } = known
  const { id: session_id, state_version } = rows.row
  const brief = cached ?? (await written(ctx, known, readers, signal)) ?? basicBrief(rows)
  if (!cached && brief.kind === 'model')
    await tx(ctx, (sql) => cacheBrief(sql, { account_id: ctx.account_id, session_id, state_version, brief }))
  return packageOf(ctx, known, brief)
}

/** The same with the brief that the case gives at once. */
export const basicPackage = (ctx: Ctx, known: PackageSource): Promise<PackagePreview> =>
  packageOf(ctx, known, basicBrief(known.rows))

async function packageOf(ctx: Ctx, known: PackageSource, brief: Brief): Promise<PackagePreview> {
  const { rows, flow, cached, include_steps } = known
  const content = packageContent({
    rows,
    brief,
    from: ctx.user.name,
    at: new Date().toISOString(),
    active_minutes: 0,
    steps_taken: '',
    include_steps,
  })
  const [clean = ''] = await redactLeaves([content])
  return {
    content: clean,
    brief,
    missing: missingItems(rows, flow),
    from_cache: brief === cached,
    state_version: rows.row.state_version,
  }
}

async function written(
  ctx: Ctx,
  { source }: PackageSource,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<Brief | null> {
  return source ? askBrief(ctx, source, readers, signal) : null
}
