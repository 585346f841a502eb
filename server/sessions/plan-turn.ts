import { v7 as newId } from 'uuid'
import type { Fix } from '../../shared/contracts/fixes.ts'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import type { Ctx } from '../ctx.ts'
import { commandsOf } from '../flows/commands-of.ts'
import { isGeneral } from '../flows/general.ts'
import { fixedEnd } from '../flows/walk.ts'
import { sameText } from '../language/same-text.ts'
import { takesBack } from '../language/taking-back.ts'
import type { ModelAnswer } from '../model/gateway.ts'
import { withoutImages } from '../model/images.ts'
import { noHypothesis, type TurnOutput } from '../model/protocol.ts'
import type { BuiltTurn } from './build-turn.ts'
import { lengths, storable } from './caps.ts'
import type { EndRead } from './case-queries.ts'
import { type FlowInHand, nextPlace } from './choose-flow.ts'
import { confidenceScore } from './confidence-score.ts'
import { labelByRule } from './fact-label.ts'
import { heardOnly } from './heard-only.ts'
import { type CausePlan, causeRows, planCauses, standingAfter } from './parts/causes.ts'
import { type FactPlan, factRows, planFacts } from './parts/facts.ts'
import { fixAfter, planFix } from './parts/fix.ts'
import { planFork } from './parts/fork.ts'
import { planQuestion, questionRows, questionsAfter } from './parts/question.ts'
import { planTasks, taskRows, type Works } from './parts/tasks.ts'
import type { SessionRow } from './queries.ts'
import type { CaseHeader, TurnEnd } from './save-turn-queries.ts'
import { wordsChanged } from './search/write-words.ts'
import { stepRow } from './timeline.ts'

export type Answered = Extract<ModelAnswer<TurnOutput>, { state: 'answered' }>

export type AnsweredTurn = {
  user: Ctx['user']
  reply_id: string
  built: BuiltTurn
  answer: Answered
  /** The answer's own words, its ids those of rows. */
  said: TurnOutput
  /** What leads from now on, and its row. */
  flow: FlowInHand
  flow_id: string | null
}

/** What a whole, valid answer comes to in the case as it stands now. */
export function planTurn(known: EndRead, answered: AnsweredTurn): TurnEnd {
  const { session, at } = known
  const { built, answer, user } = answered
  const words = built.message
  // the offline model has rules of its own for what was said
  const said =
    answer.kind === 'offline' ? answered.said : heardOnly(answered.said, { words, tasks: known.tasks })
  const turn = { ...answered, said }
  const question = planQuestion({
    questions: known.questions,
    wanted: said,
    answering: built.answering,
    words,
  })
  const facts = factsPlanned(known, turn)
  const causes = planCauses({
    causes: known.causes,
    wanted: said.causes,
    removed: said.removed_causes,
    words,
    userId: user.id,
    takesBack: takesBack(words),
    ruledOut: ruledOutAfter(known, facts),
    refOf: built.ids.ref,
    newId,
  })
  const asked = question.next?.act === 'ask' ? question.next : null
  const header = headerAfter(known, turn, causes, facts)
  const questions = questionRows(known.questions, question, user.id)
  const fixes = fixesPlanned(known, turn, {
    header,
    questions: questionsAfter(known.questions, questions, at),
  })
  return {
    header,
    words: wordsChanged(header, session),
    reply: {
      id: turn.reply_id,
      state: 'complete',
      content: storable(said.reply, lengths.reply) ?? '',
      model_kind: answer.kind,
      remark: answer.remark,
    },
    steps: asked
      ? [stepRow({ kind: 'question', content: asked.text, model_kind: answer.kind, ref_id: asked.id })]
      : [],
    tasks: tasksPlanned(known, turn, worksAfter(known, turn, { header, fixes })),
    questions,
    facts: factRows(known.facts, facts, at),
    causes: causeRows(known.causes, causes, at),
    forks: planFork({ forks: known.forks, wanted: said.fork, out: outAfter(known, facts), at, newId }),
    fixes,
    conversation: [
      ...built.opening,
      // An image that no model saw is no part of what was sent: one that comes later is not to be refused for it.
      ...(answer.kind === 'offline' ? withoutImages([built.request.input]) : [built.request.input]),
      { role: 'assistant', content: answer.content, origin: answer.origin },
    ],
    begins: built.begins,
    news_at: session.ticket_news_at && built.news_at,
  }
}

/** A case's row that stays as it is. */
export const headerOf = (session: SessionRow): CaseHeader => ({
  client_name: session.client_name,
  asset_name: session.asset_name,
  issue_category: session.issue_category,
  triage_hypothesis: session.triage_hypothesis,
  problem_domain: session.problem_domain,
  confidence_tier: session.confidence_tier,
  confidence_score: session.confidence_score,
  flow_id: session.flow_id,
  flow_place: session.flow_place,
})

const modelFields = ['client_name', 'asset_name', 'issue_category'] as const

function headerAfter(known: EndRead, turn: AnsweredTurn, causes: CausePlan, facts: FactPlan): CaseHeader {
  const { session } = known
  const { flow, flow_id, said } = turn
  const header: CaseHeader = {
    ...headerOf(session),
    flow_id,
    flow_place: nextPlace(flow, said.flow),
    confidence_tier: said.confidence.tier,
    confidence_score: confidenceScore({
      tier: said.confidence.tier,
      causes: standingAfter(known.causes, causes),
      ...evidenceOf(known, facts),
    }),
  }
  const isUnled = isGeneral(flow.flow)
  if (!isUnled || flow.isNew) header.problem_domain = isUnled ? null : flow.flow.domain
  const mayWrite = (field: string) => !session.typed_fields.includes(field)
  for (const field of modelFields) {
    const text = storable(said.header[field], lengths[field])
    if (text && mayWrite(field)) header[field] = text
  }
  const out = ruledOutAfter(known, facts).map(({ text }) => sameText(text))
  const stands = (text: string | null) => text !== null && text !== '' && !out.includes(sameText(text))
  const hypothesis = causes.leading ?? storable(said.header.hypothesis, lengths.triage_hypothesis)
  if (!mayWrite('triage_hypothesis')) return header
  if (hypothesis === noHypothesis) header.triage_hypothesis = null
  else if (stands(hypothesis)) header.triage_hypothesis = hypothesis
  else if (session.triage_hypothesis && !stands(session.triage_hypothesis)) header.triage_hypothesis = null
  return header
}

const factsAfter = ({ facts }: EndRead, { adds, removes, updates }: FactPlan) => [
  ...facts
    .filter(({ id }) => !removes.includes(id))
    .map((fact) => ({ ...fact, ...updates.find(({ id }) => id === fact.id)?.fields })),
  ...adds,
]

function ruledOutAfter(known: EndRead, facts: FactPlan) {
  return factsAfter(known, facts)
    .filter(({ status }) => status === 'ruled_out')
    .map(({ text, source_kind }) => ({ text, by_person: !['model', 'ticket'].includes(source_kind) }))
}

/** Causes that hold no more, struck or ruled out. */
const outAfter = (known: EndRead, facts: FactPlan): string[] => [
  ...known.causes.filter(({ state }) => state === 'struck').map(({ text }) => text),
  ...ruledOutAfter(known, facts).map(({ text }) => text),
]

function evidenceOf(known: EndRead, facts: FactPlan) {
  const after = factsAfter(known, facts).filter(({ status }) => status !== 'pending')
  return { settled: after.length, checked: after.filter(({ known }) => known === 'checked').length }
}

/** A fix worked, or the flow has come to the end that says so. */
const works = (fix: Fix | null, flow: Flow, place: FlowPlace | null): boolean =>
  fix?.status === 'applied_success' || (place !== null && fixedEnd(flow)?.key === place.node)

type Now = { header: CaseHeader; fixes: Fix[] }

function worksAfter({ fix }: EndRead, { built, flow }: AnsweredTurn, { header, fixes }: Now): Works {
  if (!works(fixAfter(fix, fixes), flow.flow, header.flow_place)) return 'not'
  return works(fix, built.flow.flow, built.flow.place) ? 'since' : 'now'
}

function tasksPlanned(known: EndRead, { built, answer, said }: AnsweredTurn, works: Works) {
  const { tasks, removed_tasks: removed, at } = known
  const activeId = tasks.find(({ state }) => state === 'active')?.id ?? null
  const keepActive = activeId !== null && activeId !== built.active_task_id
  const plan = planTasks({ tasks, removed, wanted: said, keepActive, works, newId })
  // the offline model words nothing itself; another one's command is the flow's where it stands there to the letter
  const ofFlow = commandsOf(built.flow.flow)
  const sourceOf = (command: string | null | undefined): Task['source'] =>
    answer.kind === 'offline' || (command && ofFlow.has(command)) ? 'flow' : 'flowpilot'
  return taskRows(tasks, plan, { at, sourceOf })
}

function factsPlanned(known: EndRead, { built, said, user, flow }: AnsweredTurn): FactPlan {
  const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))
  return planFacts({
    facts: known.facts,
    removed: known.removed_facts,
    wanted: said,
    questions: idsOf(known.questions),
    tasks: idsOf(known.tasks),
    hasTicket: known.session.psa_ticket_id !== null,
    userId: user.id,
    messageId: built.message_id,
    takesBack: takesBack(built.message),
    labelOf: (fact) =>
      labelByRule(fact, { flows: [built.flow.flow, flow.flow], client_words: built.client_words }),
    newId,
  })
}

type After = { header: CaseHeader; questions: Question[] }

function fixesPlanned(known: EndRead, { answer, said }: AnsweredTurn, { header, questions }: After): Fix[] {
  const { fix, dismissed_fixes: dismissed, at } = known
  const before = known.session.flow_place?.node
  const place = header.flow_place
  const isLed = answer.kind === 'offline'
  return planFix({
    fix,
    dismissed,
    // a flow has no number of its own: its fix is as sure as the cause it is for
    wanted: isLed ? { ...said.fix, confidence: header.confidence_score } : said.fix,
    questions,
    isLed,
    leftBy: (place?.node !== before && place?.trail.findLast(({ node }) => node === before)?.option) || null,
    at,
    newId,
  })
}
