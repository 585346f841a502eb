import type { EvidenceKind, SentenceEvidence } from '../../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import { evidenceOf } from '../../causes/evidence.ts'
import { stepWords } from '../../facts/fact-words.ts'

type Ref = SentenceEvidence['sources'][number]

/** `held`: done, checked or true; `open`: suggested, told or not known; `out`: it does not hold. */
export type Standing = 'held' | 'open' | 'out'

/** A row that a sentence rests on, as it is read: its words, how it stands, and where it is in the case. */
export type Rest = {
  key: string
  kind: EvidenceKind
  /** "Step 4" of a step. */
  name: string | null
  words: string
  state: string
  standing: Standing
  /** Null: it stands in no list of the case. */
  row_id: string | null
}

/** What a sentence rests on; rows that are gone from the case are left out. */
export const restsOf = (sources: readonly Ref[], detail: SessionDetail): Rest[] =>
  sources.flatMap((ref) => {
    const found = find[ref.kind](ref.id, detail)
    return found ? [{ key: `${ref.kind}-${ref.id}`, kind: ref.kind, name: null, ...found }] : []
  })

type Found = Pick<Rest, 'words' | 'state' | 'standing' | 'row_id'> & { name?: string | null }

const find: Record<EvidenceKind, (id: string, detail: SessionDetail) => Found | null> = {
  fact: (id, { facts }) => {
    const fact = facts.find((each) => each.id === id)
    if (!fact) return null
    const { text: words, status, known } = fact
    if (status === 'ruled_out') return { words, state: 'Ruled out', standing: 'out', row_id: id }
    if (status === 'pending') return { words, state: 'Not checked', standing: 'open', row_id: id }
    return known === 'checked'
      ? { words, state: 'Checked', standing: 'held', row_id: id }
      : { words, state: 'Told', standing: 'open', row_id: id }
  },
  task: (id, { tasks }) => {
    const task = tasks.find((each) => each.id === id)
    if (!task) return null
    const { state, known, text, result } = task
    const name = stepWords(tasks, id)
    const told = state === 'done' && known === 'told'
    return {
      words: result ? `${text}: ${result}` : text,
      name: name && name.charAt(0).toUpperCase() + name.slice(1),
      state: told ? 'Done, told' : taskStates[state],
      standing: state === 'done' ? 'held' : state === 'skipped' ? 'out' : 'open',
      row_id: id,
    }
  },
  answer: (id, detail) => ofCause({ kind: 'answer', id }, detail, 'Answered'),
  note: (id, detail) => {
    const note = ofCause({ kind: 'note', id }, detail, 'In the ticket')
    return note ?? { words: 'A note of the ticket', state: '', standing: 'open', row_id: null }
  },
  cause: (id, { causes }) => {
    const cause = causes.find((each) => each.id === id)
    if (!cause) return null
    return cause.state === 'struck'
      ? { words: cause.text, state: 'Ruled out', standing: 'out', row_id: null }
      : { words: cause.text, state: 'Suspected', standing: 'open', row_id: null }
  },
  fix: (id, { active_fix: fix }) => {
    if (fix?.id !== id) return null
    const { title: words, status, applied_at } = fix
    if (status !== 'proposed') return { words, ...fixStates[status], row_id: null }
    return applied_at
      ? { words, state: 'Being verified', standing: 'open', row_id: null }
      : { words, state: 'Only suggested', standing: 'open', row_id: null }
  },
  closing: () => ({
    words: 'What was typed at the closing',
    state: 'Closed',
    standing: 'held',
    row_id: null,
  }),
  header: (_, { title }) => ({ words: title, state: '', standing: 'held', row_id: null }),
}

const taskStates = {
  done: 'Done',
  active: 'Under way',
  pending: 'Only suggested',
  skipped: 'Skipped',
} as const
const fixStates = {
  applied_success: { state: 'Worked', standing: 'held' },
  applied_partial: { state: 'Worked in part', standing: 'open' },
  applied_failed: { state: 'Did not work', standing: 'out' },
  dismissed: { state: 'Dismissed', standing: 'out' },
} as const

function ofCause(
  ref: { kind: 'answer' | 'note'; id: string },
  detail: SessionDetail,
  state: string,
): Found | null {
  const [found] = evidenceOf([ref], detail)
  return found ? { words: found.words, state, standing: 'held', row_id: found.row_id } : null
}
