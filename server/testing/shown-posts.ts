import type { PostReason, PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { Post } from '../../shared/contracts/posts.ts'

export const at = '2026-11-20T10:41:07.000Z'
const id = '0190b0c8-1111-7000-8000-000000000002'
const says = 'ConnectWise said why.'

/** A post as the API answers it. */
export const shownPost = (more: Partial<Post> = {}): Post => ({
  id: '0190b0c8-1111-7000-8000-000000000001',
  kind: 'note',
  session_id: null,
  update_id: null,
  source: { kind: 'person', id },
  after_post_id: null,
  order: null,
  may: [],
  user_id: id,
  ticket_id: '48291',
  visibility: 'internal',
  placement: 'internal',
  state: 'posted',
  psa_id: null,
  url: null,
  tag: '7K3F9QXH2M',
  attempt: 1,
  explanation: '',
  undo_until: null,
  next_look_at: null,
  reason: null,
  candidates: null,
  created_at: at,
  sent_at: at,
  posted_at: null,
  verified_at: null,
  now: at,
  ...more,
})

/** Every kind, each with the order it is shown with. */
export const shownKinds: Record<Post['kind'], Partial<Post>> = {
  note: {},
  time_entry: {
    kind: 'time_entry',
    visibility: null,
    placement: null,
    order: {
      started_at: at,
      ended_at: at,
      minutes: 30,
      work_type_id: '3',
      notes: '',
      internal_notes: '',
      member_identifier: 'ben',
      overlap_accepted: false,
    },
  },
  status: {
    kind: 'status',
    visibility: null,
    placement: null,
    order: { status_id: '7', status_name: 'Closed', from: { id: '1', name: 'New' }, board_id: '1' },
  },
  assignment: {
    kind: 'assignment',
    visibility: null,
    placement: null,
    order: { act: 'own', member_id: '103', from: { owner_id: '101', name: 'ada' } },
  },
}

type Sample<Code> = Omit<PostReason & { code: Code }, 'code' | 'at'> & { of?: readonly Post['kind'][] }

/** One reason of every code; `of`: the kinds it is of, where it is not of all. */
const samples: { [Code in PostReasonCode]: Sample<Code> } = {
  waiting: {},
  waits_for_post: { post_id: id, post_kind: 'note', post_state: 'needs_human' },
  connection_stopped: {},
  connection_trying: {},
  connection_paused: { next_at: at },
  connection_well: {},
  asked_again: { by: 'Ben Okafor' },
  psa_not_reached: { says, next_at: at },
  psa_busy: { says, next_at: at },
  sent_again: { looks: 2 },
  sending: {},
  sending_interrupted: {},
  no_clear_answer: { status: 502 },
  taken_unnamed: { status: 201 },
  refused_in_doubt: { says, status: 400 },
  not_found_yet: { looks: 1, until: at },
  ticket_not_seen: { next_at: at },
  unreadable: { says: null },
  two_named: { psa_ids: ['7', '8'], of: ['note', 'time_entry'] },
  named_earlier: {},
  database_restored: {},
  taken: {},
  taken_after_discard: {},
  taken_twice: {},
  not_shown_yet: { next_at: at },
  read_back_failed: {},
  not_read_back: { since: at },
  read_back: {},
  differs: { differences: [{ part: 'text' }], of: ['note'] },
  copy_deleted: { copy_id: '8', of: ['note'] },
  ticket_gone_since: {},
  confirmed: { by: 'Ben Okafor', client_reads: null },
  one_near: {},
  several_found: { count: 2 },
  unreadable_too_long: { since: at },
  taken_not_found: { looks: 4 },
  taken_not_there: {},
  tries_used_up: { looks: 4 },
  ticket_gone: {},
  change_not_taken: { status: 200 },
  deleted_since: {},
  copies_found: { count: 2, client_reads: true },
  too_old: { sent: 'never' },
  right_off: {},
  client_reads_internal_note: { of: ['note'] },
  client_cannot_read_note: { of: ['note'] },
  client_reads_other_words: { of: ['note'] },
  member_refused: { line: 'Ben Okafor:', says, of: ['note'] },
  ticket_merged: { found: '48297' },
  ticket_moved: { found: null },
  time_overlaps: { found: '9', of: ['time_entry'] },
  time_billed_otherwise: {
    found: '9',
    differences: [{ part: 'minutes', found: '45' }, { part: 'start' }],
    of: ['time_entry'],
  },
  status_changed: { found: 'Escalated', of: ['status'] },
  owner_changed: { found: 'cleo', of: ['assignment'] },
  psa_refused: { says, status: 400 },
  never_reached: { says, tries: 4 },
  ticket_not_there: {},
  ticket_closed: { of: ['note'] },
  work_type_gone: { found: '3', of: ['time_entry'] },
  status_of_other_board: { found: 'Closed', of: ['status'] },
  member_owns_ticket: { found: 'ben', of: ['assignment'] },
  keys_refused: { says },
  keys_locked: { says },
  taken_back: { by: 'Ben Okafor', was_sent: false },
  discarded: { by: 'Ben Okafor', may_be_there: true },
}

/** A post of each kind with each reason it can have. */
export const postsByReason: Post[] = Object.entries(samples).flatMap(([code, { of, ...params }]) =>
  (Object.keys(shownKinds) as Post['kind'][])
    .filter((kind) => !of || of.includes(kind))
    .map((kind) =>
      shownPost({ ...shownKinds[kind], psa_id: '7', reason: { code, at, ...params } as PostReason }),
    ),
)
