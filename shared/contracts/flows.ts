import * as v from 'valibot'

/**
 * A troubleshooting decision tree, as data. Node keys are unique within a flow.
 * Client wordings (`client`) are the only words an offline client text is made of: plain language, no host
 * names, tool names, addresses or jargon, each a full sentence that stands alone.
 */
const finding = v.object({
  text: v.string(),
  status: v.picklist(['confirmed', 'ruled_out', 'pending']),
  client: v.nullable(v.string()),
})
const flowTask = v.object({
  text: v.string(),
  detail: v.nullable(v.string()),
  command: v.nullable(v.string()),
})

const option = v.object({
  /** Button label, at most 40 characters. */
  label: v.string(),
  /** Words or phrases (lower case) that mean this option in an engineer's own sentence. */
  match: v.array(v.string()),
  finding: v.nullable(finding),
  /** One sentence FlowPilot says about what this answer means. */
  says: v.string(),
  /** Key of the next node. */
  to: v.string(),
})

export const flowQuestion = v.object({
  key: v.string(),
  kind: v.literal('question'),
  ask: v.string(),
  /** Why it is asked, or where to look. */
  context: v.nullable(v.string()),
  /** The check that answers it: becomes a task. Null where the engineer can simply answer. */
  task: v.nullable(flowTask),
  /** "We are checking …", for the client. */
  client: v.string(),
  hypothesis: v.nullable(v.string()),
  /** 0-100 while standing here. */
  confidence: v.number(),
  options: v.array(option),
  /** Where an answer that matches no option leads; the words are kept as a pending fact. */
  otherwise: v.string(),
})
/** A likely cause with its fix: the fix is tasks, then `verify` asks whether it worked. */
export const flowConclusion = v.object({
  key: v.string(),
  kind: v.literal('conclusion'),
  hypothesis: v.string(),
  /** The cause in the client's words. */
  client: v.string(),
  /** What we do about it, in the client's words. */
  client_next: v.string(),
  confidence: v.number(),
  fix: v.array(flowTask),
  verify: v.string(),
  /** Key of the node when the fix did not help. */
  not_fixed: v.string(),
})
/** End of the tree: the fix was confirmed, or nothing in this flow explains it. */
export const flowEnd = v.object({
  key: v.string(),
  kind: v.literal('end'),
  says: v.string(),
  client: v.string(),
  outcome: v.picklist(['fixed', 'unexplained']),
})
export const flow = v.object({
  key: v.string(),
  version: v.number(),
  name: v.string(),
  domain: v.string(),
  /** Category shown in the header. */
  category: v.string(),
  /** What the trouble is in the client's words: "the e-mail that does not arrive". */
  client_problem: v.string(),
  /** Weighted words that match a problem text, lower case. */
  signs: v.array(v.object({ word: v.string(), weight: v.number() })),
  start: v.string(),
  nodes: v.array(v.variant('kind', [flowQuestion, flowConclusion, flowEnd])),
})
export type Flow = v.InferOutput<typeof flow>
export type FlowNode = Flow['nodes'][number]

/** The place in the tree, part of the session: the node in hand and how we came here. */
export const flowPlace = v.object({
  node: v.string(),
  /** `option` null: the answer matched no option. */
  trail: v.array(v.object({ node: v.string(), option: v.nullable(v.string()) })),
})
export type FlowPlace = v.InferOutput<typeof flowPlace>

/** GET /flows: what can lead a case in this account. */
export const flowSummary = v.object({
  id: v.string(),
  key: v.string(),
  version: v.number(),
  name: v.string(),
  domain: v.string(),
  question_count: v.number(),
})
export type FlowSummary = v.InferOutput<typeof flowSummary>
export const flowList = v.object({ items: v.array(flowSummary), next_cursor: v.null() })
