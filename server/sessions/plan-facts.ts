import type { Fact } from '../../shared/contracts/facts.ts'
import { sameText } from '../language/same-text.ts'
import type { TurnOutput } from '../model/protocol.ts'
import { clip, lengths, mostFacts } from './caps.ts'
import type { FactRow } from './fact-queries.ts'

type Wanted = Pick<TurnOutput, 'new_facts' | 'fact_changes' | 'removed_facts'>
type Source = Pick<Fact, 'source_kind' | 'source_ref' | 'created_by'>
type Content = Pick<Fact, 'text' | 'status' | 'known'>

export type FactPlan = {
  updates: { id: string; fields: Partial<Content> }[]
  removes: string[]
  adds: ({ id: string } & Content & Source)[]
}

type Input = {
  facts: FactRow[]
  /** Texts that a person took away. */
  removed: { text: string }[]
  /** Ids in it are those of rows. */
  wanted: Wanted
  /** Ids of this case that a fact may rest on. */
  questions: ReadonlySet<string>
  tasks: ReadonlySet<string>
  /** Whether there is a ticket that could have said it. */
  hasTicket: boolean
  /** Whose words `engineer` are. */
  userId: string
  newId: () => string
}

/** One answer adds no more than this: what matters, not what was said. */
const addsPerTurn = 12

/** What the model's wishes come to. A person's fact stays as it is; the same text is the same fact. */
export function planFacts(input: Input): FactPlan {
  const { facts, wanted, newId } = input
  const gone = new Set(input.removed.map(({ text }) => sameText(text)))
  const free = facts.filter((fact) => !isPersons(fact))
  const removes = new Set(free.filter(({ id }) => wanted.removed_facts.includes(id)).map(({ id }) => id))
  const live = facts.filter(({ id }) => !removes.has(id))
  const changes = new Map<string, Partial<Content>>()
  const change = (fact: FactRow, fields: Content) => {
    const changed = Object.fromEntries(
      Object.entries(fields).filter(([key, value]) => fact[key as keyof Content] !== value),
    )
    if (Object.keys(changed).length > 0) changes.set(fact.id, { ...changes.get(fact.id), ...changed })
  }

  for (const { id, status, text } of wanted.fact_changes) {
    const fact = free.find((one) => one.id === id && !removes.has(id))
    if (!fact) continue
    change(fact, {
      text: clip(text, lengths.fact) ?? fact.text,
      status: status === 'keep' ? fact.status : status,
      known: fact.known,
    })
  }
  const adds: FactPlan['adds'] = []
  for (const { text: words, status, known, source } of wanted.new_facts) {
    const text = clip(words, lengths.fact)
    if (!text || gone.has(sameText(text))) continue
    const same = live.find((fact) => sameText(fact.text) === sameText(text))
    if (same) {
      if (!isPersons(same)) change(same, { text: same.text, status, known })
      continue
    }
    if (adds.length >= addsPerTurn || live.length + adds.length >= mostFacts) continue
    if (adds.some((one) => sameText(one.text) === sameText(text))) continue
    adds.push({ id: newId(), text, status, known, ...sourceOf(source, input) })
  }
  return { updates: [...changes].map(([id, fields]) => ({ id, fields })), removes: [...removes], adds }
}

const isPersons = ({ touched_by, created_by }: FactRow) => touched_by !== null || created_by !== null

function sourceOf(ref: string, { questions, tasks, hasTicket, userId }: Input): Source {
  if (questions.has(ref)) return { source_kind: 'question', source_ref: ref, created_by: null }
  if (tasks.has(ref)) return { source_kind: 'diagnostic_check', source_ref: ref, created_by: null }
  if (ref === 'ticket' && hasTicket) return { source_kind: 'ticket', source_ref: null, created_by: null }
  if (ref === 'engineer') return { source_kind: 'engineer', source_ref: null, created_by: userId }
  return { source_kind: 'model', source_ref: null, created_by: null }
}
