import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { EvidenceKind } from '../../shared/contracts/evidence.ts'
import type { Fix } from '../../shared/contracts/fixes.ts'
import type { TicketContext } from '../../shared/contracts/tickets.ts'
import { closingOf } from '../language/closing.ts'
import type { CaseRows } from '../sessions/case-queries.ts'
import type { RowDone } from './queries.ts'
import type { EvidenceRecord } from './record.ts'

type Input = {
  rows: Pick<CaseRows, 'row' | 'tasks' | 'facts' | 'questions' | 'causes' | 'fix' | 'part'>
  session_id: string
  notes: TicketContext['notes']
  closing: ClosingDraft | null
  /** When a row was done or written, and by whom a step was, by its id. */
  done: ReadonlyMap<string, RowDone>
}

/** Names a row among all that a sentence may rest on. */
export const keyOf = (ref: { kind: string; id: string }): string => `${ref.kind}/${ref.id}`

const record = (
  kind: EvidenceKind,
  id: string,
  { text, ...more }: Partial<EvidenceRecord> & { text: string },
): EvidenceRecord => ({
  kind,
  text,
  done: null,
  known: null,
  status: null,
  outcome: null,
  who: null,
  at: null,
  ...more,
  id: keyOf({ kind, id }),
})

const doneOf = { pending: 'no', active: 'doing', done: 'yes', skipped: 'skipped' } as const

/** Everything that a sentence about a case may rest on, as it stands now. */
export function recordsOfCase({ rows, session_id, notes, closing, done }: Input): EvidenceRecord[] {
  const at = (id: string) => done.get(id)?.at ?? null
  return [
    record('header', session_id, { text: headerText(rows) }),
    ...rows.facts.map(({ id, text, status, known, source_kind, source_label, created_by }) =>
      record('fact', id, {
        text,
        status,
        known,
        who: source_kind === 'engineer' && created_by ? source_label : null,
        at: at(id),
      }),
    ),
    ...rows.tasks.map(({ id, text, state, known, result }) =>
      record('task', id, {
        text: lines([text, result]),
        done: doneOf[state],
        known,
        // What was only told may have been done by whoever told it, and ticked by an engineer.
        who: known === 'told' ? null : (done.get(id)?.who ?? null),
        at: at(id),
      }),
    ),
    ...rows.questions.flatMap(({ id, text, answer, taken_as }) =>
      answer ? [record('answer', id, { text: lines([text, answer, taken_as !== answer && taken_as]) })] : [],
    ),
    ...rows.causes.map(({ id, text, state }) =>
      record('cause', id, { text, status: state === 'struck' ? 'ruled_out' : 'pending' }),
    ),
    ...(rows.fix ? [fixRecord(rows.fix)] : []),
    ...(closing ? [closingRecord(session_id, closing)] : []),
    ...notes.map(({ id, text, author, from_contact, created_at }) =>
      record('note', id, { text, known: from_contact ? 'told' : null, who: author, at: created_at }),
    ),
  ]
}

const lines = (texts: readonly (string | null | undefined | false)[]): string =>
  texts.filter(Boolean).join('\n')

function headerText({ row, part }: Input['rows']): string {
  const ticket = part?.ticket
  return lines([
    row.title,
    row.client_name,
    row.asset_name,
    row.issue_category,
    ticket?.contact?.name,
    ticket?.company?.name,
    ticket?.summary,
    row.psa_ticket_id && `#${row.psa_ticket_id}`,
    ...(ticket?.configurations.map(({ name }) => name) ?? []),
  ])
}

const outcomes = {
  proposed: null,
  dismissed: null,
  applied_success: 'worked',
  applied_failed: 'failed',
  applied_partial: 'partly',
} as const

function fixRecord(fix: Fix): EvidenceRecord {
  const { title, description, status, applied_at, verified_at, partial_notes, failure_reason } = fix
  const isApplied = applied_at !== null || outcomes[status] !== null
  return record('fix', fix.id, {
    text: lines([title, description, partial_notes, failure_reason]),
    done: isApplied ? 'yes' : status === 'dismissed' ? 'skipped' : 'no',
    outcome: outcomes[status],
    at: verified_at ?? applied_at,
  })
}

function closingRecord(id: string, closing: ClosingDraft): EvidenceRecord {
  const { root_cause, resolution, steps_taken, recommendations } = closing
  const isEnded = closingOf(resolution)?.sure === true
  return record('closing', id, {
    text: lines([root_cause, resolution, steps_taken, recommendations]),
    outcome: isEnded ? null : 'worked',
  })
}
