import type { IntentName } from './intents.ts'

/** Questions to FlowPilot. */
export const asksBack: ReadonlySet<IntentName> = new Set<IntentName>(['question', 'how', 'why', 'what_next'])

/** Orders to FlowPilot. */
export const orders: ReadonlySet<IntentName> = new Set<IntentName>([
  'tell_client',
  'update',
  'ticket_note',
  'remind',
  'another_flow',
  'lead_me',
  'undo',
  'back',
  'skip',
])

/** Orders that stay orders with a question mark. */
export const ofSharing: ReadonlySet<IntentName> = new Set<IntentName>([
  'tell_client',
  'update',
  'ticket_note',
  'remind',
])

/** Words that say nothing about the case. */
export const smallTalk: ReadonlySet<IntentName> = new Set<IntentName>(['thanks', 'greeting', 'frustration'])

/** Words that leave a question open. */
export const leavesOpen: ReadonlySet<IntentName> = new Set<IntentName>(['unknown', 'later'])
