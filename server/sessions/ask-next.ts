import { v7 as newId } from 'uuid'
import type { Flow, FlowPlace } from '../../shared/contracts/flows.ts'
import type { Question } from '../../shared/contracts/questions.ts'
import type { TransactionSql } from '../db/connect.ts'
import { nodeAt, nodeOf } from '../flows/find.ts'
import { fixWords, tasksAt } from '../flows/step-words.ts'
import { askedAt } from '../flows/walk.ts'
import { type Conclusion, passChecklists } from '../flows/way-to.ts'
import { sameText } from '../language/same-text.ts'
import { sentence } from '../language/sentence.ts'
import { listCauses } from './cause-queries.ts'
import { suggestFix, supersedeUntried } from './fix-queries.ts'
import type { SessionRow } from './queries.ts'
import { dropQuestion, insertQuestion, listQuestions, reopenQuestionRow } from './question-queries.ts'
import type { StepRow } from './step-queries.ts'
import { putInHand } from './steps-in-hand.ts'
import { listTasks } from './task-queries.ts'
import { stepRow } from './timeline.ts'

export type Asking = Pick<SessionRow, 'account_id' | 'id' | 'confidence_score'>
/** Where the flow stands then (null: as before), and what the log says of it. */
export type Asked = { place: FlowPlace | null; steps: StepRow[] }

/**
 * What FlowPilot asks at a place of the flow, at once and without a model, in place of the open question: its step
 * comes in hand, and where a cause stands its fix is suggested. At an end that explains nothing, the next cause's test.
 */
export async function askAt(
  sql: TransactionSql,
  asking: Asking,
  { flow, place }: { flow: Flow; place: FlowPlace },
): Promise<Asked> {
  const stands = passChecklists(flow, place)
  const node = nodeAt(flow, stands.node)
  const passed = stands.trail.slice(place.trail.length).flatMap(({ node: key }) => nodeOf(flow, key) ?? [])
  await putInHand(sql, asking, [...passed, node].flatMap(tasksAt))
  const asked = askedAt(node)
  if (asked) {
    const { id, steps } = await askInstead(sql, asking, asked)
    if (node.kind === 'conclusion') await suggest(sql, asking, node, id)
    return { place: stands, steps }
  }
  const next = node.kind === 'end' ? await askNextCause(sql, asking) : null
  if (next && next.steps.length > 0) return { ...next, place: stands }
  const says = node.kind === 'end' || node.kind === 'checklist' ? [sentence(node.says)] : []
  return { place: stands, steps: says.map((content) => stepRow({ kind: 'system', content })) }
}

/** The test of the likeliest cause that nobody has tested, the leading one last: what it was led by did not help. */
export async function askNextCause(sql: TransactionSql, asking: Asking): Promise<Asked> {
  const [causes, questions, tasks] = [
    await listCauses(sql, asking.id),
    await listQuestions(sql, asking.id),
    await listTasks(sql, asking.id),
  ]
  const standing = causes.filter(({ state }) => state !== 'struck')
  const closed = tasks.filter(({ state }) => state === 'done' || state === 'skipped')
  const tested = [...questions.map(({ text }) => text), ...closed.map(({ text }) => text)].map(sameText)
  const isTested = (test: string) => tested.some((text) => text.startsWith(sameText(test)))
  const next = [...standing.slice(1), ...standing.slice(0, 1)].find(({ test }) => test && !isTested(test))
  if (!next) return { place: null, steps: [] }
  return askCheck(sql, asking, { text: next.test, context: next.text })
}

/** A check as a question: what it shows is answered in words. */
export async function askCheck(
  sql: TransactionSql,
  asking: Asking,
  { text, context }: { text: string; context: string },
): Promise<Asked> {
  await putInHand(sql, asking, [{ text, detail: null, command: null, risk: null, undo: null }])
  const asked = { text: `${sentence(text)} What does it show?`, context: context || null, options: null }
  const { steps } = await askInstead(sql, asking, asked)
  return { place: null, steps }
}

type Wording = Pick<Question, 'text' | 'context' | 'options'>

/** The same words are the same question, asked again. */
async function askInstead(
  sql: TransactionSql,
  { account_id, id: session_id }: Asking,
  asked: Wording,
): Promise<{ id: string; steps: StepRow[] }> {
  const questions = await listQuestions(sql, session_id)
  const known = questions.findLast(({ text }) => sameText(text) === sameText(asked.text))
  const open = questions.find(({ state }) => state === 'open')
  if (open && open.id === known?.id) return { id: open.id, steps: [] }
  if (open) {
    await dropQuestion(sql, open.id)
    await supersedeUntried(sql, open.id)
  }
  const id = known?.id ?? newId()
  await (known
    ? reopenQuestionRow(sql, id, asked)
    : insertQuestion(sql, { account_id, session_id, id, ...asked }))
  return { id, steps: [stepRow({ kind: 'question', content: asked.text, ref_id: id })] }
}

async function suggest(
  sql: TransactionSql,
  { account_id, id: session_id, confidence_score }: Asking,
  node: Conclusion,
  question_id: string,
): Promise<void> {
  const { script, ...words } = fixWords(node)
  const fix = { ...words, script: script || null, confidence: confidence_score, question_id }
  await suggestFix(sql, { account_id, session_id }, fix)
}
