import { type Brief, briefLists } from '../../shared/contracts/handoffs.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import type { Ctx } from '../ctx.ts'
import type { ModelReaders } from '../model/gateway.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { prompt } from '../model/prompt.ts'
import { type BriefOrder, type BriefOutput, briefOutput } from '../model/protocol.ts'
import { type CaseSource, caseRequest } from '../updates/case-request.ts'
import { lineCharacters, mostLines } from './basic-brief.ts'

const longestSummary = 2_000
const order: BriefOrder = { brief: 'escalation' }

/**
 * One structured call. Null where no model answered whole: the basic brief stands then. `signal`: whoever waits for it
 * has gone.
 */
export async function askBrief(
  ctx: Ctx,
  source: CaseSource,
  readers: ModelReaders,
  signal: AbortSignal,
): Promise<Brief | null> {
  const { world } = ctx
  await limitCalls(ctx, 'briefs')
  const request = await caseRequest(ctx, source, {
    task: 'brief',
    system: prompt('handoffs/brief'),
    order,
    schema: briefOutput,
    streams: 'summary_prose',
  })
  const answer = await world.model.ask(request, readers, signal)
  return answer.state === 'answered' ? cleaned(answer.value) : null
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
