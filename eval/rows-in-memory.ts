import { shippedFlows } from '../server/flows/shipped.ts'
import { fixedEnd } from '../server/flows/walk.ts'
import { takesBack } from '../server/language/taking-back.ts'
import { placeAfter } from '../server/model/playbook/place.ts'
import { same } from '../server/model/playbook/words.ts'
import type { FactTold, TaskTold, TurnCase, TurnOutput } from '../server/model/protocol.ts'
import type { CauseRow } from '../server/sessions/cause-queries.ts'
import type { FactRow } from '../server/sessions/fact-queries.ts'
import { planCauses, standingAfter } from '../server/sessions/parts/causes.ts'
import { planFacts } from '../server/sessions/parts/facts.ts'
import { planTasks } from '../server/sessions/parts/tasks.ts'
import type { TaskRow } from '../server/sessions/task-queries.ts'
import type { CauseRef } from '../shared/contracts/causes.ts'

/** How many steps, facts, questions and causes the case has had: the next one's number. */
export type Used = { t: number; f: number; q: number; c: number }

/** The question that the words met, and the one that is asked next: the product plans them with ids of rows. */
export function questionsAfter(
  { questions, answering }: TurnCase,
  words: string,
  { question, answer_to_question }: TurnOutput,
  used: Used,
): TurnCase['questions'] {
  const rows = questions.map((row) => ({ ...row }))
  const met = rows.find(({ id }) => id === answering) ?? rows.find(({ state }) => state === 'open')
  const isKept = met && (question.text ? same(question.text, met.text) : question.keep)
  if (met && !isKept) {
    const isButton = met.options.some((option) => same(option, words))
    met.state = answer_to_question || isButton ? 'answered' : 'dropped'
    if (met.state === 'answered') Object.assign(met, { answer: words, taken_as: answer_to_question })
  }
  if (!question.text) return rows
  const before = rows.findLast(({ text }) => same(text, question.text))
  if (before) Object.assign(before, { state: 'open', options: question.options, answer: '', taken_as: '' })
  else {
    used.q += 1
    rows.push({
      id: `q${used.q}`,
      text: question.text,
      options: question.options,
      state: 'open',
      answer: '',
      taken_as: '',
    })
  }
  return rows
}

/** The steps by the product's plan; the offline model names none that the case does not have. */
export function tasksAfter({ tasks, flow }: TurnCase, wanted: TurnOutput, used: Used): TurnCase['tasks'] {
  const stray = wanted.task_changes.find(({ id }) => !tasks.some((task) => task.id === id))
  if (stray) throw new Error(`No step ${stray.id}`)
  const { updates, removes, adds } = planTasks({
    tasks: tasks.map(taskRow),
    removed: [],
    wanted,
    keepActive: false,
    works: !isOver({ ...flow, ...placeAfter(flow, wanted.flow) }) ? 'not' : isOver(flow) ? 'since' : 'now',
    newId: () => `t${++used.t}`,
  })
  const kept = tasks
    .filter(({ id }) => !removes.includes(id))
    .map((task) => Object.assign(taskRow(task), ...updates.filter(({ id }) => id === task.id).map(fieldsOf)))
  return [...kept, ...adds.map((add) => ({ ...add, touched_by: null }))].map(
    ({ id, text, state, known, result, touched_by }) => ({
      id,
      text,
      state,
      known: known ?? '',
      result: result ?? '',
      by_person: touched_by !== null,
    }),
  )
}

/** The way has come to the end that says that it works again. */
function isOver({ key, node }: Pick<TurnCase['flow'], 'key' | 'node'>): boolean {
  const flow = shippedFlows().find((one) => one.key === key)
  return flow !== undefined && fixedEnd(flow)?.key === node
}

const fieldsOf = <F>({ fields }: { fields: F }): F => fields
/** A fact as it is told has no label. */
const wordsOf = ({ fields: { label: _, label_by: __, ...words } }: { fields: Partial<FactRow> }) => words

/** The engineer whose case this is; no row needs more of a person. */
const engineer = 'engineer'

const taskRow = ({ id, text, state, known, result, by_person }: TaskTold): TaskRow => ({
  id,
  text,
  detail: null,
  command: null,
  state,
  known: known || null,
  result: result || null,
  position: 0,
  revision: 1,
  source: 'flow',
  touched_by: by_person ? engineer : null,
  deleted_at: null,
  no: 0,
})

/** The facts by the product's plan. */
export function factsAfter(
  { facts, questions, tasks, ticket }: TurnCase,
  wanted: TurnOutput,
  used: Used,
  mayTakeBack: boolean,
): TurnCase['facts'] {
  const { updates, removes, adds } = planFacts({
    facts: facts.map(factRow),
    removed: [],
    wanted,
    questions: new Set(questions.map(({ id }) => id)),
    tasks: new Set(tasks.map(({ id }) => id)),
    hasTicket: ticket.summary !== '',
    userId: engineer,
    messageId: 'message',
    takesBack: mayTakeBack,
    labelOf: () => 'internal',
    newId: () => `f${++used.f}`,
  })
  const kept = facts
    .filter(({ id }) => !removes.includes(id))
    .map((fact) => Object.assign({ ...fact }, ...updates.filter(({ id }) => id === fact.id).map(wordsOf)))
  const added = adds.map(({ id, text, status, known, source_kind, source_ref, created_by }) => ({
    id,
    text,
    status,
    known,
    source:
      source_kind === 'question' || source_kind === 'diagnostic_check' ? (source_ref ?? '') : source_kind,
    by_person: created_by !== null,
  }))
  return [...kept, ...added]
}

const kinds = ['engineer', 'ticket', 'model'] as const

const factRow = ({ id, text, status, known, source, by_person }: FactTold): FactRow => ({
  id,
  text,
  status,
  known,
  source_kind: kinds.find((kind) => kind === source) ?? 'question',
  source_ref: source,
  source_label: '',
  editable: true,
  created_by: by_person ? engineer : null,
  touched_by: null,
  revision: 1,
  label: 'internal',
  label_by: 'rule',
  no: 0,
})

/** All causes, what a person struck behind those that stand, and which of them leads. */
export function causesAfter(
  before: TurnCase['causes'],
  { causes: wanted, removed_causes: removed }: TurnOutput,
  { words, facts, used }: { words: string; facts: TurnCase['facts']; used: Used },
): { causes: TurnCase['causes']; leading: string | null } {
  const rows = before.map(causeRow)
  const plan = planCauses({
    causes: rows,
    wanted,
    removed,
    words,
    userId: engineer,
    takesBack: takesBack(words),
    ruledOut: facts
      .filter(({ status }) => status === 'ruled_out')
      .map(({ text, source }) => ({ text, by_person: source !== 'model' && source !== 'ticket' })),
    refOf,
    newId: () => `c${++used.c}`,
  })
  const standing = standingAfter(rows, plan)
  const isStanding = ({ id }: { id: string }) => standing.some((one) => one.id === id)
  const struck = rows
    .filter((row) => !isStanding(row) && !plan.removes.includes(row.id))
    .map((row) => ({ ...row, state: 'struck' as const }))
  const idsOf = (refs: readonly CauseRef[]) => refs.map(({ id }) => id)
  const causes = [...standing, ...struck].map(({ id, text, for: pro, against, test, state, source }) => ({
    id,
    text,
    for: idsOf(pro),
    against: idsOf(against),
    test,
    state,
    source,
  }))
  return { causes, leading: plan.leading }
}

/** A plan only carries what a cause rests on from one place to the other. */
const refOf = (id: string): CauseRef => ({ kind: 'fact', id })

const causeRow = (cause: TurnCase['causes'][number], at: number): CauseRow => ({
  ...cause,
  for: cause.for.map(refOf),
  against: cause.against.map(refOf),
  rank: at + 1,
  no: 0,
  named_by: cause.source === 'engineer' ? engineer : null,
})
