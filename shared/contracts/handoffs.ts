import * as v from 'valibot'
import { id, instant } from './common.ts'

const person = v.object({ id, name: v.string() })

/** escalate: for somebody else, who is told. park: set aside with a reason, private. */
export const handoffIntent = v.picklist(['escalate', 'park'])
export type HandoffIntent = v.InferOutput<typeof handoffIntent>

/** The parts of a brief that are lists; each of their lines can be marked by whoever receives it. */
export const briefLists = [
  'what_we_know',
  'ruled_out',
  'remaining_hypotheses',
  'suggested_steps',
  'environment',
] as const

const lines = v.array(v.string())

/**
 * What the next engineer reads. `summary_prose` is the text of the ticket notes as well. `basic`: made from the rows of
 * the case at once; a model's takes its place when it comes.
 */
export const brief = v.object({
  summary_prose: v.string(),
  what_we_know: lines,
  ruled_out: lines,
  likely_cause: v.string(),
  remaining_hypotheses: lines,
  suggested_steps: lines,
  /** Servers, versions and addresses that were named. */
  environment: lines,
  confidence: v.picklist(['discovery', 'exploring', 'confident']),
  kind: v.picklist(['model', 'basic']),
})
export type Brief = v.InferOutput<typeof brief>

/** One line of a brief: the name of its list and its place in it, from 0; or `likely_cause`. */
export const briefItem = v.pipe(
  v.string(),
  v.regex(new RegExp(`^(likely_cause|(${briefLists.join('|')}):\\d{1,2})$`), 'A line of the brief.'),
)
export const receivedVerdict = v.picklist(['confirmed', 'wrong'])

export const received = v.object({ item: briefItem, verdict: receivedVerdict })
export type Received = v.InferOutput<typeof received>

/** continue: where it was left. fresh: from the start, with what is known. */
export const resumeMode = v.picklist(['continue', 'fresh'])
export type ResumeMode = v.InferOutput<typeof resumeMode>

/**
 * One handing over of a case. It waits while it is neither claimed nor withdrawn; of those that wait a case has one at
 * most. `target` null: for whoever takes it.
 */
export const handoff = v.object({
  id,
  session_id: id,
  intent: handoffIntent,
  reason: v.string(),
  target: v.nullable(person),
  created_by: person,
  created_at: instant,
  claimed_by: v.nullable(person),
  claimed_at: v.nullable(instant),
  /** Taken back, or, of a park, taken up again. */
  withdrawn_at: v.nullable(instant),
  /** Null until whoever claimed it begins. */
  resume_mode: v.nullable(resumeMode),
  brief,
  received: v.array(received),
  /** Of what was handed over: steps done once more and questions asked again since it was claimed. */
  repeated: v.object({ steps: v.number(), questions: v.number() }),
})
export type Handoff = v.InferOutput<typeof handoff>
