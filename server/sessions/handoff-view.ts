import type { Handoff, Received } from '../../shared/contracts/handoffs.ts'
import { sameText } from '../language/same-text.ts'
import type { CaseRows } from './case-queries.ts'
import type { HandoffRow } from './handoff-queries.ts'

/** What of the steps and tasks of a case says whether work was done again. */
export type Since = {
  steps: readonly Pick<CaseRows['steps'][number], 'kind' | 'content' | 'ref_id' | 'created_at'>[]
  tasks: readonly Pick<CaseRows['tasks'][number], 'id' | 'text' | 'command' | 'state'>[]
}

const nothing: Since = { steps: [], tasks: [] }

/** `since`: what the case holds by now; nothing of it counts while nobody has claimed it. */
export function handoffView(
  { work, origin: _, intent_key: __, received, ...row }: HandoffRow,
  since: Since = nothing,
): Handoff {
  return {
    ...row,
    received: Object.entries(received).map(
      ([item, verdict]: [string, Received['verdict']]): Received => ({ item, verdict }),
    ),
    repeated: repeatedWork({ work, claimed_at: row.claimed_at }, since),
  }
}

/**
 * What of the work that was handed over was done or asked once more after it was claimed. A step counts when its words
 * or its command are those of one that was done, a question when it is asked in the same words.
 */
export function repeatedWork(
  { work, claimed_at }: Pick<HandoffRow, 'work' | 'claimed_at'>,
  { steps, tasks }: Since,
): Handoff['repeated'] {
  if (claimed_at === null) return { steps: 0, questions: 0 }
  const later = steps.filter(({ created_at }) => created_at > claimed_at)
  const acted = new Set(later.flatMap(({ kind, ref_id }) => (kind === 'action' && ref_id ? [ref_id] : [])))
  const handed = new Set(work.steps.map(({ id }) => id))
  const done = tasks.filter(({ id, state }) => state === 'done' && (acted.has(id) || !handed.has(id)))
  const asked = later.flatMap(({ kind, content }) => (kind === 'question' ? [sameText(content)] : []))
  return {
    steps: done.filter((task) => work.steps.some((step) => isSameStep(step, task))).length,
    questions: work.questions.filter((text) => asked.includes(sameText(text))).length,
  }
}

type Step = { text: string; command: string | null }

function isSameStep(a: Step, b: Step): boolean {
  const isSameCommand = a.command !== null && b.command !== null && a.command.trim() === b.command.trim()
  return isSameCommand || sameText(a.text) === sameText(b.text)
}
