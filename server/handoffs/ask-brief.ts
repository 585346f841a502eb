import { type Brief, briefLists } from '../../shared/contracts/handoffs.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import { standingPolicy } from '../ai-policy/standing-policy.ts'
import type { Ctx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { limit } from '../limits.ts'
import type { ModelReaders, ModelRequest } from '../model/gateway.ts'
import { prompt } from '../model/prompt.ts'
import { type BriefCase, type BriefOrder, type BriefOutput, briefOutput } from '../model/protocol.ts'
import { redactLeaves } from '../redact/redact-leaves.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { caseState, shortenedCase } from '../sessions/case-state.ts'
import { earlierWords, shortened } from '../sessions/conversation.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { findSession } from '../sessions/queries.ts'
import { shortIds } from '../sessions/short-ids.ts'
import { flowInHand } from '../updates/build-update.ts'
import { lineCharacters, mostLines } from './basic-brief.ts'

const hourSeconds = 3_600
const longestSummary = 2_000
const order: BriefOrder = { brief: 'escalation' }

export type BriefSource = {
  rows: CaseRows
  session: SessionRow
  flow: Awaited<ReturnType<typeof flowInHand>>
}

/** The case as a brief is written from it; undefined where it is gone. */
export async function briefSource(
  ctx: Ctx,
  sql: TransactionSql,
  rows: CaseRows,
): Promise<BriefSource | undefined> {
  const session = await findSession(sql, rows.row.id)
  return session && { rows, session, flow: await flowInHand(ctx, sql, session) }
}

/**
 * One structured call. Null where no model answered whole: the basic brief stands then. `signal`: whoever waits for it
 * has gone.
 */
export async function askBrief(
  ctx: Ctx,
  source: BriefSource,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<Brief | null> {
  const { world, user } = ctx
  if (world.model.label.kind !== 'offline')
    await limit(world, `briefs:${user.id}`, world.config.TURNS_PER_HOUR, hourSeconds)
  const answer = await world.model.ask(await requestOf(ctx, source), readers, signal)
  return answer.state === 'answered' ? cleaned(answer.value) : null
}

async function requestOf(
  ctx: Ctx,
  { rows, session, flow }: BriefSource,
): Promise<ModelRequest<typeof briefOutput>> {
  const ids = shortIds(rows, rows.part?.note_ids ?? [])
  const told: BriefCase = {
    ...caseState({ user: ctx.user, rows, session, flow, ids, now: new Date() }),
    said: earlierWords(rows),
    devices: rows.part?.ticket.configurations.map(({ name }) => name) ?? [],
  }
  const clean = shortenedCase(await redactLeaves(told))
  const id = 'toolu_get_case_0'
  return {
    task: 'brief',
    account_id: ctx.account_id,
    user_id: ctx.user.id,
    session_id: session.id,
    system: prompt('handoffs/brief'),
    history: [
      { role: 'user', content: [{ type: 'text', text: 'A brief is ordered.' }] },
      { role: 'assistant', content: [{ type: 'tool_use', id, name: 'get_case', input: {} }] },
    ],
    input: {
      role: 'user',
      content: [
        {
          type: 'tool_result',
          tool_use_id: id,
          content: JSON.stringify({ ...clean, said: shortened(clean.said) }),
        },
        { type: 'text', text: JSON.stringify(order) },
      ],
    },
    schema: briefOutput,
    streams: 'summary_prose',
    policy: standingPolicy(rows.policy).policy,
    flow: flow.flow,
  }
}

/** As it is seen, and as PostgreSQL and JSON can hold it; null where nothing is told. */
function cleaned(written: BriefOutput): Brief | null {
  const text = (value: string, most: number) => stripHidden(value).slice(0, most).toWellFormed().trim()
  const lines = (values: readonly string[]) =>
    values
      .map((line) => text(line.replace(/\s+/g, ' '), lineCharacters))
      .filter(Boolean)
      .slice(0, mostLines)
  const lists = Object.fromEntries(briefLists.map((name) => [name, lines(written[name])]))
  const summary_prose = text(written.summary_prose, longestSummary)
  if (!summary_prose) return null
  return {
    ...written,
    ...(lists as Pick<Brief, (typeof briefLists)[number]>),
    summary_prose,
    likely_cause: text(written.likely_cause, lineCharacters),
    kind: 'model',
  }
}
