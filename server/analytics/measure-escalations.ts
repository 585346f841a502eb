import {
  type EscalationMetrics,
  type Period,
  periods,
  timeBinEnds,
} from '../../shared/contracts/analytics.ts'
import { Problem } from '../../shared/problems.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import {
  claimTimes,
  draftToNote,
  markedLines,
  postStates,
  repeatedWork,
  usedUpdates,
  workedTime,
} from './queries.ts'

const aimShare = 0.3
const aimSeconds = 5

/** What a reader of the numbers has to know; part of the answer, so that no copy of them goes without it. */
const metricDefinition = [
  'Seconds from the moment an escalation is claimed to the first step of whoever claimed it after that moment,',
  'measured in the product; a step that comes with the pick-up counts as 0.',
  'Escalations that nobody claimed, and those without a step after the claim, are counted but have no time.',
  'Cases that were parked, and escalations that were taken back, are not counted.',
  'This is not "minutes saved": a saving needs a stopwatch baseline beside it.',
].join(' ')

/** How cases that are open to whoever asks were handed over within the last 7, 30 or 90 days. */
export async function measureEscalations(ctx: Ctx, asked: string): Promise<EscalationMetrics> {
  may(ctx, 'work')
  // a pod opens one ticket: numbers of the whole account are no business of it
  if (ctx.surface === 'pod') throw new Problem('not_your_ticket')
  const period = periods.find((one) => one === asked)
  if (!period) throw new Problem('invalid', undefined, { fields: { period: 'One of 7d, 30d and 90d.' } })
  return tx(ctx, async (sql) => {
    const span = { who: ctx, days: daysOf(period) }
    const [times, lines, repeated, updates, worked, notes, posts] = await Promise.all([
      claimTimes(sql, span),
      markedLines(sql, span),
      repeatedWork(sql, span),
      usedUpdates(sql, span),
      workedTime(sql, span),
      draftToNote(sql, span),
      postStates(sql, span),
    ])
    const { bins, ...numbers } = times
    return {
      period,
      ...numbers,
      metric_definition: metricDefinition,
      times: binsFrom(bins),
      brief_lines: lines,
      repeated,
      adoption: { ...worked.adoption, aim_share: aimShare },
      updates,
      minutes: worked.minutes,
      draft_to_note: { ...notes, aim_seconds: aimSeconds },
      posts,
    }
  })
}

const daysOf = (period: Period): number => Number.parseInt(period, 10)

/** `counts`: how many times lie in a bar, by its number. */
function binsFrom(counts: Record<string, number>): EscalationMetrics['times'] {
  return [...timeBinEnds, null].map((to_seconds, at) => ({
    from_seconds: timeBinEnds[at - 1] ?? 0,
    to_seconds,
    count: counts[at] ?? 0,
  }))
}
