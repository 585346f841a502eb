import type { NewPostReason, PostReasonCode } from '../../../shared/contracts/post-reasons.ts'
import type { PostState } from '../../../shared/contracts/post-states.ts'
import type { Candidate, Placement, Post, PostSource } from '../../../shared/contracts/posts.ts'
import type { WriteOutcome } from '../../psa/provider.ts'

/** A row of `posts` as it is read, instants as ISO text. */
export type PostRow = {
  account_id: string
  id: string
  intent_key: string
  kind: Post['kind']
  /** Frozen at the click; the schema is the kind's. */
  order: unknown
  /** What it was made for, and by which key of that the same is not made twice. */
  source_kind: PostSource['kind']
  source_id: string
  dedupe_key: string | null
  /** Held until that one is at its end. */
  after_post_id: string | null
  /** Of a note alone, as are body and hash. */
  placement: Placement | null
  /** Null only in finished rows whose connection was removed: nothing is sent or looked for under these. */
  connection_id: string
  ticket_id: string
  company_id: string | null
  session_id: string | null
  /** The source, where that is an update; the database derives it. */
  update_id: string | null
  user_id: string
  member_identifier: string | null
  /** Without the tag. With its author's line where it could not go under their name from the first. */
  body: string | null
  /** What stands before the body once the PSA takes no author; null where there is no such form. */
  author_line: string | null
  /** Of the text alone, so that two surfaces of two people still mean one note. */
  body_hash: string | null
  /** Of a note and a time entry. */
  tag: string | null
  state: PostState
  attempt: number
  not_sent_count: number
  /** How often the PSA asked this one to wait. */
  busy_count: number
  send_after: string
  owner: string | null
  lease_until: string | null
  sent_at: string | null
  settle_until: string | null
  check_at: string | null
  look_count: number
  clean_absences: number
  last_absence_at: string | null
  unreadable_since: string | null
  psa_id: string | null
  psa_url: string | null
  candidates: Candidate[] | null
  last_outcome: KnownOutcome | null
  /** Of rows that an earlier version wrote: what is known of those that have no reason. */
  explanation: string | null
  /** The code; every change of state sets it with its parameters. */
  reason: PostReasonCode | null
  reason_params: Record<string, unknown> | null
  reason_at: string | null
  posted_at: string | null
  verified_at: string | null
  audit_due: string | null
  /** Audits that are over. */
  audit_count: number
  /** Copies of ours that an audit deleted. */
  deleted_count: number
  /** The life of the database in which this was last known to be unsent, sending or looked for. */
  epoch: number
  /** When a person last asked for it, and who, where that is not the one who clicked. */
  asked_at: string
  asked_by: string | null
  uncertain_at: string | null
  /** What is to be done next and when; the database derives both. */
  queue: 'send' | 'look' | 'hold' | 'audit' | null
  due_at: string | null
  created_at: string
  updated_at: string
  /** Counts the changes. */
  revision: number
}

/** A row whose kind is `note`: the database checks that it has these. */
export type NotePost<P extends PostRow = PostRow> = P & {
  placement: Placement
  body: string
  body_hash: string
  tag: string
}

export type KnownOutcome = { kind: WriteOutcome['kind']; status: number | null; at: string; attempt: number }

type Fields = Partial<
  Omit<
    PostRow,
    | 'account_id'
    | 'id'
    | 'intent_key'
    | 'kind'
    | 'tag'
    | 'body'
    | 'body_hash'
    | 'update_id'
    | 'created_at'
    | 'queue'
    | 'due_at'
    | 'revision'
    | 'state'
    | 'explanation'
    | 'reason'
    | 'reason_params'
    | 'reason_at'
  >
>

/**
 * What a step changes in a row, and what the audit log keeps of it beside the states. `why`: what the row's three columns
 * of a reason then say; nothing changes its state without one.
 */
export type Change = {
  set: Fields & ({ state: PostState; why: NewPostReason } | { state?: never; why?: NewPostReason })
  detail?: Record<string, unknown>
}
/** Beside a state and its reason. */
export type More = Fields

/** `now` is the database's; every other time of a post follows from the settle time, its audits from `audit_s`. */
export type Clock = { now: string; settle_s: number; audit_s: number }

export const attemptLimit = 3

export function isClientVisible(placement: Placement | null): boolean {
  return placement !== null && placement !== 'internal'
}
