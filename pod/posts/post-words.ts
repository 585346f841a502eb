import {
  Ban,
  Check,
  CircleHelp,
  Clock,
  Eye,
  EyeOff,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-preact'
import type { PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { kindNouns } from './kind-nouns.ts'
import { isReadBackLater } from './post-groups.ts'

type Sign = { icon: LucideIcon; tone: Tone; spinning?: boolean }

type Asking = Pick<Post, 'kind' | 'state' | 'reason' | 'candidates'>

type Ask = { ask: string; word: string; icon: LucideIcon; tone: Tone }
/** What was read back is not for whom it was sent or says something else to the client, or needs a word of its author. */
const asked: Partial<Record<PostReasonCode, Ask>> = {
  client_reads_internal_note: {
    ask: 'The client can read this internal note',
    word: 'Client can read it',
    icon: Eye,
    tone: 'red',
  },
  client_cannot_read_note: {
    ask: 'The client cannot read this note',
    word: 'Engineers only',
    icon: EyeOff,
    tone: 'red',
  },
  client_reads_other_words: {
    ask: 'The client reads other words than were sent',
    word: 'Needs a decision',
    icon: Eye,
    tone: 'red',
  },
  member_refused: question('The author’s name can only go into the first line'),
  right_off: question('This kind of write is switched off'),
  too_old: question('Is it still to be sent?'),
  ticket_merged: question('The ticket was merged'),
  ticket_moved: question('The ticket belongs to another company'),
  time_overlaps: question('Other work lies over this time'),
  status_changed: question('Somebody else changed the status'),
  owner_changed: question('Somebody else changed the owner'),
  change_not_taken: question('ConnectWise did not take the change'),
}

function question(ask: string): Ask {
  return { ask, word: 'Needs a decision', icon: TriangleAlert, tone: 'amber' }
}

function reasonOf(post: Asking) {
  return post.state === 'needs_human' && post.reason ? asked[post.reason.code] : undefined
}

/** What stands in the ticket has other readers or other words than it was sent with: it is changed there first. */
export function isAlarmed(post: Asking): boolean {
  return reasonOf(post)?.tone === 'red'
}

/** Whether the client reads it as far as is known: what was read back counts more than what was asked for. */
export function isForClient(post: Pick<Post, 'state' | 'reason' | 'visibility'>): boolean {
  const { reason } = post
  if (post.state === 'needs_human' && reason?.code === 'client_reads_internal_note') return true
  if (post.state === 'needs_human' && reason?.code === 'client_cannot_read_note') return false
  if (reason?.code === 'confirmed' && reason.client_reads !== null) return reason.client_reads
  return post.visibility === 'client_visible'
}

/** The question to the person. */
export function askOf(post: Asking): string {
  const found = post.candidates ?? []
  const reason = reasonOf(post)
  if (reason) return reason.ask
  if (found.length === 0) return `What becomes of this ${kindNouns[post.kind].name}?`
  if (found.length === 1) return kindNouns[post.kind].isIt
  return found.some(({ match }) => match === 'near')
    ? kindNouns[post.kind].isOne
    : `${found.length} ${kindNouns[post.kind].many} could be it. Which one stays?`
}

/** A note that stands there although it was discarded here, or otherwise than it was sent. */
const isOdd = (post: Pick<Post, 'state' | 'psa_id' | 'next_look_at'>) =>
  (post.state === 'posted' && !isReadBackLater(post)) || (post.state === 'cancelled' && post.psa_id !== null)

export function signOf(post: Post): Sign {
  if (isOdd(post)) return { icon: TriangleAlert, tone: 'amber' }
  const reason = reasonOf(post)
  if (reason) return { icon: reason.icon, tone: reason.tone }
  return signs[post.state]
}

const signs: Record<PostState, Sign> = {
  ready: { icon: Clock, tone: 'amber' },
  sending: { icon: LoaderCircle, tone: 'muted', spinning: true },
  posted: { icon: LoaderCircle, tone: 'muted', spinning: true },
  verified: { icon: Check, tone: 'green' },
  uncertain: { icon: CircleHelp, tone: 'amber' },
  checking: { icon: CircleHelp, tone: 'amber' },
  needs_human: { icon: TriangleAlert, tone: 'amber' },
  rejected: { icon: TriangleAlert, tone: 'red' },
  blocked: { icon: Ban, tone: 'red' },
  cancelled: { icon: Ban, tone: 'muted' },
}

/** The state in a word or three. "Posted" only for what was read back as it was sent. */
export function wordOf(post: Post): string {
  switch (post.state) {
    case 'ready':
      return post.undo_until ? 'About to be sent' : 'Waits to be sent'
    case 'posted':
      return isReadBackLater(post) ? 'Sent, reading back' : 'Sent'
    case 'cancelled':
      return endings[post.reason?.code ?? ''] ?? 'Not sent'
    case 'needs_human':
      return reasonOf(post)?.word ?? 'Needs a decision'
    default:
      return words[post.state]
  }
}

const words = {
  sending: 'Sending',
  verified: 'Posted',
  uncertain: 'No answer',
  checking: 'Looking for it',
  rejected: 'Not posted',
  blocked: 'On hold',
} as const

/** How a cancelled one ended; one of an earlier version says it in its own sentence. */
const endings: Partial<Record<string, string>> = {
  taken_back: 'Taken back',
  discarded: 'Discarded',
  taken_twice: 'Discarded',
} satisfies Partial<Record<PostReasonCode, string>>

const placements = {
  internal: 'Internal note',
  discussion: 'Note to the client',
  resolution: 'Resolution for the client',
} as const
const kinds = {
  note: 'Note',
  time_entry: 'Time entry',
  status: 'Change of the status',
  assignment: 'Assignment',
} as const

export function kindOf({ kind, placement }: Pick<Post, 'kind' | 'placement'>): string {
  return placement === null ? kinds[kind] : placements[placement]
}

/** It waits for a moment that is still ahead, by the server's clock. */
export function isHeld(post: Pick<Post, 'state' | 'next_look_at' | 'now'>): boolean {
  return (
    post.state === 'ready' &&
    post.next_look_at !== null &&
    Date.parse(post.next_look_at) > Date.parse(post.now)
  )
}
