import { contentStems } from '../language/content-stems.ts'
import { readMessage } from '../language/read-message.ts'
import type { TurnOutput } from '../model/protocol.ts'
import type { TaskRow } from './task-queries.ts'

type Heard = {
  /** What the engineer wrote, since the last answer. */
  words: string
  tasks: readonly Pick<TaskRow, 'id' | 'text' | 'detail' | 'command' | 'state'>[]
}

const allOfThem = /\b(?:all|both|everything|each|alle|alles|beide|beides)\b/iu

/** "What is next?" reports nothing, not even of the step in hand; what is only asked about is no report of any. */
function asked(words: string): { isQuestion: boolean; isOrder: boolean } {
  const all = readMessage(words).statements.map(({ text, kind }) =>
    kind === 'question' || /\?\s*$/.test(text) ? 'question' : kind,
  )
  return {
    isQuestion: all.every((kind) => kind === 'question'),
    isOrder: all.every((kind) => kind === 'question' || kind === 'command'),
  }
}

/**
 * An answer without what it puts into the engineer's mouth: a step is done by a person's word alone, and a fact is the
 * engineer's where they spoke of it. A text of the ticket that asks a model for either is not heard.
 */
export function heardOnly(said: TurnOutput, { words, tasks }: Heard): TurnOutput {
  const spoken = new Set(contentStems(words))
  const isSpokenOf = (text: string) => contentStems(text).some((stem) => spoken.has(stem))
  const { isQuestion, isOrder } = asked(words)
  const mayBeDone = (id: string) => {
    const task = tasks.find((one) => one.id === id)
    if (!task || words.trim() === '' || isQuestion) return false
    const { text, detail, command } = task
    return (
      (task.state === 'active' && !isOrder) ||
      allOfThem.test(words) ||
      isSpokenOf([text, detail, command].join(' '))
    )
  }
  return {
    ...said,
    task_changes: said.task_changes.map((change) =>
      change.state !== 'done' || mayBeDone(change.id)
        ? change
        : { ...change, state: 'keep', known: 'keep', result: '' },
    ),
    new_facts: said.new_facts.map((fact) =>
      fact.source !== 'engineer' || isSpokenOf(fact.text) ? fact : { ...fact, source: '', known: 'told' },
    ),
  }
}
