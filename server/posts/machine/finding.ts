import type { Candidate, PostReason } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'

/** Why a person is asked: the code and its parameters are stored, `says` is the sentence for now. */
export type Reason = {
  code: PostReason['code']
  says: string
  params?: Omit<PostReason, 'code' | 'at'>
}

/** How what stands at the PSA compares with what was sent. */
export type Match =
  | { kind: 'as_asked' }
  | { kind: 'differs'; what: string }
  /** Somebody reads or pays what was not meant. `mendable`: a colleague who changes it later means it. */
  | { kind: 'alarm'; reason: Reason; mendable?: boolean }

/** What a look at the PSA tells about one post. `absent` is clean: whole, read to the end, nothing alike. */
export type Finding =
  | { kind: 'found'; psa_id: string; by: 'tag' | 'text'; match: Match; candidates: Candidate[] }
  /** `spare`: the newest copy, where it is ours to delete. */
  | { kind: 'several'; candidates: Candidate[]; spare?: { copy: TicketNote; kept: TicketNote } }
  /** Alike, or changed by somebody else since the click: only ever a reason to ask. */
  | { kind: 'near'; candidates: Candidate[]; reason?: Reason }
  | { kind: 'absent' }
  /** The ticket is not there any more. */
  | { kind: 'gone' }
  | { kind: 'unreadable'; why: string }

export type Found = Finding & { kind: 'found' }
