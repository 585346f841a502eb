import type { PostDifference, PostReason, PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { Post } from '../../shared/contracts/posts.ts'
import { momentOf, plural } from '../ui/when.ts'
import { kindNouns, nounOf } from './kind-nouns.ts'

/** What a post shows beside its state: what is known of it, and why it is where it is; empty where its state says all. */
export function knownOf(post: Post): string {
  const { reason } = post
  // finished by an earlier version, which left a sentence and no reason
  if (!reason) return post.explanation
  const words = reasonWords[reason.code] as (post: Post, reason: PostReason) => string
  return words(post, reason)
}

type Words<Code> = (post: Post, reason: PostReason & { code: Code }) => string

const copyRule = 'Delete the ones too many in ConnectWise and name the one that stays.'
const goesByItself =
  'It goes out by itself once an admin has renewed the keys and the connection’s test passes.'

const reasonWords: { [Code in PostReasonCode]: Words<Code> } = {
  waiting: () => '',
  waits_for_post: (_, { post_kind, post_state }) => {
    const before = `the ${kindNouns[post_kind].name} before it on this ticket`
    if (post_state === 'needs_human') return `Waits for ${before}, which needs a decision first.`
    return post_state === 'blocked'
      ? `Waits for ${before}, which is on hold.`
      : `Waits until ${before} is there.`
  },
  connection_stopped: () => 'ConnectWise answers unreliably; it goes out when it answers again.',
  connection_trying: () => 'ConnectWise answered again. One goes alone; when it is there, the others follow.',
  connection_paused: () => 'ConnectWise asked us to wait.',
  connection_well: () => 'The connection is well again.',
  asked_again: (_, { by, line }) =>
    line === undefined
      ? `${by} asked to send it again.`
      : `${by} asked to post it with “${line}” as its first line.`,
  psa_not_reached: (post, { says }) => `${says} ${nothing(post)}`,
  psa_busy: (post, { says }) => `${says} ${nothing(post)}`,
  sent_again: (post, reason) => `${lookedFor(post, reason)} ${nothing(post)} It is sent again.`,

  sending: () => '',
  sending_interrupted: (post, { at }) => `Sending was interrupted after ${momentOf(post.sent_at ?? at)}.`,
  no_clear_answer: (_, { at }) => `ConnectWise gave no clear answer at ${momentOf(at)}.`,
  taken_unnamed: (_, { at }) => `ConnectWise took it at ${momentOf(at)} without saying as what.`,
  refused_in_doubt: (_, { says }) => `${says} An earlier try may have been taken.`,
  not_found_yet: (post, reason) => `${lookedFor(post, reason)} We look until ${momentOf(reason.until)}.`,
  ticket_not_seen: (post) => `${taken(post)} Ticket #${post.ticket_id} is not there right now.`,
  unreadable: ({ kind }, { says }) => says ?? `Not all ${kindNouns[kind].many} of the ticket could be read.`,
  two_named: (post, { psa_ids }) =>
    `ConnectWise named two, ${psa_ids.map((psa_id) => nounOf({ ...post, psa_id })).join(' and ')}.`,
  named_earlier: (post) => `ConnectWise named ${nounOf(post)} for an earlier try.`,
  database_restored: (_, { at }) =>
    `FlowPilot’s database came back at ${momentOf(at)} and may have forgotten its last minutes.`,

  taken: () => 'Reading it back.',
  taken_after_discard: () => 'It was discarded here, but ConnectWise had already taken it. Reading it back.',
  taken_twice: (post) =>
    `It was discarded here, but ConnectWise had already taken it as ${nounOf(post)}. The same was sent again since; delete one of the two there.`,
  not_shown_yet: (_, { next_at }) => `ConnectWise does not show it yet. Next look ${momentOf(next_at)}.`,
  read_back_failed: () => 'Reading it back did not work yet; we try again.',
  not_read_back: (_, { since }) => `It could not be read back since ${momentOf(since)}; look at the ticket.`,
  read_back: () => '',
  differs: (post, { differences }) => inWhat(post, differences),
  copy_deleted: (_, { copy_id }) => `A second copy of it, note ${copy_id}, was deleted.`,
  ticket_gone_since: (post) => gone(post),
  confirmed: (post, { by, client_reads }) => {
    const reader = client_reads ? 'The client can read it.' : 'Only engineers can read it.'
    return `${by} said that it is ${nounOf(post)}.${client_reads === null ? '' : ` ${reader}`}`
  },

  one_near: (post) => `${unconfirmed(post)} ${kindNouns[post.kind].alike} Nothing was sent twice.`,
  several_found: ({ kind }, { count }) => `${kindNouns[kind].several(count)} ${copyRule}`,
  unreadable_too_long: ({ ticket_id }, { since }) =>
    `Ticket #${ticket_id} could not be read since ${momentOf(since)}, so nobody knows whether it is there. It was not sent again. Look at the ticket.`,
  taken_not_found: (post, reason) =>
    `ConnectWise said that it took it, but it is not in the ticket. ${lookedFor(post, reason)} Nothing was sent twice.`,
  taken_not_there: (post) =>
    `${taken(post)} It is not in the ticket now; somebody may have deleted it. It was not sent again.`,
  tries_used_up: (post, reason) =>
    `${lookedFor(post, reason)} That was try ${post.attempt}. Nothing was sent twice.`,
  ticket_gone: (post) => `${taken(post)} ${gone(post)} Nothing was sent twice.`,
  change_not_taken: (_, { status, at, answered_at = at }) =>
    `ConnectWise answered ${status ?? 'yes'} at ${momentOf(answered_at)}, but the ticket is as it was. A rule of ConnectWise may forbid it; change it there.`,
  deleted_since: (post, { at }) =>
    `It was there at ${momentOf(post.posted_at ?? at)}. ${kindNouns[post.kind].gone} It was not sent again.`,
  copies_found: ({ kind }, { count, client_reads }) =>
    `${kindNouns[kind].several(count)} ${client_reads ? 'The client can read them. ' : ''}${copyRule}`,
  too_old: (_, { sent }) => `It waited for more than three days. ${neverSent[sent]}`,
  right_off: (post) =>
    `Since the click, this kind of write was switched off for whoever asked for it. ${nothing(post)} Somebody who may can send it, or discard it.`,
  client_reads_internal_note: ({ psa_id }) =>
    `Note ${psa_id} was sent as an internal note. Change or delete it in ConnectWise, then say what it is.`,
  client_cannot_read_note: ({ psa_id }) =>
    `Note ${psa_id} was sent for the client, but ConnectWise shows it to engineers only. Show it to the client there, or delete it and post it again.`,
  client_reads_other_words: ({ psa_id }) =>
    `The text of note ${psa_id} is not the one that was sent. Change or delete it in ConnectWise, then say what it is.`,
  member_refused: (_, { says }) =>
    `${says ?? 'ConnectWise takes no note in the name of this member.'} Nothing was posted.`,
  ticket_merged: (post, { found }) =>
    `Ticket #${post.ticket_id} was merged into #${found}. ${nothing(post)} Discard it, and write it there if it still fits.`,
  ticket_moved: (post, { found }) =>
    `Ticket #${post.ticket_id} belongs to ${found ?? 'no company'} now. ${nothing(post)} Discard it, and write a new one if it still fits.`,
  time_overlaps: (post, { found }) =>
    `Time entry ${found} of the same member lies over this time. ${nothing(post)} Book it all the same, or discard it.`,
  time_billed_otherwise: (post, { found, differences = [] }) =>
    `Time entry ${found} is billed already. ${inWhat(post, differences)} Have it corrected in ConnectWise, then say what it is.`,
  status_changed: ({ ticket_id }, { found }) =>
    `Since the click somebody gave ticket #${ticket_id} another status: ${found ? `“${found}”` : 'none'}. Change it all the same, or discard it.`,
  owner_changed: ({ ticket_id }, { found }) =>
    `Since the click ticket #${ticket_id} went to another owner: ${found ?? 'nobody'}. Change it all the same, or discard it.`,

  psa_refused: (post, { says }) => `${says} ${nothing(post)}`,
  never_reached: (post, { says, tries, at }) =>
    `${says} We tried ${tries} times until ${momentOf(at)}. ${nothing(post)}`,
  ticket_not_there: (post) =>
    `${gone(post)} ${nothing(post)}${post.kind === 'note' ? ' Copy the text.' : ''}`,
  ticket_closed: (post) =>
    `Ticket #${post.ticket_id} is closed in ConnectWise. ${nothing(post)} Reopen it there and retry, or copy the text.`,
  work_type_gone: (post) =>
    `ConnectWise has no such work type any more. ${nothing(post)} Discard it and book the time with another one.`,
  status_of_other_board: (post, { found }) =>
    `${found ? `“${found}”` : 'This status'} is no status of the board of ticket #${post.ticket_id}. ${nothing(post)} Choose one of that board.`,
  member_owns_ticket: (post, { found }) =>
    `${found ?? 'This member'} owns ticket #${post.ticket_id}. ${nothing(post)} Give the ticket to another owner first.`,
  keys_refused: (post, { says }) => `${says} ${nothing(post)} ${goesByItself}`,
  keys_locked: (post, { says }) => `${says} ${nothing(post)} ${goesByItself}`,
  taken_back: (post, { by, was_sent }) =>
    was_sent
      ? `Taken back by ${by} before it was sent again. The first one may be in the ticket all the same.`
      : `Taken back by ${by} before it was sent. ${nothing(post)}`,
  discarded: (_, { by, may_be_there }) =>
    may_be_there
      ? `Discarded by ${by}. It may be in the ticket all the same: look there before it is sent anew.`
      : `Discarded by ${by}.`,
}

const neverSent = {
  never: 'It was never sent. Say whether it is still to go.',
  not_found: 'It is not in the ticket as far as we could see. Say whether it is still to go.',
  unknown: 'Whether it was sent before is not known; look at the ticket, then say whether it is still to go.',
}

/** Alone, each of these is a sentence; the others are listed. */
const differenceWords: Record<PostDifference['part'], string> = {
  placement: 'It stands in another place of the ticket than it was sent to.',
  reference: 'It stands there without our reference at its end.',
  text: 'Its text is not the one that was sent.',
  text_since: 'Its text was changed since.',
  member: 'the member',
  start: 'the start',
  minutes: 'the minutes',
  work_type: 'the work type',
  notes: 'the notes',
  internal_notes: 'the internal notes',
}

function inWhat({ kind }: Post, differences: readonly PostDifference[]): string {
  const [first] = differences
  if (kind === 'note' && first) return differenceWords[first.part]
  const listed = differences.map(({ part, found }) =>
    found ? `${differenceWords[part]} (${found})` : differenceWords[part],
  )
  return `It differs from what was sent${listed.length > 0 ? ` in ${listed.join(', ')}` : ''}.`
}

const nothing = ({ kind }: Post) => kindNouns[kind].nothing
const gone = ({ ticket_id }: Post) => `Ticket #${ticket_id} does not exist in ConnectWise any more.`
const taken = (post: Post) => (post.psa_id ? `ConnectWise took it as ${nounOf(post)}.` : unconfirmed(post))

function unconfirmed({ attempt, sent_at }: Post): string {
  if (attempt === 0 || !sent_at) return 'Nobody knows whether it was sent before.'
  return `ConnectWise did not confirm it at ${momentOf(sent_at)}.`
}

function lookedFor(post: Post, { looks, at }: { looks: number; at: string }): string {
  const times = plural(looks, 'once', `${looks} times`)
  return `${unconfirmed(post)} We looked ${times} until ${momentOf(at)} and did not find it.`
}
