import type { NewPostReason, PostDifference } from '../../../shared/contracts/post-reasons.ts'
import type { Candidate } from '../../../shared/contracts/posts.ts'
import type { TicketNote } from '../../../shared/contracts/tickets.ts'

/** How what stands at the PSA compares with what was sent. */
export type Match =
  | { kind: 'as_asked' }
  | { kind: 'differs'; differences: PostDifference[] }
  /** Somebody reads or pays what was not meant. `mendable`: a colleague who changes it later means it. */
  | { kind: 'alarm'; reason: NewPostReason; mendable?: boolean }

/** What a look at the PSA tells about one post. `absent` is clean: whole, read to the end, nothing alike. */
export type Finding =
  | { kind: 'found'; psa_id: string; by: 'tag' | 'text'; match: Match; candidates: Candidate[] }
  /** `spare`: the newest copy, where it is ours to delete. */
  | { kind: 'several'; candidates: Candidate[]; spare?: { copy: TicketNote; kept: TicketNote } }
  /** Alike, or changed by somebody else since the click: only ever a reason to ask. */
  | { kind: 'near'; candidates: Candidate[]; reason?: NewPostReason }
  | { kind: 'absent' }
  /** The ticket is not there any more. */
  | { kind: 'gone' }
  /** `why`: the sentence of the failure, null where only a part could be read. */
  | { kind: 'unreadable'; why: string | null }

export type Found = Finding & { kind: 'found' }
