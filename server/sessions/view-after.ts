import type { Cause } from '../../shared/contracts/causes.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import type { CaseView, Step } from '../../shared/contracts/sessions.ts'
import { isWaiting } from '../../shared/waiting-handoff.ts'
import type { Ctx } from '../ctx.ts'
import { addressesOf } from '../flows/addresses-of.ts'
import { isGeneral } from '../flows/general.ts'
import type { CaseRows, EndRead, TakeRead } from './case-queries.ts'
import type { HandoffRow } from './handoff-queries.ts'
import { causesAfter } from './parts/causes.ts'
import { factsAfter } from './parts/facts.ts'
import { fixAfter } from './parts/fix.ts'
import { forksAfter } from './parts/fork.ts'
import { questionsAfter } from './parts/question.ts'
import { rowsAdded } from './parts/rows.ts'
import { tasksAfter } from './parts/tasks.ts'
import type { TurnEnd, TurnTaken } from './save-turn-queries.ts'
import { viewOf } from './session-detail.ts'
import { stageOf } from './session-status.ts'
import type { StepRow } from './step-queries.ts'

type User = Pick<Ctx['user'], 'id' | 'name'>

/** The case as it stands once a turn is taken, without reading it again. */
export function caseTaken(read: TakeRead, taken: TurnTaken, user: User): CaseRows {
  const { row, part, addresses, policy, tasks, facts, causes, fix, forks, handoffs, updates, reminders, at } =
    read
  const { answered, interrupted } = taken
  const said = taken.steps.filter(({ user_id }) => user_id !== null)
  return {
    row: {
      ...row,
      ...(taken.resumes && {
        status: 'active' as const,
        paused_at: null,
        pauses: row.pauses.map(({ from, to }) => ({ from, to: to ?? at })),
      }),
      state_version: row.state_version + 1,
      turn: 'flowpilot',
      turn_running: true,
      acts: [...row.acts, ...said.map(() => at)],
    },
    steps: [
      ...read.steps.map((step) =>
        step.id === interrupted?.id && step.state === 'streaming'
          ? { ...step, ...interrupted, state: 'interrupted' as const }
          : step,
      ),
      ...stepsAdded(read, taken.steps, user),
    ],
    questions: read.questions.map((question) =>
      question.id === answered?.id && question.state === 'open'
        ? { ...question, state: 'answered', answer: answered.answer }
        : question,
    ),
    tasks,
    facts,
    causes,
    fix,
    forks,
    handoffs: taken.resumes ? handoffs.map((each) => unparked(each, at)) : handoffs,
    updates,
    reminders,
    part,
    addresses,
    policy,
  }
}

const unparked = (handoff: HandoffRow, at: string): HandoffRow =>
  handoff.intent === 'park' && isWaiting(handoff) ? { ...handoff, withdrawn_at: at } : handoff

/** `flow`: what leads from now on; `isNew`: it is another one than before. */
type Ended = { end: TurnEnd; user: User; flow: Flow | undefined; isNew: boolean }

/** The case as people see it once a turn has ended, without reading it again. */
export function viewAfter(read: EndRead, { end, user, flow: leads, isNew }: Ended): CaseView {
  const { row, at } = read
  const flow = isNew ? leads : undefined
  const facts = factsAfter(read, end.facts, user)
  const causes = causesAfter(read.causes, end.causes)
  const ofPeople = rowsAdded(read.facts, end.facts).filter(({ created_by }) => created_by !== null)
  const reply = read.steps.find(({ id }) => id === end.reply.id)
  const isExchange = end.reply.state === 'complete' && reply?.ref_id != null
  const isCited = (noteId: string) =>
    causes.some((cause) => [...cause.for, ...cause.against].some((ref) => isNote(ref, noteId)))
  const questions = questionsAfter(read.questions, end.questions, read.at)
  const isAsked = questions.some(({ state }) => state === 'open')
  const after: CaseRows = {
    ...read,
    fix: fixAfter(read.fix, end.fixes),
    row: {
      ...row,
      ...end.header,
      state_version: row.state_version + 1,
      matched_flow: flow ? nameOf(flow) : row.matched_flow,
      turn: row.status === 'active' && isAsked ? 'yours' : 'none',
      turn_running: false,
      exchanges: row.exchanges + (isExchange ? 1 : 0),
      evidence_items: facts.map(({ text, status }) => ({ text, status })),
      acts: [...row.acts, ...ofPeople.map(() => at)],
    },
    steps: [
      ...read.steps.map((step) => (step.id === end.reply.id ? { ...step, ...end.reply } : step)),
      ...stepsAdded(read, end.steps, user),
    ],
    questions,
    addresses: flow
      ? { ...read.addresses, of_flow: read.flow?.addresses ?? addressesOf(flow) }
      : read.addresses,
  }
  const tasks = tasksAfter(read.tasks, end.tasks)
  const view = viewOf(after, leads)
  return {
    ...view,
    stage: stageOf({ ...after, tasks }, leads),
    tasks,
    facts,
    causes,
    forks: forksAfter(read.forks, end.forks),
    cited_notes: view.cited_notes.filter(({ id }) => isCited(id)),
  }
}

const nameOf = (flow: Flow) => (isGeneral(flow) ? null : flow.name)
const isNote = (ref: Cause['for'][number], id: string) => ref.kind === 'note' && ref.id === id

function stepsAdded(
  { next_seq, at }: { next_seq: number; at: string },
  steps: StepRow[],
  user: User,
): Step[] {
  return steps.map(({ user_id, intent_key: _, id, kind, ...step }, n) => ({
    id,
    seq: next_seq + n,
    kind,
    ...step,
    created_at: at,
    author: user_id === null ? 'flowpilot' : { user_id, name: user.name },
  }))
}
