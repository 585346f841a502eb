import type { EvidenceRecord } from '../server/evidence/record.ts'
import type { UpdateCase } from '../server/model/protocol.ts'

const nothing = { done: null, known: null, status: null, outcome: null, who: null, at: null }
const doneOf: Record<string, EvidenceRecord['done']> = { active: 'doing', done: 'yes', skipped: 'skipped' }
const lines = (texts: readonly string[]): string => texts.filter(Boolean).join('\n')

/** The rows of a case that stands in memory, as its stored rows would be evidence. */
export function recordsOfState({
  title,
  ticket,
  client_name,
  asset_name,
  facts,
  tasks,
  questions,
  causes,
}: UpdateCase): EvidenceRecord[] {
  return [
    { ...nothing, id: 'h1', kind: 'header', text: lines([title, client_name, asset_name, ticket.summary]) },
    ...facts.map(({ id, text, status, known }) => ({
      ...nothing,
      id,
      kind: 'fact' as const,
      text,
      status,
      known,
    })),
    ...tasks.map(({ id, text, state, known, result }) => ({
      ...nothing,
      id,
      kind: 'task' as const,
      text: lines([text, result]),
      done: doneOf[state] ?? ('no' as const),
      known: known || null,
    })),
    ...questions.map(({ id, text, answer, taken_as }) => ({
      ...nothing,
      id,
      kind: 'answer' as const,
      text: lines([text, answer, taken_as]),
    })),
    ...causes.map(({ id, text, state }) => ({
      ...nothing,
      id,
      kind: 'cause' as const,
      text,
      status: state === 'struck' ? ('ruled_out' as const) : ('pending' as const),
    })),
  ]
}
