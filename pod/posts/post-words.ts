import {
  Ban,
  Check,
  CircleHelp,
  Clock,
  Eye,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-preact'
import type { Post, PostState } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { inLocalTime } from '../ui/Time.tsx'
import { isReadBackLater } from './post-groups.ts'

type Sign = { icon: LucideIcon; tone: Tone; spinning?: boolean }

type Asking = Pick<Post, 'state' | 'visibility' | 'candidates'>

/** The one note that was read back is not what was meant: the client reads what it should not. */
export function alarmOf(post: Asking): 'client_reads_it' | 'other_words' | null {
  const [only, ...others] = post.candidates ?? []
  if (post.state !== 'needs_human' || others.length > 0) return null
  if (only?.match !== 'tag' || only.visibility !== 'client_visible') return null
  return post.visibility === 'internal' ? 'client_reads_it' : 'other_words'
}

/** The question to the person. */
export function askOf(post: Asking): string {
  const found = post.candidates ?? []
  const alarm = alarmOf(post)
  if (alarm === 'client_reads_it') return 'The client can read this internal note'
  if (alarm === 'other_words') return 'The client reads other words than were sent'
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
  if (alarmOf(post)) return { icon: Eye, tone: 'red' }
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
      return alarmOf(post) === 'client_reads_it' ? 'Client can read it' : 'Needs a decision'
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
  return kinds[post.placement]
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
