import type { CauseRef } from '../../shared/contracts/causes.ts'
import type { Fact } from '../../shared/contracts/facts.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Task } from '../../shared/contracts/tasks.ts'
import { stepWords } from '../facts/fact-words.ts'
import { firstName } from '../log/log-lines.ts'
import { isTold } from '../tasks/task-order.ts'
import { clockTime } from '../ui/when.ts'

type Case = Pick<SessionDetail, 'facts' | 'tasks' | 'questions' | 'cited_notes'>

/** What a cause rests on, as it is read: its words, where it is from, and the row of the case it stands in. */
export type Evidence = {
  key: string
  words: string
  from: string
  /** Id of the fact, step or question; null for a note, which stands in no list of the case. */
  row_id: string | null
}

/** Rows that are gone from the case speak for nothing. */
export function evidenceOf(refs: readonly CauseRef[], known: Case): Evidence[] {
  return refs.flatMap((ref) => {
    const found = find[ref.kind](ref.id, known)
    return found ? [{ key: `${ref.kind}-${ref.id}`, ...found }] : []
  })
}

const find: Record<CauseRef['kind'], (id: string, known: Case) => Omit<Evidence, 'key'> | null> = {
  fact: (id, { facts, tasks }) => {
    const fact = facts.find((each) => each.id === id)
    return fact ? { words: fact.text, from: knownOf(fact, tasks), row_id: id } : null
  },
  task: (id, { tasks }) => {
    const task = tasks.find((each) => each.id === id)
    if (!task) return null
    const from = `${stepWords(tasks, id)}${isTold(task) ? ', told' : ''}`
    return { words: task.result ?? task.text, from, row_id: id }
  },
  answer: (id, { questions }) => {
    const question = questions.find((each) => each.id === id)
    return question?.answer
      ? { words: question.taken_as ?? question.answer, from: 'answer', row_id: id }
      : null
  },
  note: (id, { cited_notes }) => {
    const note = cited_notes.find((each) => each.id === id)
    const at = note?.created_at ? ` ${clockTime(note.created_at)}` : ''
    return note ? { words: note.text, from: `${firstName(note.author)}${at}`, row_id: null } : null
  },
}

function knownOf(fact: Fact, tasks: readonly Task[]): string {
  if (fact.status !== 'confirmed') return fact.status === 'ruled_out' ? 'ruled out' : 'not checked'
  return (fact.source_kind === 'diagnostic_check' && stepWords(tasks, fact.source_ref)) || fact.known
}

/** The step that makes the test of a cause, when the checklist has it. */
export function stepOfTest(test: string, tasks: readonly Task[]): { id: string; words: string } | null {
  const task = tasks.find(({ text }) => oneLine(text).toLowerCase() === oneLine(test).toLowerCase())
  if (!task) return null
  return { id: task.id, words: `${stepWords(tasks, task.id)}${task.state === 'active' ? ', now' : ''}` }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()
