import { AlarmClock, CircleDot, CirclePause, type LucideIcon, Reply, Send } from 'lucide-preact'
import type { Need } from '../../shared/contracts/needs.ts'
import { kindNouns } from '../posts/kind-nouns.ts'
import type { Route } from '../router.ts'

type Kind = Need['kind']

/** `act`: what is to be done next. */
export const needWords: Record<Kind, { group: string; act: string; icon: LucideIcon; tone: string }> = {
  client_waits: { group: 'Clients waiting for us', act: 'Answer', icon: Reply, tone: 'text-amber' },
  post: { group: 'Posts that need me', act: 'Decide', icon: Send, tone: 'text-amber' },
  reminder: { group: 'Updates that are due', act: 'Share', icon: AlarmClock, tone: 'text-cyan' },
  your_turn: { group: 'Cases waiting for me', act: 'Continue', icon: CircleDot, tone: 'text-blue' },
  paused_long: { group: 'Paused for long', act: 'Look', icon: CirclePause, tone: 'text-muted' },
}
export const needKinds = Object.keys(needWords) as Kind[]

const postStates: Record<string, string> = {
  needs_human: 'needs a decision',
  rejected: 'was refused by ConnectWise',
  blocked: 'is held back',
}

const dueFor = {
  ticket_notes: 'ticket notes are due',
  client_update: 'an update for the client is due',
  email_draft: 'an e-mail to the client is due',
} as const

/** Why it waits, in one line. */
export function whyOf({ kind, words, post, audience }: Need): string {
  const ofPost = post && `the ${kindNouns[post.kind].name} ${postStates[post.state] ?? 'needs somebody'}`
  if (kind === 'client_waits')
    return [`${words || 'The client'} wrote last`, ofPost].filter(Boolean).join('; ')
  if (kind === 'reminder') return `You wanted to be reminded: ${dueFor[audience ?? 'ticket_notes']}`
  if (kind === 'your_turn') return `FlowPilot asks: ${words}`
  if (kind === 'paused_long') return 'Nothing happens until somebody goes on with it'
  return ofPost ? ofPost[0]?.toUpperCase() + ofPost.slice(1) : ''
}

/** Where it is done. */
export const routeOf = ({ kind, session_id, audience }: Need): Route =>
  kind === 'post' || session_id === null
    ? { screen: 'posts', query: { state: 'needing' } }
    : { screen: 'case', session_id, ...(audience ? { query: { share: audience } } : {}) }
