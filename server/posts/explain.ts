import type { NewPostReason, PostDifference, PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import { deliverySentences } from '../connections/delivery.ts'
import { kindWords } from './kind-words.ts'
import type { PostRow } from './machine/row.ts'
import { timeOfDay } from './machine/times.ts'
import { isAbsentAtOnce } from './machine/traits.ts'

/** What of a post its reason does not repeat. */
type Told = Pick<PostRow, 'kind' | 'order' | 'ticket_id'> &
  Partial<Pick<PostRow, 'placement' | 'psa_id' | 'attempt' | 'sent_at' | 'posted_at'>>
/** `at` is left out of a reason that is not written down: such a post was not sent. */
type Reason<Code> = NewPostReason & { code: Code } & { at?: string }

/** The English sentence of the API for a reason: the only place that makes one. Surfaces have words of their own. */
export function explain(post: Told, reason: NewPostReason & { at?: string }): string {
  const sentence = sentences[reason.code] as (post: Told, reason: Reason<PostReasonCode>) => string
  return sentence(post, reason)
}

const copyRule = 'Delete the ones too many in ConnectWise and name the one that stays.'
const gone = ({ ticket_id }: Told) => `ticket #${ticket_id} does not exist in ConnectWise any more`

const sentences: { [Code in PostReasonCode]: (post: Told, reason: Reason<Code>) => string } = {
  waiting: () => 'Waiting to be sent.',
  waits_for_post: (_, { post_kind, post_state }) => {
    const before = `the ${kindNames[post_kind]} before it on this ticket`
    return post_state === 'needs_human'
      ? `Waits for ${before}, which needs a decision first.`
      : `Waits until ${before} has arrived.`
  },
  connection_stopped: () => deliverySentences.stopped(''),
  connection_trying: () => deliverySentences.trying(''),
  connection_paused: (_, { next_at }) => deliverySentences.paused(next_at),
  connection_well: () => 'The connection is well again. Waiting to be sent.',
  asked_again: (_, { by, line }) =>
    line === undefined
      ? `${by} asked to post it again. Waiting to be sent.`
      : `${by} asked to post it with “${line}” as its first line. Waiting to be sent.`,
  psa_not_reached: laterAgain,
  psa_busy: laterAgain,
  sent_again: (post, reason) =>
    `${lookedFor(post, reason)} ${nothing(post).slice(0, -1)}, so it is sent again.`,

  sending: () => 'Sending to ConnectWise.',
  sending_interrupted: (post, { at }) =>
    `Sending was interrupted after ${timeOfDay(post.sent_at ?? at ?? '')}. ${firstLook(post)} before anything else.`,
  no_clear_answer: (post, { at = '' }) =>
    `ConnectWise did not give a clear answer at ${timeOfDay(at)}. ${firstLook(post)} before anything else.`,
  taken_unnamed: (post, { at = '' }) =>
    `ConnectWise took it at ${timeOfDay(at)} but ${kindWords[post.kind].unnamed}. ${
      isAbsentAtOnce(post) ? 'We look for it.' : 'We look for it; it is not sent again.'
    }`,
  refused_in_doubt: (post, { says }) => `${says} ${firstLook(post)}.`,
  not_found_yet: (post, { until, ...reason }) =>
    `${lookedFor(post, reason)} We look again until ${timeOfDay(until)}.`,
  ticket_not_seen: (post, { next_at }) =>
    `${taken(post)}. Ticket #${post.ticket_id} is not there right now; we look again at ${timeOfDay(next_at)}.`,
  unreadable: (post, { says }) =>
    `${says ?? `Not all ${partsOf[post.kind]} of the ticket could be read.`} Nothing is sent again before the next look.`,
  two_named: ({ kind }, { psa_ids }) =>
    `ConnectWise named two, ${psa_ids.map(kindWords[kind].named).join(' and ')}. We look which of them is there.`,
  named_earlier: (post) => `ConnectWise named ${named(post)} for an earlier try. We look for it.`,
  database_restored: (_, { at = '' }) =>
    `FlowPilot's database came back at ${timeOfDay(at)} and may have forgotten its last minutes. We look whether this is in the ticket before it is sent.`,

  taken: (post) => `${sentAs(post)}, reading back.`,
  taken_after_discard: (post) =>
    `It was discarded here, but ConnectWise had already taken it. ${sentAs(post)}, reading back.`,
  taken_twice: (post) =>
    `It was discarded here, but ConnectWise had already taken it as ${named(post)}. The same was sent again since; delete one of the two there.`,
  not_shown_yet: (post, { next_at }) =>
    `${taken(post)}, but does not show it yet. Next look at ${timeOfDay(next_at)}.`,
  read_back_failed: (post) => `${sentAs(post)}. Reading it back did not work yet; we try again.`,
  not_read_back: (post, { since }) =>
    `${sentAs(post)}. It could not be read back since ${timeOfDay(since)}; look at the ticket.`,
  read_back: doneAs,
  differs: (post, { differences }) => `${doneAs(post)} ${inWhat(post, differences)}`,
  copy_deleted: (post, { copy_id }) => `${doneAs(post)} A second copy of it, note ${copy_id}, was deleted.`,
  ticket_gone_since: (post) => `${doneAs(post)} T${gone(post).slice(1)}.`,
  confirmed: (post, { by, client_reads }) => {
    const reader = client_reads ? ' The client can read it.' : ' Only engineers can read it.'
    return `${by} said that it is ${named(post)}.${client_reads === null ? '' : reader}`
  },

  one_near: (post) =>
    `${unconfirmed(post)} ${kindWords[post.kind].alike} Nothing was posted twice; say whether this is it.`,
  several_found: ({ kind }, { count }) => `${kindWords[kind].several(count)} ${copyRule}`,
  unreadable_too_long: ({ kind }, { since }) =>
    `${kind === 'note' ? "The ticket's notes" : 'The ticket'} could not be read since ${timeOfDay(since)}, so nobody knows whether it is there. It was not sent again. Look at the ticket.`,
  taken_not_found: (post, reason) =>
    `ConnectWise said that it took it, but it is not in the ticket. ${lookedFor(post, reason)} Nothing was posted twice.`,
  taken_not_there: (post, { at = '' }) =>
    `${taken(post)} at ${timeOfDay(post.posted_at ?? at)}, but it is not in the ticket now. Somebody may have deleted it. It was not sent again.`,
  tries_used_up: (post, reason) =>
    `${lookedFor(post, reason)} That was try ${post.attempt}. Nothing was posted twice.`,
  ticket_gone: (post) => `${taken(post)}, and ${gone(post)}. Nothing was posted twice.`,
  change_not_taken: (_, { status, at = '', answered_at = at }) =>
    `ConnectWise answered ${status ?? 'that it took it'} at ${timeOfDay(answered_at)}, but the ticket is as it was. A rule of ConnectWise may forbid it; change it there.`,
  deleted_since: (post, { at = '' }) =>
    `${doneAs(post).slice(0, -1)} at ${timeOfDay(post.posted_at ?? at)}. ${kindWords[post.kind].gone(post.psa_id ?? '')} It was not sent again.`,
  copies_found: ({ kind }, { count, client_reads }) =>
    `${kindWords[kind].several(count)}${client_reads ? ' The client can read them.' : ''} ${copyRule}`,
  too_old: (_, { sent }) =>
    `This waited for more than three days. ${neverSent[sent]} Say whether it is still to be posted.`,
  right_off: (post) =>
    `Whoever asked for it may not write this any more. ${nothing(post)} Somebody who may can still send it, or discard it.`,
  client_reads_internal_note: ({ psa_id }) =>
    `This note is visible to the client in ConnectWise, although it was sent as an internal note: note ${psa_id}. Change or delete it there, then say what it is.`,
  client_cannot_read_note: ({ psa_id }) =>
    `Note ${psa_id} was sent for the client, but ConnectWise shows it to engineers only. Show it to the client there, or delete it and post it again.`,
  client_reads_other_words: ({ psa_id }) =>
    `The client can read note ${psa_id} in ConnectWise, and its text is not the one that was sent. Change or delete it there, then say what it is.`,
  member_refused: (_, { says, line }) =>
    `${says ?? 'ConnectWise takes no note in the name of this member.'} Nothing was posted. It can go out with “${line}” as its first line, which the client reads.`,
  ticket_merged: (post, { found }) =>
    `Ticket #${post.ticket_id} was merged into #${found}. ${nothing(post)} Discard it, and post it there if it still fits.`,
  ticket_moved: (post, { found }) =>
    `Ticket #${post.ticket_id} belongs to another company now (${found ?? 'none'}). ${nothing(post)} Discard it, and write a new one if it still fits.`,
  time_overlaps: ({ order }, { found }) =>
    `Time entry ${found} of ${orderOf(order).member_identifier} lies over this time on the same ticket. Nothing was booked. Book it all the same, or discard it.`,
  time_billed_otherwise: (post, { found, differences = [] }) =>
    `Time entry ${found} is billed already. ${inWhat(post, differences)} Have it corrected in ConnectWise, then say what it is.`,
  status_changed: ({ ticket_id, order }, { found }) =>
    `Ticket #${ticket_id} was “${orderOf(order).from?.name}” at the click and is “${found ?? 'without a status'}” now. Nothing was changed since. Change it all the same, or discard it.`,
  owner_changed: ({ ticket_id, order }, { found }) =>
    `Ticket #${ticket_id} was owned by ${orderOf(order).from?.name ?? 'nobody'} at the click and is owned by ${found ?? 'nobody'} now. Nothing was changed since. Change it all the same, or discard it.`,

  psa_refused: (post, { says }) => `${says} ${nothing(post)}`,
  never_reached: (post, { says, tries, at = '' }) =>
    `${says} We tried ${tries} times until ${timeOfDay(at)}. ${nothing(post)}`,
  ticket_not_there: (post) =>
    `This ticket does not exist in ConnectWise any more. ${nothing(post).slice(0, -1)}; copy the text.`,
  ticket_closed: ({ ticket_id }) =>
    `Ticket #${ticket_id} is closed in ConnectWise. Nothing was posted. Reopen it there and retry, or copy the text.`,
  work_type_gone: () =>
    'ConnectWise has no such work type any more. Nothing was booked. Discard it and book the time with another one.',
  status_of_other_board: ({ ticket_id }, { found }) =>
    `${found ? `“${found}”` : 'This status'} is no status of the board that ticket #${ticket_id} stands on. Nothing was changed. Choose one of that board.`,
  member_owns_ticket: ({ ticket_id }, { found }) =>
    `${found ?? 'This member'} owns ticket #${ticket_id}. Nothing was changed. Give the ticket to another owner first, then take ${found ?? 'the member'} off it.`,
  keys_refused: afterKeys,
  keys_locked: afterKeys,
  taken_back: (post, { by, was_sent }) =>
    was_sent
      ? `Taken back by ${by} before it was sent again. The first one may be in the ticket all the same.`
      : `Taken back by ${by} before it was sent. ${nothing(post)}`,
  discarded: (_, { by, may_be_there }) =>
    may_be_there
      ? `Discarded by ${by}. It may be in the ticket all the same: look there before the text is posted again.`
      : `Discarded by ${by}.`,
}

const neverSent = {
  never: 'It was never sent.',
  not_found: 'It is not in the ticket as far as we could see.',
  unknown: 'Whether it was sent before is not known; look at the ticket.',
}

const kindNames = {
  note: 'note',
  time_entry: 'time entry',
  status: 'change of the status',
  assignment: 'assignment',
}

const partsOf = { note: 'notes', time_entry: 'time entries', status: 'parts', assignment: 'resources' }

const placements = { internal: 'Internal', discussion: 'Discussion', resolution: 'Resolution' }

/** Alone, each of these is a sentence. */
const ofNotes: Partial<Record<PostDifference['part'], (post: Told) => string>> = {
  placement: ({ placement }) => `It does not stand under ${placements[placement ?? 'internal']}.`,
  reference: () => 'It stands there without our reference at its end.',
  text: () => 'Its text is not the one that was sent.',
  text_since: () => 'Its text was changed since.',
}

function inWhat(post: Told, differences: readonly PostDifference[]): string {
  const alone = differences.map(({ part }) => ofNotes[part]?.(post)).find(Boolean)
  if (alone) return alone
  const parts = differences.map(({ part, found }) => {
    if (part === 'minutes') return `${found} minutes`
    return part === 'member' ? `member ${found ?? 'none'}` : part.replaceAll('_', ' ')
  })
  return `It differs from what was sent${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`
}

function laterAgain(post: Told, { says, next_at }: { says: string; next_at: string }): string {
  return `${says} ${nothing(post)} The next try is at ${timeOfDay(next_at)}.`
}

function afterKeys(post: Told, { says }: { says: string }): string {
  return `${says} ${nothing(post)} It goes out by itself once an admin has renewed the keys and the connection's test passes.`
}

const orderOf = (order: unknown) =>
  order as { from?: { name: string | null } | null; member_identifier?: string }
const nothing = ({ kind }: Told) => kindWords[kind].nothing
const named = ({ kind, psa_id }: Told) => kindWords[kind].named(psa_id ?? '')
const sentAs = ({ kind, psa_id }: Told) => kindWords[kind].sent(psa_id ?? '')
const firstLook = ({ kind }: Told) => `We look whether ${kindWords[kind].whether}`
const taken = (post: Told) =>
  post.psa_id ? `ConnectWise took it as ${named(post)}` : unconfirmed(post).slice(0, -1)

function doneAs({ kind, psa_id }: Told): string {
  return kindWords[kind].done(psa_id ?? '')
}

function unconfirmed({ attempt, sent_at }: Told): string {
  if (!attempt || !sent_at) return 'Nobody knows whether it was sent before.'
  return `ConnectWise did not confirm it at ${timeOfDay(sent_at)}.`
}

function lookedFor(post: Told, { looks, at = '' }: { looks: number; at?: string }): string {
  const times = looks === 1 ? 'once' : `${looks} times`
  return `${unconfirmed(post)} We looked ${times} until ${timeOfDay(at)} and did not find it.`
}
