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
import type { Post, PostReason, PostState } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { inLocalTime } from '../ui/Time.tsx'
import { isReadBackLater } from './post-groups.ts'

type Sign = { icon: LucideIcon; tone: Tone; spinning?: boolean }

type Asking = Pick<Post, 'state' | 'reason' | 'candidates'>

const plain = { ask: 'Please decide', word: 'Needs a decision', icon: TriangleAlert, tone: 'amber' } as const
/** The sentence beside it says all of it. */
const plainly = {
  ticket_closed: plain,
  ticket_merged: plain,
  ticket_moved: plain,
  time_overlaps: plain,
  time_billed_otherwise: plain,
  work_type_gone: plain,
  status_of_other_board: plain,
  status_changed: plain,
  owner_changed: plain,
  change_not_taken: plain,
}

/** What was read back is not for whom it was sent or says something else to the client, or needs a word of its author. */
const asked: Record<PostReason['code'], { ask: string; word: string; icon: LucideIcon; tone: Tone }> = {
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
  ...plainly,
  member_refused: {
    ask: 'The author’s name can only go into the first line',
    word: 'Needs a decision',
    icon: TriangleAlert,
    tone: 'amber',
  },
}

function reasonOf(post: Asking) {
  return post.state === 'needs_human' && post.reason ? asked[post.reason.code] : null
}

/** The question to the person. */
export function askOf(post: Asking): string {
  const found = post.candidates ?? []
  const reason = reasonOf(post)
  if (reason) return reason.ask
  if (found.length === 0) return 'Please decide'
  if (found.length === 1) return 'Is it this note?'
  return found.some(({ match }) => match === 'near')
    ? 'Is it one of these notes?'
    : `${found.length} notes could be it. Which one stays?`
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
      return isTakenBack(post) ? 'Taken back' : 'Discarded'
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

function isTakenBack(post: Pick<Post, 'explanation'>): boolean {
  return post.explanation.startsWith('Taken back')
}

const kinds = {
  internal: 'Internal note',
  discussion: 'Note to the client',
  resolution: 'Resolution for the client',
} as const

export function kindOf(post: Pick<Post, 'placement'>): string {
  return post.placement === null ? 'Change in ConnectWise' : kinds[post.placement]
}

/** What is known, times in the viewer's zone; without the number of the note, which stands beside it. */
export function knownOf(post: Pick<Post, 'explanation'>): string {
  return inLocalTime(post.explanation.replace(/^(?:Posted|Sent) as note \d+\.\s*/, ''))
}

/** It waits for a moment that is still ahead, by the server's clock. */
export function isHeld(post: Pick<Post, 'state' | 'next_look_at' | 'now'>): boolean {
  return (
    post.state === 'ready' &&
    post.next_look_at !== null &&
    Date.parse(post.next_look_at) > Date.parse(post.now)
  )
}

/** Not due yet, so that it can be taken back; what a stopped connection holds back is due already. */
export function canBeTakenBack(
  post: Pick<Post, 'state' | 'undo_until' | 'next_look_at' | 'now' | 'explanation'>,
) {
  if (post.state !== 'ready') return false
  return post.undo_until !== null || (isHeld(post) && post.explanation.includes('The next try is at'))
}
