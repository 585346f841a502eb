import * as v from 'valibot'
import { instant } from './common.ts'
import { session } from './sessions.ts'

/**
 * A troubleshooting flow, as data: a decision tree, a checklist, or both. Node keys are unique within a flow.
 * docs/flows.md teaches the YAML files that it is read from; shipped flows and an account's own are alike.
 */

/**
 * A wording for the client: plain language, no host names, tool names, addresses or jargon, a full sentence that
 * stands alone. `de` is used for a German ticket, and only where every wording of the text has one.
 */
export const wording = v.object({ en: v.string(), de: v.nullable(v.string()) })
export type Wording = v.InferOutput<typeof wording>

const finding = v.object({
  text: v.string(),
  status: v.picklist(['confirmed', 'ruled_out', 'pending']),
  client: v.nullable(wording),
})

const flowTask = v.object({
  text: v.string(),
  /** Where to look, what to expect. */
  detail: v.nullable(v.string()),
  command: v.nullable(v.string()),
  /** How to take it back; null where there is nothing to take back. */
  undo: v.nullable(v.string()),
  /** What it can interrupt, lose, lock out or weaken; null where it is harmless. */
  risk: v.nullable(v.string()),
})
export type FlowTask = v.InferOutput<typeof flowTask>

/** What an option says in general, so that words in any flow and language are understood alike. */
export const senses = [
  'yes',
  'no',
  'unknown',
  'one',
  'several',
  'everyone',
  'suddenly',
  'after_change',
  'slowly',
  'never_worked',
  'works',
  'fails',
  'same',
  'always',
  'sometimes',
  'not_now',
  'error',
  'hangs',
  'slow',
  'wrong_result',
  'incoming',
  'outgoing',
  'both',
] as const
export type Sense = (typeof senses)[number]

const option = v.object({
  /** Button label, at most 40 characters. */
  label: v.string(),
  /** Words or phrases (lower case, English or German) that mean this option in an engineer's or client's sentence. */
  words: v.array(v.string()),
  sense: v.nullable(v.picklist(senses)),
  /** One sentence FlowPilot says about what this answer means. */
  means: v.string(),
  finding: v.nullable(finding),
  /** Key of the next node. */
  to: v.string(),
})
export type FlowOption = v.InferOutput<typeof option>

export const flowQuestion = v.object({
  key: v.string(),
  kind: v.literal('question'),
  ask: v.string(),
  /** Why it is asked, or where to look. */
  context: v.nullable(v.string()),
  /** The check that answers it: becomes a step. Null where the engineer can simply answer. */
  task: v.nullable(flowTask),
  /** "We are checking …", for the client. */
  client: wording,
  hypothesis: v.nullable(v.string()),
  /** 0-100 while standing here. */
  confidence: v.number(),
  options: v.array(option),
  /** Where the walk goes on when the question is left open. */
  otherwise: v.string(),
})
/** A likely cause with its fix: the fix is steps, then `verify` asks whether it worked. */
export const flowConclusion = v.object({
  key: v.string(),
  kind: v.literal('conclusion'),
  hypothesis: v.string(),
  /** Words of tickets and engineers that point to this cause, besides those that lead here. */
  words: v.array(v.string()),
  /** The cause in the client's words. */
  client: wording,
  /** What we do about it, in the client's words. */
  client_next: wording,
  confidence: v.number(),
  fix: v.array(flowTask),
  verify: v.string(),
  /** Key of the node when the fix did not help. */
  not_fixed: v.string(),
})
/** Checks in their order, without branches: all become steps at once. */
export const flowChecklist = v.object({
  key: v.string(),
  kind: v.literal('checklist'),
  says: v.string(),
  checks: v.array(flowTask),
  client: wording,
  /** The node that goes on at once, its question beside the steps; null: the steps are all there is. */
  // biome-ignore lint/suspicious/noThenProperty: the word of the flow file; the value is a text
  then: v.nullable(v.string()),
})
/** End of the tree: the fix was confirmed, or nothing in this flow explains it. */
export const flowEnd = v.object({
  key: v.string(),
  kind: v.literal('end'),
  says: v.string(),
  client: wording,
  outcome: v.picklist(['fixed', 'unexplained']),
})
export const flow = v.object({
  key: v.string(),
  name: v.string(),
  domain: v.string(),
  /** Category shown in the header. */
  category: v.string(),
  /** What the trouble is in the client's words, a noun phrase: "the e-mail that does not arrive". */
  client_problem: wording,
  /** Weighted words that match a problem text, lower case. */
  signs: v.array(v.object({ word: v.string(), weight: v.number() })),
  start: v.string(),
  nodes: v.array(v.variant('kind', [flowQuestion, flowConclusion, flowChecklist, flowEnd])),
})
export type Flow = v.InferOutput<typeof flow>
export type FlowNode = Flow['nodes'][number]

/** The place in the tree, part of the session: the node in hand and how we came here. */
export const flowPlace = v.object({
  node: v.string(),
  /** `option` null: the question was left open. */
  trail: v.array(v.object({ node: v.string(), option: v.nullable(v.string()) })),
})
export type FlowPlace = v.InferOutput<typeof flowPlace>

const person = v.object({ user_id: v.string(), name: v.string() })

/** GET /flows: of each key what leads new cases of this account, or what would if it were not switched off. */
export const flowSummary = v.object({
  id: v.string(),
  key: v.string(),
  version: v.number(),
  name: v.string(),
  domain: v.string(),
  shipped: v.boolean(),
  off: v.boolean(),
  question_count: v.number(),
  category: v.string(),
  /** The heaviest words of tickets that it is matched by, at most six. */
  matches: v.array(v.string()),
  /** Who imported this version, null: it came with the product; and when. */
  by: v.nullable(person),
  created_at: instant,
  /** Cases not closed that walk a flow of this key, in whichever version. */
  open_cases: v.number(),
})
export type FlowSummary = v.InferOutput<typeof flowSummary>
export const flowList = v.object({ items: v.array(flowSummary), next_cursor: v.null() })
/** One content that the key has had. `by` null: it came with the product. */
const flowVersion = v.object({
  version: v.number(),
  hash: v.string(),
  shipped: v.boolean(),
  off: v.boolean(),
  by: v.nullable(person),
  created_at: instant,
})

/** GET /flows/{key}: the flow of its summary, at most 100 versions and the open cases that one may open, newest first. */
export const flowDetail = v.object({
  ...flowSummary.entries,
  cases: v.array(v.pick(session, ['id', 'title', 'psa_ticket_id'])),
  hash: v.string(),
  flow,
  versions: v.array(flowVersion),
})
export type FlowDetail = v.InferOutput<typeof flowDetail>

/**
 * PATCH /flows/{key}: a flow that is off leads no new case. An account's own flow stands before the shipped one of the
 * same key: `shipped` says which of the two is meant, left out it is the own one where there is one.
 */
export const flowChange = v.object({ off: v.boolean(), shipped: v.optional(v.boolean()) })
export type FlowChange = v.InferOutput<typeof flowChange>

/** POST /flows/import: 201 for a new version, 200 for a file that is there already. `hash`: of the content. */
export const flowImported = v.object({ key: v.string(), version: v.number(), hash: v.string() })
export type FlowImported = v.InferOutput<typeof flowImported>

/** GET /ai-sessions/{id}/flow: what leads a case, in its own version; `leads_new`: new cases too. `words` speak for it. */
export const caseFlow = v.object({
  session_id: v.string(),
  title: v.string(),
  psa_ticket_id: v.nullable(v.string()),
  state_version: v.number(),
  /** Null before its first turn. */
  walks: v.nullable(
    v.object({
      key: v.string(),
      name: v.string(),
      version: v.number(),
      hash: v.string(),
      shipped: v.boolean(),
      leads_new: v.boolean(),
      flow,
      place: flowPlace,
      words: v.array(v.object({ word: v.string(), in: v.picklist(['title', 'ticket', 'messages']) })),
    }),
  ),
})
/** PUT /ai-sessions/{id}/flow: another flow leads from its start; null: none does. */
export const caseFlowChange = v.object({ key: v.nullable(v.pipe(v.string(), v.maxLength(100))) })

export type CaseFlow = v.InferOutput<typeof caseFlow>

/**
 * POST /flows/preview: what importing a file would change, with nothing changed. `becomes`: `same` leads already,
 * `again` was there before and would lead again. `replaces`: what leads the key now; `nodes`: against that one.
 */
export const flowPreview = v.object({
  key: v.string(),
  name: v.string(),
  becomes: v.picklist(['new', 'new_version', 'again', 'same']),
  replaces: v.nullable(v.object({ version: v.number(), shipped: v.boolean(), off: v.boolean() })),
  nodes: v.object({ added: v.array(v.string()), changed: v.array(v.string()), removed: v.array(v.string()) }),
  node_count: v.number(),
})
export type FlowPreview = v.InferOutput<typeof flowPreview>

/** One fault of a file: lines and columns count from 1. */
export const flowFault = v.object({ line: v.number(), column: v.number(), says: v.string() })
export type FlowFault = v.InferOutput<typeof flowFault>
