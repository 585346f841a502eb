import type { Fact } from '../../shared/contracts/facts.ts'
import type { CaseRows } from '../sessions/case-queries.ts'

export type PathRows = Pick<CaseRows, 'steps' | 'tasks' | 'questions' | 'facts'>

/** One line of the diagnosis path, and what it showed; `known` null where nobody said on what ground. */
export type PathEntry = {
  kind: 'question' | 'action'
  text: string
  outcome: string
  known: Fact['known'] | null
}
type Placed = PathEntry & { at: string }

/** What was asked and answered and what was done, in the order in which it came about. */
export function pathOf(rows: PathRows): PathEntry[] {
  return [...answers(rows), ...actions(rows)]
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ at: _, ...entry }) => entry)
}

/**
 * The steps as a person worded them, one a line, behind the answers. A line that names a step of the case keeps what that
 * step showed and on what ground.
 */
export function pathAsTyped(rows: PathRows, typed: string): PathEntry[] {
  const path = pathOf(rows)
  const known = path.filter(({ kind }) => kind === 'action')
  const lines = typed.split('\n').map(withoutNumber).filter(Boolean)
  return [
    ...path.filter(({ kind }) => kind === 'question'),
    ...lines.map((line) => {
      const step = known.find((entry) => isSame(entry.text, line) || isSame(stepLine(entry), line))
      return step ?? { kind: 'action' as const, text: line, outcome: '', known: null }
    }),
  ]
}

/** A step as one line that a person can edit. */
export const stepLine = ({ text, outcome }: Pick<PathEntry, 'text' | 'outcome'>): string =>
  outcome ? `${text}: ${outcome}` : text

function answers({ questions, facts }: PathRows): Placed[] {
  return questions.flatMap(({ id, text, answer, taken_as, state, created_at }) => {
    if (state !== 'answered' || !answer) return []
    const isChecked = facts.some(({ source_ref, known }) => source_ref === id && known === 'checked')
    const outcome = taken_as && !isSame(taken_as, answer) ? `${answer} (taken as: ${taken_as})` : answer
    return [
      { kind: 'question' as const, text, outcome, known: isChecked ? 'checked' : 'told', at: created_at },
    ]
  })
}

/** A step that nobody ticked or reported on was not taken. */
function actions({ tasks, steps }: PathRows): Placed[] {
  const last = new Map(
    steps.flatMap(({ kind, ref_id, created_at }) =>
      kind === 'action' && ref_id ? [[ref_id, created_at]] : [],
    ),
  )
  return tasks
    .filter(({ state, result }) => state === 'done' || (state !== 'skipped' && result))
    .map(({ id, text, result, known }) => ({
      kind: 'action' as const,
      text,
      outcome: result ?? '',
      known,
      at: last.get(id) ?? lastOfAll,
    }))
}

/** Behind everything that has a time. */
const lastOfAll = '9999'

const withoutNumber = (line: string) => line.replace(/^\s*(?:\d{1,3}[.)]|[-*•])\s+/, '').trim()
const words = (text: string) =>
  text
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim()
const isSame = (a: string, b: string) => words(a) === words(b)
