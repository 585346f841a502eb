import type { Fact } from '../../shared/contracts/facts.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, mostFacts, sameText } from './caps.ts'
import type { FactRow } from './fact-queries.ts'

type Op = TurnOutput['facts'][number]
type Source = Pick<Fact, 'source_kind' | 'source_ref'>
type Draft = {
  before: FactRow | null
  id: string
  text: string
  status: Fact['status']
  source: Source
  removed: boolean
}

export type FactPlan = {
  updates: { id: string; fields: Partial<Pick<FactRow, 'text' | 'status'>> }[]
  removes: string[]
  adds: ({ id: string; text: string; status: Fact['status'] } & Source)[]
}

type Input = {
  facts: FactRow[]
  /** Texts that a person took away. */
  removed: { text: string }[]
  ops: Op[]
  /** Ids of this case that a fact may rest on. */
  questions: ReadonlySet<string>
  tasks: ReadonlySet<string>
  /** Whether there is a ticket that could have said it. */
  hasTicket: boolean
  newId: () => string
}

/** What the model's wishes come to. A person's fact stays as it is; the same text is the same fact. */
export function planFacts(input: Input): FactPlan {
  const { facts, removed, ops, newId } = input
  const drafts: Draft[] = facts.map((fact) => ({
    before: fact,
    id: fact.id,
    text: fact.text,
    status: fact.status,
    source: fact,
    removed: false,
  }))
  const gone = new Set(removed.map(({ text }) => sameText(text)))
  for (const op of ops) {
    const live = drafts.filter((draft) => !draft.removed)
    const text = clip(op.text, lengths.fact)
    const same = text ? live.find((draft) => sameText(draft.text) === sameText(text)) : undefined
    const draft = op.op === 'add' ? same : live.find(({ id }) => id === op.id)
    if (draft) {
      if (isPersons(draft.before)) continue
      if (op.op === 'remove') draft.removed = true
      else {
        if (op.op === 'change' && !same) draft.text = text ?? draft.text
        draft.status = op.status ?? draft.status
      }
      continue
    }
    if (op.op !== 'add' || !text || gone.has(sameText(text)) || live.length >= mostFacts) continue
    const status = op.status ?? 'pending'
    drafts.push({
      before: null,
      id: newId(),
      text,
      status,
      source: sourceOf(op.source_ref, input),
      removed: false,
    })
  }
  return planOf(drafts)
}

const isPersons = (fact: FactRow | null) =>
  fact !== null && (fact.touched_by !== null || fact.created_by !== null)

function sourceOf(ref: string | null, { questions, tasks, hasTicket }: Input): Source {
  if (ref && questions.has(ref)) return { source_kind: 'question', source_ref: ref }
  if (ref && tasks.has(ref)) return { source_kind: 'diagnostic_check', source_ref: ref }
  if (ref === 'ticket' && hasTicket) return { source_kind: 'ticket', source_ref: null }
  return { source_kind: 'model', source_ref: null }
}

function planOf(drafts: Draft[]): FactPlan {
  const plan: FactPlan = { updates: [], removes: [], adds: [] }
  for (const { before, id, text, status, source, removed } of drafts) {
    if (!before) {
      if (!removed)
        plan.adds.push({ id, text, status, source_kind: source.source_kind, source_ref: source.source_ref })
    } else if (removed) plan.removes.push(id)
    else {
      const fields = {
        ...(text === before.text ? {} : { text }),
        ...(status === before.status ? {} : { status }),
      }
      if (Object.keys(fields).length > 0) plan.updates.push({ id, fields })
    }
  }
  return plan
}
