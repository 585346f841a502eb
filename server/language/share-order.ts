import type { Audience, UpdateLength } from '../../shared/contracts/updates.ts'
import { type Intent, intentOf } from './intents.ts'
import { fold } from './normalize.ts'
import { readWhen } from './read-when.ts'
import { regexOf } from './regex-of.ts'

/** What a whole message orders of Share Update: `share` null: no update, `remind` null: no reminder. */
export type ShareOrder = {
  share: { audience: Audience | null; length: UpdateLength | null } | null
  /** `at`: when, as ms; null where no time to come is named. */
  remind: { at: number | null } | null
}

type Clock = { now: number; timeZone: string }

const longestOrder = 200
const mail = /\b(?:e-?mail|mail)\b/i
/** Asked of FlowPilot itself: it answers in the conversation. */
const asksHow =
  /^(?:(?:ok|so|and|und) )*(?:where (?:are|do) we|(?:what is the |what's the )?status\W*$|wie ist der st)/
const remindsIn = regexOf(
  String.raw`
  \b(?:please |bitte )?(?:(?:remind|ping|nudge|alert) me|(?:set|add|make
  |create) (?:me )?(?:an? |the )?(?:reminder|alarm)|(?:a )?reminder|erinnere? mich
  |(?:setze? |mach |stelle? )?(?:mir )?(?:eine )?erinnerung)\b`,
  'i',
)
const joint = regexOf(
  String.raw`
  ^(?:\s|[,;.&+–-]|\b(?:and|und|then|dann|also|auch|please|bitte)\b)+|(?:\s|[,;.&+–-]|\b(?:and|und|then
  |dann|also|auch|please|bitte)\b)+$`,
  'gi',
)
const between = /(?:,|;|\.| and | und | then | dann )\s*/gi

/**
 * Reads a message that is nothing but an order to share or to be reminded, or both: "quick update for the client, remind me
 * in 15". Null for everything else, which is said to FlowPilot.
 */
export function shareOrder(message: string, clock: Clock): ShareOrder | null {
  const text = message.trim()
  if (text === '' || text.length > longestOrder || text.includes('\n')) return null
  const reminds = remindsIn.exec(text)
  if (!reminds) {
    const share = shareIn(text)
    return share && { share, remind: null }
  }
  const before = text.slice(0, reminds.index).replace(joint, '')
  const behind = text.slice(reminds.index)
  const share = before ? shareIn(before) : null
  if (before && !share) return null
  const whole = remindIn(behind, clock)
  if (share) return whole && { share, remind: whole }
  return withShareBehind(behind, clock) ?? (whole && { share: null, remind: whole })
}

/** They let an order begin behind other words; "she said remind me" orders nothing. */
const orderBegins = /(?:^|[,;.!–-]|\b(?:and|und|then|dann))\s*$/i

/** When to remind, as ms, where other words end with an order to: "tried the cable, ping me in half an hour". */
export function reminderBehind(message: string, clock: Clock): number | null {
  const text = message.trim().slice(-longestOrder)
  const [last] = [...text.matchAll(new RegExp(remindsIn, 'gi'))].slice(-1)
  if (!last || text.slice(last.index).includes('\n') || !orderBegins.test(text.slice(0, last.index)))
    return null
  return remindIn(text.slice(last.index), clock)?.at ?? null
}

/** "Remind me in 15 and write a quick update for the client." */
function withShareBehind(text: string, clock: Clock): ShareOrder | null {
  for (const { index, 0: joined } of text.matchAll(between)) {
    const share = shareIn(text.slice(index + joined.length).replace(joint, ''))
    const remind = share && remindIn(text.slice(0, index), clock)
    if (share && remind) return { share, remind }
  }
  return null
}

const shares: ReadonlySet<Intent['intent']> = new Set<Intent['intent']>([
  'tell_client',
  'update',
  'ticket_note',
])

function shareIn(text: string): ShareOrder['share'] {
  const intent = intentOf(text)
  if (!intent || !shares.has(intent.intent) || intent.rest !== '' || asksHow.test(fold(text))) return null
  const named = intent.slot.split(' ')
  const forClient: Audience = mail.test(text) ? 'email_draft' : 'client_update'
  const audience = named.includes('client') ? forClient : named.includes('internal') ? 'ticket_notes' : null
  const length = named.includes('quick') ? 'quick' : named.includes('detailed') ? 'detailed' : null
  return { audience, length }
}

/** "In 15" counts minutes here, as nobody means anything else. */
const bareMinutes = /\bin (\d{1,3})(?=\s*(?:[.,!?]|$|\bplease\b|\bbitte\b))/i
/** "Remind me how to reset it" orders nothing of the kind. */
const noTime =
  /^(?:\s|[.,!…]|\b(?:please|bitte|later|again|spaeter|nochmal|of it|of this|about it|daran|setzen|of the next update)\b)*$/

function remindIn(text: string, { now, timeZone }: Clock): ShareOrder['remind'] {
  const verb = remindsIn.exec(text)
  const rest = verb ? text.slice(verb.index + verb[0].length) : text
  const [when] = readWhen(rest.replace(bareMinutes, 'in $1 minutes'), { now, timeZone })
  if (when) return { at: when.at !== null && when.at > now ? when.at : null }
  return noTime.test(fold(rest)) ? { at: null } : null
}
