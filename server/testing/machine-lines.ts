import type { NewPostReason, PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import { postState } from '../../shared/contracts/post-states.ts'
import type { Candidate, Post, PostEvent } from '../../shared/contracts/posts.ts'
import { auditLine } from '../posts/machine/audit-line.ts'
import type { Finding, Found, Match } from '../posts/machine/finding.ts'
import { copiesAsked, onAudit, removalFailed, removed } from '../posts/machine/on-audit.ts'
import { givenBack, lapsed } from '../posts/machine/on-lease.ts'
import { onLook } from '../posts/machine/on-look.ts'
import { onReadBack } from '../posts/machine/on-read-back.ts'
import { onRestore } from '../posts/machine/on-restore.ts'
import { blocked, cameAfterAll, freed, onWriteResult } from '../posts/machine/on-write.ts'
import type { Change, PostRow } from '../posts/machine/row.ts'
import { isLegal } from '../posts/machine/states.ts'
import { later } from '../posts/machine/times.ts'
import { inOtherForm } from '../posts/note/write.ts'
import type { WriteOutcome } from '../psa/provider.ts'
import { noon, postRow, ticketNote } from './post-rows.ts'

const says = 'ConnectWise said why.'
const long = later(noon, 7200)
const clock = { now: long, settle_s: 180, audit_s: 600 }

const bare = { placement: null, body: null, body_hash: null }
const kinds: readonly Partial<PostRow>[] = [
  {},
  { placement: 'discussion', author_line: 'Ben Okafor:' },
  { ...bare, kind: 'time_entry', order: { minutes: 30 } },
  { ...bare, kind: 'status', order: { status_id: '7' }, tag: null },
  { ...bare, kind: 'assignment', order: { act: 'own', member_id: '103' }, tag: null },
  { ...bare, kind: 'assignment', order: { act: 'add', member_id: '103' }, tag: null },
]
/** Of each kind, in each state, with what else decides. */
const rows: PostRow[] = kinds.flatMap((kind) =>
  postState.options.flatMap((state) =>
    [{}, { psa_id: '7' }, { attempt: 3 }].flatMap((more) =>
      [null, 'done', 'unknown'].flatMap((last) =>
        [{}, { unreadable_since: noon, clean_absences: 1, not_sent_count: 3 }].map((past) => {
          const status = last === null ? null : 200
          const last_outcome = last
            ? { kind: last as WriteOutcome['kind'], status, at: noon, attempt: 1 }
            : null
          return postRow({ ...kind, state, last_outcome, ...more, ...past })
        }),
      ),
    ),
  ),
)

const outcomes: readonly WriteOutcome[] = [
  { kind: 'done', psa_id: '7', status: 201, as_asked: true, says },
  { kind: 'done', psa_id: '8', status: 201, as_asked: true, says },
  { kind: 'unidentified', status: 201, says },
  { kind: 'unknown', status: 502, says },
  { kind: 'refused', status: 400, says },
  { kind: 'refused', status: 400, says, member_refused: true },
  { kind: 'keys_refused', status: 401, says },
  { kind: 'not_sent', status: null, retry_after_s: null, says },
  { kind: 'not_sent', status: 429, retry_after_s: 5, says },
]
/** What a kind may find at the PSA beside its own: of a note, hours, a status, an assignment. */
const alarms: Record<Post['kind'], NewPostReason[]> = {
  note: [
    { code: 'client_reads_internal_note' },
    { code: 'client_cannot_read_note' },
    { code: 'client_reads_other_words' },
  ],
  time_entry: [
    { code: 'time_billed_otherwise', found: '9', differences: [{ part: 'minutes', found: '45' }] },
  ],
  status: [],
  assignment: [],
}
const others: Record<Post['kind'], NewPostReason[]> = {
  note: [],
  time_entry: [],
  status: [{ code: 'status_changed', found: 'Escalated' }],
  assignment: [{ code: 'owner_changed', found: null }],
}
/** What stands in its way right before it goes. */
const stops: Record<Post['kind'], NewPostReason[]> = {
  note: [{ code: 'ticket_closed' }],
  time_entry: [
    { code: 'work_type_gone', found: '3' },
    { code: 'time_overlaps', found: '9' },
  ],
  status: [{ code: 'status_of_other_board', found: 'Closed' }, ...others.status],
  assignment: [{ code: 'member_owns_ticket', found: 'ben' }, ...others.assignment],
}
const rejected: ReadonlySet<PostReasonCode> = new Set([
  'ticket_closed',
  'work_type_gone',
  'status_of_other_board',
  'member_owns_ticket',
  'ticket_not_there',
  'psa_refused',
])
const stopsOfAll: NewPostReason[] = [
  { code: 'ticket_merged', found: '48297' },
  { code: 'ticket_moved', found: null },
  { code: 'ticket_not_there' },
  { code: 'psa_refused', status: null, says },
  { code: 'too_old', sent: 'never' },
  { code: 'right_off' },
]

const candidate: Candidate = {
  psa_id: '7',
  author: 'Ben Okafor',
  created_at: noon,
  excerpt: 'The mail',
  visibility: 'internal',
  match: 'tag',
}
const found = (match: Match): Found => ({
  kind: 'found',
  psa_id: '7',
  by: 'tag',
  match,
  candidates: [candidate],
})
function findingsOf(kind: Post['kind']): Finding[] {
  const matches: Match[] = [
    { kind: 'as_asked' },
    { kind: 'differs', differences: [] },
    ...alarms[kind].flatMap((reason): Match[] => [
      { kind: 'alarm', reason },
      { kind: 'alarm', reason, mendable: true },
    ]),
  ]
  return [
    ...matches.map(found),
    { kind: 'several', candidates: [candidate, candidate] },
    { kind: 'near', candidates: [candidate] },
    ...others[kind].map((reason): Finding => ({ kind: 'near', candidates: [], reason })),
    { kind: 'absent' },
    { kind: 'gone' },
    { kind: 'unreadable', why: null },
  ]
}

function changesOf(row: PostRow): (Change | null)[] {
  const look = { number: row.look_count, began_at: clock.now }
  const findings = findingsOf(row.kind)
  const claim = { owner: 'here/1', attempt: row.attempt }
  // its own sending, and the one before it that was believed dead
  const claims = [claim, { owner: 'there/1', attempt: 1 }]
  const written = claims
    .flatMap((of) => outcomes.map((outcome) => [of, outcome] as const))
    .flatMap(([of, outcome]) => {
      const change = onWriteResult(row, of, outcome, clock)
      return [change, change && row.kind === 'note' ? inOtherForm(change) : null, cameAfterAll(row, outcome)]
    })
  const audits = findings.map((finding) => onAudit(row, look, finding, clock))
  const copy = ticketNote()
  const copies = [
    removed(row, copy, ticketNote({ id: '9002' }), clock),
    removalFailed(row, copy, says, clock),
    copiesAsked([candidate, candidate]),
  ]
  const isPosted = row.state === 'posted' || row.state === 'verified'
  const stopped = [...stops[row.kind], ...stopsOfAll].map((why): Change => {
    return { set: { state: rejected.has(why.code) ? 'rejected' : 'needs_human', why } }
  })
  return [
    ...written,
    ...findings.map((finding) => onLook(row, look, finding, clock)),
    ...audits.map((verdict) => (verdict?.kind === 'change' ? verdict.change : null)),
    ...(isPosted && row.kind === 'note' ? copies : []),
    ...(row.state === 'ready' ? [...stopped, blocked({ code: 'keys_locked', says })] : []),
    lapsed(row, clock),
    givenBack(row, claim),
    freed(row),
    onRestore(row, 2, clock),
  ]
}

/** What a person's decision makes of a row, as far as the machine has a part in it. */
function decisionsOf(row: PostRow): Change[] {
  const detail = (decision: string, change: Change): Change => ({
    ...change,
    detail: { ...change.detail, decision },
  })
  const said = findingsOf(row.kind).filter((finding) => finding.kind === 'found')
  const by = 'Cleo Marsh'
  return [
    detail('discard', { set: { state: 'cancelled', why: { code: 'discarded', by, may_be_there: true } } }),
    detail('post_again', { set: { state: 'ready', why: { code: 'asked_again', by } } }),
    ...said.flatMap((finding) => {
      const { set, detail: read } = onReadBack(row, finding, clock)
      const confirmed: Change = {
        set: { ...set, state: 'posted', why: { code: 'confirmed', by, client_reads: null } },
        detail: read ?? {},
      }
      return [detail('it_is_there', confirmed), detail('post_again', { set, detail: read ?? {} } as Change)]
    }),
  ]
}

export type MachineLine = { kind: Post['kind']; event: PostEvent; reason: PostReasonCode | undefined }

const who = { id: '01930000-0000-7000-8000-000000000005', name: 'Cleo Marsh' }
const linesOf = (row: PostRow, change: Change | null, person: PostEvent['who']): MachineLine[] => {
  const { state = row.state, attempt = row.attempt, why } = change?.set ?? {}
  if (!change || !isLegal(row.state, state)) return []
  const line = auditLine(row, { state, attempt }, { detail: change.detail, why })
  return line ? [{ kind: row.kind, reason: why?.code, event: { ...line, at: noon, who: person } }] : []
}

/** Every line of a history that the machine, or a person through it, can write; each once. */
export function machineLines(): MachineLine[] {
  const all = rows.flatMap((row) => [
    ...changesOf(row).flatMap((change) => linesOf(row, change, null)),
    ...(['needs_human', 'rejected'].includes(row.state)
      ? decisionsOf(row).flatMap((change) => linesOf(row, change, who))
      : []),
    ...(row.state === 'ready'
      ? linesOf(
          row,
          {
            set: { state: 'cancelled', why: { code: 'taken_back', by: who.name, was_sent: false } },
            detail: { undo: true },
          },
          who,
        )
      : []),
  ])
  return [...new Map(all.map((line) => [JSON.stringify(line), line])).values()]
}
