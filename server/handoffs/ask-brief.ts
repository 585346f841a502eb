import { type Brief, briefLists } from '../../shared/contracts/handoffs.ts'
import { groundOf, withGround } from '../../shared/ground.ts'
import { stripHidden } from '../../shared/hidden-signs.ts'
import type { Ctx } from '../ctx.ts'
import { sameText } from '../language/same-text.ts'
import type { ModelReaders } from '../model/gateway.ts'
import { limitCalls } from '../model/limit-calls.ts'
import { prompt } from '../model/prompt.ts'
import { type BriefOrder, type BriefOutput, briefOutput } from '../model/protocol.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import { type CaseSource, caseRequest } from '../updates/case-request.ts'
import { groundedCharacters, lineCharacters, mostLines } from './basic-brief.ts'

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
  return answer.state === 'answered' ? cleaned(answer.value, source.rows.facts) : null
}

/** As it is seen, and as PostgreSQL and JSON can hold it; null where nothing is told. */
export function cleaned(written: BriefOutput, facts: readonly Fact[]): Brief | null {
  const text = (value: string, most: number) => stripHidden(value).slice(0, most).toWellFormed().trim()
  const lines = (values: readonly string[], most = lineCharacters) =>
    values
      .map((line) => text(line.replace(/\s+/g, ' '), most))
      .filter(Boolean)
      .slice(0, mostLines)
  const found = (values: readonly string[]) =>
    lines(values, longestSummary).map((line) => grounded(line, facts))
  const lists = Object.fromEntries(briefLists.map((name) => [name, lines(written[name])]))
  const summary_prose = text(written.summary_prose, longestSummary)
  if (!summary_prose) return null
  return {
    ...written,
    ...(lists as Pick<Brief, (typeof briefLists)[number]>),
    what_we_know: found(written.what_we_know),
    ruled_out: found(written.ruled_out),
    summary_prose,
    likely_cause: text(written.likely_cause, lineCharacters),
    kind: 'model',
  }
}

type Fact = Pick<CaseRows['facts'][number], 'text' | 'known'>

/** The case knows the ground of its facts, whatever a model wrote behind one; a long line is cut before its ground. */
function grounded(line: string, facts: readonly Fact[]): string {
  const written = groundOf(line)
  const ground = facts.find(({ text }) => sameText(text) === sameText(written.text))?.known ?? written.ground
  if (!ground) return line.slice(0, lineCharacters).toWellFormed().trim()
  return withGround(written.text.slice(0, groundedCharacters).toWellFormed().trim(), ground)
}
