import type { PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { PostState } from '../../shared/contracts/post-states.ts'
import type { Placement, Post, PostEvent } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { plural } from '../ui/when.ts'
import { hasNumber, kindNouns, nounOf } from './kind-nouns.ts'

/** `who` stands before the words, where a person did it. */
type HistoryLine = { who: string | null; words: string; tone: Tone }

type Detail = PostEvent['detail']
/**
 * What a line tells of: `it` by the number that this line names, `as` which one it became where it has a number of its
 * own, `looks` in words.
 */
type Told = { it: string; as: string; name: string; looks: string; found: string | null; detail: Detail }

const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

const asked: Record<Placement, string> = {
  internal: 'clicked Post, for an internal note',
  discussion: 'clicked Post, for a note to the client',
  resolution: 'clicked Post, for a resolution that the client reads',
}

/** One line of a post's history as people say it. */
export function historyLine({ who, action, result, detail }: PostEvent, kind: Post['kind']): HistoryLine {
  const psa_id = text(detail.psa_id)
  const told: Told = {
    it: nounOf({ kind, psa_id }),
    as: hasNumber(kind) && psa_id !== null ? ` as ${nounOf({ kind, psa_id })}` : '',
    name: kindNouns[kind].name,
    looks: plural(Number(detail.looks), 'one look', `${Number(detail.looks)} looks`),
    found: text(detail.found),
    detail,
  }
  const deed = deedOf(action, told, psa_id)
  if (deed) return { who: who?.name ?? null, words: deed, tone: tones[result] ?? 'muted' }
  return { who: null, words: whatHappened(action, told), tone: tones[result] ?? 'muted' }
}

/** What a person did. */
function deedOf(action: string, { it, name, detail }: Told, psa_id: string | null): string | null {
  if (action === 'post.enqueued') return asked[text(detail.placement) as Placement] ?? `asked for the ${name}`
  if (action === 'post.leaks_accepted') return `let ${countOf(detail.leaks)} go out`
  if (detail.undo === true) return 'took it back'
  switch (detail.decision) {
    case undefined:
      return null
    case 'it_is_there':
      return `said that it is ${it}`
    case 'post_again':
      return psa_id === null
        ? 'asked to send it again'
        : `asked to send it again; ${it} is in the ticket already`
    case 'discard':
      return 'discarded it'
    default:
      return 'decided'
  }
}

const countOf = (leaks: unknown) =>
  Array.isArray(leaks) && leaks.length > 1 ? `${leaks.length} possible secrets` : 'a possible secret'

const tones: Record<string, Tone> = {
  accepted: 'amber',
  posted: 'muted',
  verified: 'green',
  uncertain: 'amber',
  needs_human: 'amber',
  rejected: 'red',
  blocked: 'red',
}

function whatHappened(action: string, told: Told): string {
  const { detail, as } = told
  if (action === 'post.copy_deleting') return `Deletes a second copy, note ${text(detail.note)}`
  if (detail.audit !== undefined) return ofAudit(told)
  const reason = byReason[detail.reason as PostReasonCode]
  if (reason) return reason(told)
  if (action === 'post.sending') return ofSending(told)
  if (detail.late === true) return `ConnectWise took it all the same${as}`
  return byState[action.replace('post.', '') as PostState] ?? 'Something changed'
}

function ofSending({ as, detail: { attempt, trial, late } }: Told): string {
  if (late === true) return `An earlier try was answered after all: ConnectWise took it${as}`
  if (trial === true) return 'Sending, to try whether ConnectWise works again'
  return Number(attempt) > 1 ? `Sending, try ${Number(attempt)}` : 'Sending'
}

/** Of lines that name no reason. */
const byState: Partial<Record<PostState, string>> = {
  posted: 'ConnectWise took it',
  verified: 'Read back: it stands there as it was sent',
  uncertain: 'No clear answer: it is looked for before anything else',
  checking: 'Looking for it in the ticket',
  ready: 'It waits for the next try',
  needs_human: 'A person is asked',
  rejected: 'Not sent, and not tried again',
  blocked: 'ConnectWise refused the keys: it waits',
  cancelled: 'Discarded',
}

const toBeSeen = 'it is looked for before anything else'
const isAsked = 'a person is asked'

/** Why it is where the line says. Null: no line names it, or the line says more than it. */
const byReason: Record<PostReasonCode, ((told: Told) => string) | null> = {
  waiting: () => 'Put back before anything was sent',
  waits_for_post: null,
  connection_stopped: null,
  connection_trying: null,
  connection_paused: null,
  connection_well: () => 'The connection works again',
  asked_again: null,
  psa_not_reached: () => 'ConnectWise was not reached: it waits for the next try',
  psa_busy: () => 'ConnectWise asked us to wait: it waits for the next try',
  sent_again: ({ looks }) => `Not in the ticket after ${looks}: sent again`,

  sending: null,
  sending_interrupted: () => `Sending was interrupted: ${toBeSeen}`,
  no_clear_answer: () => `No clear answer: ${toBeSeen}`,
  taken_unnamed: () => 'ConnectWise took it without saying as what: it is looked for',
  refused_in_doubt: () => `ConnectWise refused this try, and may have taken an earlier one: ${toBeSeen}`,
  not_found_yet: null,
  ticket_not_seen: null,
  unreadable: null,
  two_named: ({ it }) => `ConnectWise named a second one, ${it}: looking for both`,
  named_earlier: () => 'ConnectWise had taken an earlier try: looking for that',
  database_restored: () => 'The database came back: looking whether it is in the ticket',

  taken: ({ as, detail }) =>
    `ConnectWise took it${as}${detail.member_refused === true ? ', with its author named in the first line' : ''}`,
  taken_after_discard: ({ as }) => `Discarded, but ConnectWise had taken it${as}`,
  taken_twice: ({ as }) => `Discarded, but ConnectWise had taken it${as}; the same was sent again since`,
  not_shown_yet: null,
  read_back_failed: null,
  not_read_back: null,
  read_back: ({ it, as, detail }) => {
    if (!as) return 'Looked: the ticket is as was asked for'
    return detail.from === 'posted'
      ? `Read back: ${it} stands there as it was sent`
      : `Found in the ticket${as}, as it was sent`
  },
  differs: ({ it }) => `Read back: ${it}, not quite as it was sent`,
  copy_deleted: null,
  ticket_gone_since: null,
  confirmed: null,

  one_near: () => `Something much like it is in the ticket: ${isAsked}`,
  several_found: () => `It is in the ticket more than once: ${isAsked}`,
  unreadable_too_long: () => `The ticket could not be read for too long: ${isAsked}`,
  taken_not_found: ({ looks }) =>
    `ConnectWise took it, but after ${looks} it is not in the ticket: ${isAsked}`,
  taken_not_there: ({ as }) => `ConnectWise took it${as}, but that is not in the ticket: ${isAsked}`,
  tries_used_up: ({ looks }) => `Not in the ticket after ${looks}, and no try is left: ${isAsked}`,
  ticket_gone: () => `The ticket does not exist any more: ${isAsked}`,
  change_not_taken: () => `ConnectWise said yes, but the ticket is as it was: ${isAsked}`,
  deleted_since: null,
  copies_found: null,
  too_old: () => `It waited for more than three days: ${isAsked}`,
  right_off: () => `Whoever asked for it may not write this any more: ${isAsked}`,
  client_reads_internal_note: ({ it }) => `Read back: the client can read ${it}`,
  client_cannot_read_note: ({ it }) => `Read back: the client cannot read ${it}`,
  client_reads_other_words: ({ it }) => `Read back: ${it} says something else than was sent`,
  member_refused: () => 'ConnectWise takes no note in a member’s name: the first line is asked about',
  ticket_merged: ({ found }) => `The ticket was merged into #${found}: ${isAsked}`,
  ticket_moved: ({ found }) => `The ticket belongs to ${found ?? 'no company'} now: ${isAsked}`,
  time_overlaps: ({ found }) => `Time entry ${found} lies over this time: ${isAsked}`,
  time_billed_otherwise: ({ it }) => `Read back: ${it} is billed, and not as it was sent`,
  status_changed: ({ found }) => `The ticket has another status, ${found ?? 'none'}: ${isAsked}`,
  owner_changed: ({ found }) => `The ticket has another owner, ${found ?? 'nobody'}: ${isAsked}`,

  psa_refused: ({ detail }) =>
    text(detail.status) === null
      ? 'ConnectWise refused it'
      : `ConnectWise refused it (${text(detail.status)})`,
  never_reached: () => 'ConnectWise was not reached, and it is not tried again',
  ticket_not_there: () => 'Not sent: the ticket does not exist',
  ticket_closed: () => 'Not sent: the ticket is closed',
  work_type_gone: () => 'Not sent: ConnectWise has no such work type any more',
  status_of_other_board: ({ found }) =>
    `Not sent: ${found ?? 'the status'} is no status of the ticket’s board`,
  member_owns_ticket: ({ found }) => `Not sent: ${found ?? 'the member'} owns the ticket`,
  keys_refused: () => 'ConnectWise refused the keys: it waits',
  keys_locked: () => 'The keys of the connection cannot be opened: it waits',
  taken_back: null,
  discarded: null,
}

/** What a look ten minutes and a day later found. */
function ofAudit({ name, detail }: Told): string {
  switch (detail.audit) {
    case 'as_asked':
      return 'Looked again: it stands there as it was sent'
    case 'client_reads_internal_note':
      return 'Looked again: the client can read it now'
    case 'client_cannot_read_note':
      return 'Looked again: the client cannot read it'
    case 'client_reads_other_words':
    case 'differs':
      return 'Looked again: it stands there, changed'
    case 'time_billed_otherwise':
      return 'Looked again: it is billed, and not as it was sent'
    case 'missing':
      return `Looked again: the ${name} is not in the ticket any more`
    case 'ticket_gone':
      return 'Looked again: the ticket does not exist any more'
    case 'copies':
      return `Looked again: ${Array.isArray(detail.psa_ids) ? detail.psa_ids.length : 'several'} copies stand there`
    case 'copy_deleted':
      return `A second copy, note ${text(detail.deleted)}, was deleted`
    case 'copy_not_deleted':
      return `A second copy, note ${text(detail.note)}, could not be deleted`
    case 'unreadable':
      return 'Looked again: the ticket could not be read'
    default:
      return 'Looked again'
  }
}
