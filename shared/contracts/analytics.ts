import * as v from 'valibot'
import { postState } from './post-states.ts'

export const periods = ['7d', '30d', '90d'] as const
export const period = v.picklist(periods)
export type Period = v.InferOutput<typeof period>

const count = v.number()
const seconds = v.nullable(v.number())

/** Where the bars of the times end, in seconds; the last bar has no end. */
export const timeBinEnds = [60, 120, 180, 300, 600, 900, 1800, 3600] as const

/**
 * `GET /analytics/flowpilot/escalations`: what became of the handoffs that were made within a period, of cases that are
 * open to whoever asks. Times run from the claim to the first step of the claimer after it; null where there is none.
 */
export const escalationMetrics = v.object({
  period,
  n_handoffs_created: count,
  n_handoffs_claimed: count,
  n_handoffs_with_action: count,
  avg_seconds: seconds,
  median_seconds: seconds,
  p95_seconds: seconds,
  /** What the times are, and what they do not claim. */
  metric_definition: v.string(),
  /** How many times end within each bar, shortest first. */
  times: v.array(v.object({ from_seconds: v.number(), to_seconds: seconds, count })),
  /** Lines of briefs that whoever picked up marked. */
  brief_lines: v.object({ confirmed: count, wrong: count }),
  /** Work that was handed over and done or asked once more, in the newest 2,000 that were claimed. */
  repeated: v.object({ steps: count, questions: count }),
  /** Cases begun within the period with more than ten active minutes, and those of them with an update copied or posted. */
  adoption: v.object({ cases: count, with_update: count, aim_share: v.number() }),
  /**
   * Of cases begun within the period: updates that were copied or whose note stands in its ticket, how many cases have
   * one, and how many of the updates a person changed.
   */
  updates: v.object({ used: count, cases: count, changed: count }),
  /**
   * Of cases begun within the period. The time up to an act counts for it, gaps of more than ten minutes for nothing;
   * `read` is what comes before the first act, and before the first after a briefing; `wait`: how long they were paused.
   */
  minutes: v.object({
    read: count,
    diagnose: count,
    act: count,
    write: count,
    hand_over: count,
    wait: count,
  }),
  /** Of updates whose note stands in its ticket: from draft to note, and from the click that posts to the note. */
  draft_to_note: v.object({
    notes: count,
    median_seconds: seconds,
    median_seconds_after_click: seconds,
    aim_seconds: v.number(),
  }),
  /** Of posts asked for within the period; states without any are left out. */
  posts: v.array(v.object({ state: postState, count })),
})
export type EscalationMetrics = v.InferOutput<typeof escalationMetrics>

/** Any text: a period that is none of these answers `invalid`. */
export const escalationMetricsQuery = v.object({ period: v.optional(v.string(), '') })
