import type { CauseRef } from '../../shared/contracts/causes.ts'
import type { CaseRows } from './case-queries.ts'

type Rows = Pick<CaseRows, 'tasks' | 'facts' | 'questions' | 'causes'>

/** What the model calls the rows of one case: t7, f12, q3, c1. Each names the same row as long as the case lives. */
export type ShortIds = {
  /** '' for a row that is no more. */
  of(id: string): string
  ofRef(ref: CauseRef): string
  /** The row's own id; undefined for one that this case does not have. */
  task(short: string): string | undefined
  fact(short: string): string | undefined
  cause(short: string): string | undefined
  question(short: string): string | undefined
  /** What a cause may rest on: a row of the case, or a note of the ticket by its place among the notes told. */
  ref(short: string): CauseRef | undefined
}

export function shortIds({ tasks, facts, questions, causes }: Rows, noteIds: readonly string[]): ShortIds {
  const named = new Map<string, string>()
  const rows = new Map<string, string>()
  const name = (short: string, id: string) => {
    named.set(id, short)
    rows.set(short, id)
  }
  for (const { id, no } of tasks) name(`t${no}`, id)
  for (const { id, no } of facts) name(`f${no}`, id)
  for (const { id, no } of causes) name(`c${no}`, id)
  for (const [at, { id }] of questions.entries()) name(`q${at + 1}`, id)
  const row = (letter: string, short: string) => (short.startsWith(letter) ? rows.get(short) : undefined)
  const kinds = { f: 'fact', t: 'task', q: 'answer' } as const

  return {
    of: (id) => named.get(id) ?? '',
    ofRef: ({ kind, id }) => {
      if (kind !== 'note') return named.get(id) ?? ''
      const at = noteIds.indexOf(id)
      return at === -1 ? '' : `n${at + 1}`
    },
    task: (short) => row('t', short),
    fact: (short) => row('f', short),
    cause: (short) => row('c', short),
    question: (short) => row('q', short),
    ref(short) {
      const letter = short.charAt(0)
      if (letter === 'n') {
        const id = noteIds[Number(short.slice(1)) - 1]
        return id === undefined ? undefined : { kind: 'note', id }
      }
      const kind = kinds[letter as keyof typeof kinds]
      const id = rows.get(short)
      return kind && id ? { kind, id } : undefined
    },
  }
}
