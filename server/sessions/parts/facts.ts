import type { Fact } from '../../../shared/contracts/facts.ts'
import type { Question } from '../../../shared/contracts/questions.ts'
import { sameText } from '../../language/same-text.ts'
import type { TurnOutput } from '../../model/protocol.ts'
import { lengths, mostFacts, storable } from '../caps.ts'
import type { FactRow, FactWrite } from '../fact-queries.ts'
import { factView } from '../session-detail.ts'
import { rowsAdded, rowsChanged, rowsGone } from './rows.ts'

type Wanted = Pick<TurnOutput, 'new_facts' | 'fact_changes' | 'removed_facts'>
type Source = Pick<Fact, 'source_kind' | 'source_ref' | 'created_by'>
type Content = Pick<Fact, 'text' | 'status' | 'known'>
type Label = Pick<Fact, 'label' | 'label_by'>

export type FactPlan = {
  updates: { id: string; fields: Partial<Content & Label> }[]
  removes: string[]
  adds: ({ id: string } & Content & Source & Label)[]
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
  /** The message these words came with; null where the case begins from its intake. */
  messageId: string | null
  /** The words take something back: what was kept from this person's words may go. */
  takesBack: boolean
  /** Whether a client may know a fact, as long as nobody has said so. */
  labelOf: (fact: Pick<Fact, 'text' | 'source_kind'>) => Fact['label']
  newId: () => string
}

/** One answer adds no more than this: what matters, not what was said. */
const addsPerTurn = 12

/**
 * What the model's wishes come to. A person's fact stays as it is, unless it was kept from their words and they take
 * these back; the same text is the same fact.
 */
export function planFacts(input: Input): FactPlan {
  const { facts, wanted, newId } = input
  const gone = new Set(input.removed.map(({ text }) => sameText(text)))
  const free = facts.filter((fact) => !isPersonsFact(fact))
  const mayGo = facts.filter((fact) => !isPersonsFact(fact) || isTakenBack(fact, input))
  const removes = new Set(mayGo.filter(({ id }) => wanted.removed_facts.includes(id)).map(({ id }) => id))
  const live = facts.filter(({ id }) => !removes.has(id))
  const changes = new Map<string, Partial<Content & Label>>()
  const change = (fact: FactRow, fields: Content) => {
    const changed = Object.fromEntries(
      Object.entries(fields).filter(([key, value]) => fact[key as keyof Content] !== value),
    )
    const label = changed.text === undefined ? {} : labelAfter(fact, fields.text, input)
    if (Object.keys(changed).length > 0)
      changes.set(fact.id, { ...changes.get(fact.id), ...changed, ...label })
  }

  for (const { id, status, text } of wanted.fact_changes) {
    const fact = free.find((one) => one.id === id && !removes.has(id))
    if (!fact) continue
    change(fact, {
      text: storable(text, lengths.fact) ?? fact.text,
      status: status === 'keep' ? fact.status : status,
      known: fact.known,
    })
  }
  const adds: FactPlan['adds'] = []
  for (const { text: words, status, known, source } of wanted.new_facts) {
    const text = storable(words, lengths.fact)
    if (!text || gone.has(sameText(text))) continue
    const same = live.find((fact) => sameText(fact.text) === sameText(text))
    if (same) {
      if (!isPersonsFact(same)) change(same, { text: same.text, status, known })
      continue
    }
    if (adds.length >= addsPerTurn || live.length + adds.length >= mostFacts) continue
    if (adds.some((one) => sameText(one.text) === sameText(text))) continue
    const from = sourceOf(source, input)
    const label = input.labelOf({ text, source_kind: from.source_kind })
    adds.push({ id: newId(), text, status, known, ...from, label, label_by: 'rule' })
  }
  return { updates: [...changes].map(([id, fields]) => ({ id, fields })), removes: [...removes], adds }
}

/** Whoever said that the client may know it said so of other words. */
function labelAfter(
  { label, label_by, source_kind }: FactRow,
  text: string,
  { labelOf }: Input,
): Partial<Label> {
  if (label_by === 'person' && label === 'internal') return {}
  return { label: labelOf({ text, source_kind }), label_by: 'rule' }
}

const isPersonsFact = ({ touched_by, created_by }: FactRow) => touched_by !== null || created_by !== null

/** Kept from this person's words and left as it was kept; what somebody typed rests on no message. */
const isTakenBack = (
  { source_kind, source_ref, created_by, touched_by }: FactRow,
  { userId, takesBack }: Input,
): boolean =>
  takesBack &&
  source_kind === 'engineer' &&
  source_ref !== null &&
  created_by === userId &&
  touched_by === null

function sourceOf(ref: string, { questions, tasks, hasTicket, userId, messageId }: Input): Source {
  if (questions.has(ref)) return { source_kind: 'question', source_ref: ref, created_by: null }
  if (tasks.has(ref)) return { source_kind: 'diagnostic_check', source_ref: ref, created_by: null }
  if (ref === 'ticket' && hasTicket) return { source_kind: 'ticket', source_ref: null, created_by: null }
  if (ref === 'engineer') return { source_kind: 'engineer', source_ref: messageId, created_by: userId }
  return { source_kind: 'model', source_ref: null, created_by: null }
}

/** Rows as they stand after the plan: what goes, what changes, what comes. `at`: when what goes is taken away. */
export function factRows(
  facts: readonly FactRow[],
  { updates, removes, adds }: FactPlan,
  at: string,
): FactWrite[] {
  return [
    ...rowsGone(facts, removes, at),
    ...rowsChanged(facts, updates),
    ...adds.map((add) => ({ ...add, deleted_at: null })),
  ]
}

/** What a fact may rest on is named in its label. */
type Known = {
  facts: readonly FactRow[]
  questions: readonly Pick<Question, 'id' | 'text'>[]
  tasks: readonly { id: string; text: string }[]
}

/** The list as people see it afterwards. */
export function factsAfter(
  { facts, questions, tasks }: Known,
  writes: FactWrite[],
  user: { id: string; name: string },
): Fact[] {
  const textOf = (rows: readonly { id: string; text: string }[], id: string | null) =>
    rows.find((row) => row.id === id)?.text
  const labels = (fact: FactWrite): string => {
    const question = textOf(questions, fact.source_ref)
    const task = textOf(tasks, fact.source_ref)
    return {
      question: question === undefined ? 'Question' : `Question: ${question}`,
      diagnostic_check: task === undefined ? 'Check' : `Check: ${task}`,
      ticket: 'Ticket',
      engineer: fact.created_by === user.id ? user.name : 'Engineer',
      model: 'FlowPilot',
    }[fact.source_kind]
  }
  const kept = facts.flatMap((fact) => {
    const write = writes.find(({ id }) => id === fact.id)
    if (!write) return factView(fact)
    const { text, status, known, label, label_by } = write
    if (write.deleted_at) return []
    return { ...factView(fact), text, status, known, label, label_by, revision: fact.revision + 1 }
  })
  const fresh = rowsAdded(facts, writes).map(({ deleted_at: _, ...fact }) => ({
    ...fact,
    revision: 1,
    editable: fact.source_kind !== 'question' && fact.source_kind !== 'diagnostic_check',
    source_label: labels({ ...fact, deleted_at: null }),
  }))
  return [...kept, ...fresh]
}
