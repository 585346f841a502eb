import * as v from 'valibot'
import { flowPlace } from '../../shared/contracts/flows.ts'
import { causeTold, factTold, fixTold, forkTold, questionTold, taskTold } from './rows-told.ts'

/**
 * What a model is told and what it answers: the same for the real one and the offline one.
 *
 * Told: the ticket comes as the result of `get_ticket`, the case as the result of `get_case` (`caseState`), both
 * data; the last text block of the newest user turn holds the engineer's words and nothing else.
 * Answered: one JSON object of `turnOutput` or `updateOutput`, which become `output_config.format`. No schema has a
 * union or a limit (the API refuses more than 16 unions and every limit): '' and [] mean nothing, `keep` means as
 * it was; lengths and counts are capped where they are applied.
 *
 * Ids are short and of this case: t7 a step, f12 a fact, q3 a question, c1 a cause, n4 a note of the ticket.
 */

export type { FactTold, FixTold, QuestionTold, TaskTold } from './rows-told.ts'

/** The case as `get_case` tells it. Times are local times of `time_zone`, named. */
export const caseState = v.object({
  now: v.string(),
  time_zone: v.string(),
  /** Language of everything but `reply` and `question`: that of the ticket's first client note, else the account's. */
  language: v.string(),
  engineer: v.object({ name: v.string(), role: v.string() }),
  title: v.string(),
  ticket: v.object({ id: v.string(), summary: v.string(), type: v.string() }),
  client_name: v.string(),
  asset_name: v.string(),
  issue_category: v.string(),
  hypothesis: v.string(),
  /** Header fields a person typed; they cannot be changed. */
  typed_fields: v.array(v.string()),
  minutes: v.number(),
  confidence: v.object({ tier: v.string(), score: v.number() }),
  questions: v.array(questionTold),
  tasks: v.array(taskTold),
  facts: v.array(factTold),
  causes: v.array(causeTold),
  fork: forkTold,
  fix: fixTold,
  flow: v.object({ key: v.string(), name: v.string(), ...flowPlace.entries }),
  /** What happened since the last answer besides the engineer's words, a sentence each. */
  changed: v.array(v.string()),
})
export type CaseState = v.InferOutput<typeof caseState>

/** `get_case` of a turn: whole the first time, then its news (case-news.ts). `answering`: id of the question the words were typed at; '' for none. */
export const turnCase = v.object({
  ...caseState.entries,
  answering: v.string(),
  /** What was said last, where a new conversation takes the place of one that grew too long. */
  earlier: v.array(v.object({ by: v.string(), text: v.string() })),
})
export type TurnCase = v.InferOutput<typeof turnCase>

/**
 * `reply` first: it streams, then the question with its buttons.
 * `question`: `keep` leaves the open one as it is; a text asks it instead (the text of an answered question opens that
 * one again); '' without `keep` asks nothing. `answer_to_question`: what the engineer's words were taken as, '' when
 * they were no answer, and then the question stays open.
 * `task_changes`: a step that is open again (`pending`, `active`) has no result any more.
 * `causes`: when not empty, takes the place of all causes that no person picked or typed; at most three stand.
 * `header.hypothesis` is the leading cause in one sentence; `none` takes it away where no cause is left.
 * `removed_causes`: causes that do not hold; an open one of the engineer's own goes only by their order to take it back.
 * `fork`: no `paths` leave the one that stands; others take its place. `settled`: the evidence has decided it.
 * `fix`: an empty `title` leaves the one that stands; another title takes its place. `confidence` is 0 to 100.
 * `outcome_proposal`: what the engineer's words say of the fix while it is being verified; a person confirms it.
 * `flow`: `node` '' stays; `path`, when not empty, is the whole way from the start; `fits` false leaves the flow.
 */
export const turnOutput = v.object({
  reply: v.string(),
  question: v.object({
    text: v.string(),
    context: v.string(),
    options: v.array(v.string()),
    keep: v.boolean(),
  }),
  answer_to_question: v.string(),
  new_tasks: v.array(
    v.object({ text: v.string(), detail: v.string(), command: v.string(), active: v.boolean() }),
  ),
  task_changes: v.array(
    v.object({
      id: v.string(),
      state: v.picklist(['keep', 'pending', 'active', 'done', 'skipped']),
      known: v.picklist(['keep', 'told', 'checked']),
      result: v.string(),
    }),
  ),
  removed_tasks: v.array(v.string()),
  new_facts: v.array(
    v.object({
      text: v.string(),
      status: v.picklist(['confirmed', 'ruled_out', 'pending']),
      known: v.picklist(['told', 'checked']),
      /** q3, t7, `ticket`, `engineer` (said by them, theirs to change) or `model` (a conclusion). */
      source: v.string(),
    }),
  ),
  fact_changes: v.array(
    v.object({
      id: v.string(),
      status: v.picklist(['keep', 'confirmed', 'ruled_out', 'pending']),
      text: v.string(),
    }),
  ),
  removed_facts: v.array(v.string()),
  causes: v.array(
    v.object({
      text: v.string(),
      for: v.array(v.string()),
      against: v.array(v.string()),
      test: v.string(),
    }),
  ),
  removed_causes: v.array(v.string()),
  fork: v.object({
    paths: v.array(v.object({ text: v.string(), shows: v.string(), cause: v.string() })),
    settled: v.boolean(),
  }),
  fix: v.object({
    title: v.string(),
    description: v.string(),
    script: v.string(),
    confidence: v.number(),
    outcome_proposal: v.picklist(['none', 'success', 'failed', 'partial']),
  }),
  header: v.object({
    client_name: v.string(),
    asset_name: v.string(),
    issue_category: v.string(),
    hypothesis: v.string(),
  }),
  confidence: v.object({ tier: v.picklist(['discovery', 'exploring', 'confident']) }),
  flow: v.object({
    node: v.string(),
    path: v.array(v.object({ node: v.string(), option: v.string() })),
    fits: v.boolean(),
  }),
})
export type TurnOutput = v.InferOutput<typeof turnOutput>

/** As `header.hypothesis`: no cause leads any more. */
export const noHypothesis = 'none'

/** Changes nothing and says nothing: what an answer is built on. */
export const noTurn = (): TurnOutput => ({
  reply: '',
  question: { text: '', context: '', options: [], keep: true },
  answer_to_question: '',
  new_tasks: [],
  task_changes: [],
  removed_tasks: [],
  new_facts: [],
  fact_changes: [],
  removed_facts: [],
  causes: [],
  removed_causes: [],
  fork: { paths: [], settled: false },
  fix: { title: '', description: '', script: '', confidence: 0, outcome_proposal: 'none' },
  header: { client_name: '', asset_name: '', issue_category: '', hypothesis: '' },
  confidence: { tier: 'discovery' },
  flow: { node: '', path: [], fits: true },
})

/** `get_case` of an update: the case, and what the text is written from besides. */
export const updateCase = v.object({
  ...caseState.entries,
  session_status: v.string(),
  /** As it was typed when the case was closed, '' where nothing was; null for every other context. */
  closing: v.nullable(
    v.object({
      root_cause: v.string(),
      resolution: v.string(),
      steps_taken: v.string(),
      recommendations: v.string(),
    }),
  ),
  /** First name of the contact, else ''. */
  client_first_name: v.string(),
  account_name: v.string(),
  /** What the client wrote first, trimmed; '' without a ticket. Only client texts are told. */
  client_words: v.string(),
  /** The update before this one to the same audience; '' when there is none. */
  previous: v.object({ at: v.string(), text: v.string() }),
  /** Ids of facts and tasks that are newer than `previous`. */
  new_since_previous: v.array(v.string()),
})
export type UpdateCase = v.InferOutput<typeof updateCase>

/** The order of an update: the JSON of the last text block. */
export const updateOrder = v.object({
  audience: v.picklist(['ticket_notes', 'client_update', 'email_draft']),
  length: v.picklist(['quick', 'detailed']),
  context: v.picklist(['status', 'resolution', 'escalation']),
  /** Left out: a message. note: named parts for the field where a ticket keeps its resolution. */
  form: v.optional(v.literal('note')),
  templates: v.object({
    client_tone: v.string(),
    client_signoff: v.string(),
    include_company_in_signoff: v.boolean(),
    ticket_notes_format: v.string(),
  }),
})
export type UpdateOrder = v.InferOutput<typeof updateOrder>

/** `text` first: it streams. `subject` only for an e-mail, else ''. */
export const updateOutput = v.object({ text: v.string(), subject: v.string() })
export type UpdateOutput = v.InferOutput<typeof updateOutput>

/** `get_case` of a brief: the case, what people and FlowPilot said last, and the devices of its ticket. */
export const briefCase = v.object({
  ...caseState.entries,
  said: v.array(v.object({ by: v.string(), text: v.string() })),
  devices: v.array(v.string()),
})
export type BriefCase = v.InferOutput<typeof briefCase>

/** The order of a brief: the JSON of the last text block. */
export const briefOrder = v.object({ brief: v.literal('escalation') })
export type BriefOrder = v.InferOutput<typeof briefOrder>

/** What whoever takes a case over reads. `summary_prose` first: it streams. */
export const briefOutput = v.object({
  summary_prose: v.string(),
  what_we_know: v.array(v.string()),
  ruled_out: v.array(v.string()),
  likely_cause: v.string(),
  remaining_hypotheses: v.array(v.string()),
  suggested_steps: v.array(v.string()),
  environment: v.array(v.string()),
  confidence: v.picklist(['discovery', 'exploring', 'confident']),
})
export type BriefOutput = v.InferOutput<typeof briefOutput>

/** The order of what closes a case: the JSON of the last text block; its `get_case` is that of a brief. */
export const closingOrder = v.object({ draft: v.literal('closing') })
export type ClosingOrder = v.InferOutput<typeof closingOrder>

/** How a case ended, to be read and changed by whoever closes it. All of it streams. `steps_taken`: one step a line. */
export const closingOutput = v.object({
  root_cause: v.string(),
  resolution: v.string(),
  steps_taken: v.string(),
  recommendations: v.string(),
})
export type ClosingOutput = v.InferOutput<typeof closingOutput>
