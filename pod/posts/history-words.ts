import type { PostReasonCode } from '../../shared/contracts/post-reasons.ts'
import type { Placement, PostEvent } from '../../shared/contracts/posts.ts'
import type { Tone } from '../ui/Notice.tsx'
import { plural } from '../ui/when.ts'

/** `who` stands before the words, where a person did it. */
type HistoryLine = { who: string | null; words: string; tone: Tone }

type Detail = PostEvent['detail']
const text = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null

const asked: Record<Placement, string> = {
  internal: 'clicked Post, for an internal note',
  discussion: 'clicked Post, for a note to the client',
  resolution: 'clicked Post, for a resolution that the client reads',
}
const decided: Record<string, string> = {
  post_again: 'asked to post it again',
  discard: 'discarded it',
}

/** One line of a post's history as people say it. */
export function historyLine({ who, action, result, detail }: PostEvent): HistoryLine {
  const by = who?.name ?? null
  const tone = tones[result] ?? 'muted'
  const decision = text(detail.decision)
  const note = text(detail.psa_id)
  if (action === 'post.enqueued')
    return { who: by, words: asked[text(detail.placement) as Placement] ?? 'clicked Post', tone: 'muted' }
  if (action === 'post.leaks_accepted')
    return { who: by, words: `let ${countOf(detail.leaks)} go out`, tone: 'amber' }
  if (decision === 'it_is_there')
    return { who: by, words: note ? `said that it is note ${note}` : 'said that it is there', tone }
  if (decision !== null) return { who: by, words: decided[decision] ?? 'decided', tone }
  if (detail.undo === true) return { who: by, words: 'took it back', tone }
  return { who: null, words: whatHappened(action, detail, note), tone }
}

const countOf = (leaks: unknown) =>
  Array.isArray(leaks) && leaks.length > 1 ? `${leaks.length} possible secrets` : 'a possible secret'

const tones: Record<string, Tone> = {
  posted: 'muted',
  verified: 'green',
  uncertain: 'amber',
  needs_human: 'amber',
  rejected: 'red',
  blocked: 'red',
}

function whatHappened(action: string, detail: Detail, note: string | null): string {
  if (detail.audit !== undefined) return ofAudit(detail)
  switch (action) {
    case 'post.sending':
      return ofSending(detail)
    case 'post.posted':
      if (detail.compared === 'differs') return `Read back: note ${note}, not quite as it was sent`
      return note ? `ConnectWise took it as note ${note}` : 'ConnectWise took it'
    case 'post.verified':
      return detail.from === 'posted'
        ? `Read back: note ${note} stands there as it was sent`
        : `Found in the ticket as note ${note}, as it was sent`
    case 'post.uncertain':
      return 'No clear answer: it is looked for before anything else'
    case 'post.checking':
      if (detail.epoch !== undefined) return 'The database came back: looking whether it is in the ticket'
      return note
        ? `ConnectWise named a second note, ${note}: looking for both`
        : 'Looking for it in the ticket'
    case 'post.ready':
      return ofReady(detail)
    case 'post.needs_human':
      return ofAsking(detail, note)
    case 'post.rejected':
      return detail.status
        ? `ConnectWise refused it (${text(detail.status)})`
        : 'Not posted, and not tried again'
    case 'post.blocked':
      return 'ConnectWise refused the keys: it waits'
    case 'post.cancelled':
      return note ? `Discarded, but ConnectWise had taken it as note ${note}` : 'Discarded'
    case 'post.copy_deleting':
      return `Deletes a second copy, note ${text(detail.note)}`
    default:
      return 'Something changed'
  }
}

function ofSending({ attempt, trial }: Detail): string {
  if (trial === true) return 'Sending, to try whether ConnectWise works again'
  return Number(attempt) > 1 ? `Sending, try ${Number(attempt)}` : 'Sending'
}

function ofReady({ looks, from, given_back }: Detail): string {
  if (looks !== undefined) return `Not in the ticket after ${times(looks)}: sent again`
  if (given_back === true) return 'Put back before anything was sent'
  return from === 'blocked' ? 'The connection works again' : 'Nothing was posted: it waits for the next try'
}

function ofAsking(
  { compared, member_refused, merged_into, moved, looks }: Detail,
  note: string | null,
): string {
  if (member_refused === true)
    return 'ConnectWise takes no note in a member’s name: the first line is asked about'
  switch (compared as PostReasonCode) {
    case 'client_reads_internal_note':
      return `Read back: the client can read note ${note}`
    case 'client_cannot_read_note':
      return `Read back: the client cannot read note ${note}`
    case 'client_reads_other_words':
      return `Read back: note ${note} says something else than was sent`
  }
  if (merged_into !== undefined) return `The ticket was merged into #${text(merged_into)}`
  if (moved === true) return 'The ticket belongs to another company now'
  if (note !== null) return `Note ${note} is not in the ticket`
  return looks === undefined ? 'A person is asked' : `A person is asked, after ${times(looks)}`
}

const times = (looks: unknown) => plural(Number(looks), 'one look', `${Number(looks)} looks`)

/** What a look ten minutes and a day later found. */
function ofAudit(detail: Detail): string {
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
    case 'missing':
      return 'Looked again: the note is not in the ticket any more'
    case 'ticket_gone':
      return 'Looked again: the ticket does not exist any more'
    case 'copies':
      return `Looked again: ${Array.isArray(detail.psa_ids) ? detail.psa_ids.length : 'several'} copies stand there`
    case 'copy_deleted':
      return `A second copy, note ${text(detail.deleted)}, was deleted`
    case 'copy_not_deleted':
      return `A second copy, note ${text(detail.note)}, could not be deleted`
    default:
      return 'Looked again: the notes could not be read'
  }
}
