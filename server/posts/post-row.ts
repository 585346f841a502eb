import type { Candidate, Placement, PostState } from '../../shared/contracts/posts.ts'
import type { WriteOutcome } from '../psa/provider.ts'

/** A row of `posts` as it is read, instants as ISO text. */
export type PostRow = {
  account_id: string
  id: string
  intent_key: string
  kind: 'note'
  placement: Placement
  /** Null only in finished rows whose connection was removed: nothing is sent or looked for under these. */
  connection_id: string
  ticket_id: string
  company_id: string | null
  session_id: string | null
  update_id: string | null
  user_id: string
  member_identifier: string | null
  /** With the author's line where there is one, without the tag. */
  body: string
  /** Of the text alone, so that two surfaces of two people still mean one note. */
  body_hash: string
  tag: string
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
  explanation: string
  posted_at: string | null
  verified_at: string | null
  audit_due: string | null
  /** Audits that are over. */
  audit_count: number
  /** Copies of ours that an audit deleted. */
  deleted_count: number
  /** The life of the database in which this was last known to be unsent, sending or looked for. */
  epoch: number
  /** When a person last asked for it. */
  asked_at: string
  uncertain_at: string | null
  /** What is to be done next and when; the database derives both. */
  queue: 'send' | 'look' | 'hold' | 'audit' | null
  due_at: string | null
  created_at: string
  updated_at: string
}

export type KnownOutcome = { kind: WriteOutcome['kind']; status: number | null; at: string; attempt: number }

/** What a step changes in a row, and what the audit log keeps of it beside the states. */
export type Change = {
  set: Partial<
    Omit<
      PostRow,
      'account_id' | 'id' | 'intent_key' | 'tag' | 'body' | 'body_hash' | 'created_at' | 'queue' | 'due_at'
    >
  >
  detail?: Record<string, unknown>
}

/** `now` is the database's; every other time of a post follows from the settle time, its audits from `audit_s`. */
export type Clock = { now: string; settle_s: number; audit_s: number }

export const attemptLimit = 3

export function isClientVisible(placement: Placement): boolean {
  return placement !== 'internal'
}
