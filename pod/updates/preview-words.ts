import type {
  DraftNews,
  Mailed,
  NoteReaders,
  PostObstacle,
  PostPreview,
} from '../../shared/contracts/updates.ts'
import { momentOf, plural } from '../ui/when.ts'

/** What happened since a draft was written, a sentence for each. */
export function newsWords(news: readonly DraftNews[]): string {
  return news.map((each) => (newsSentences[each.kind] as (of: DraftNews) => string)(each)).join(' ')
}

const newsSentences: { [Kind in DraftNews['kind']]: (of: DraftNews & { kind: Kind }) => string } = {
  note: ({ who, from_client, at }) =>
    `${who}${from_client ? ' (client)' : ''} wrote in the ticket at ${momentOf(at)}.`,
  ticket: ({ at }) => `The ticket was changed at ${momentOf(at)}.`,
  case: ({ facts, tasks, messages }) => {
    const parts = [
      facts > 0 && `${facts} ${plural(facts, 'finding', 'findings')}`,
      tasks > 0 && `${tasks} ${plural(tasks, 'step', 'steps')}`,
      messages > 0 && `${messages} ${plural(messages, 'message', 'messages')}`,
    ]
    return `The case went on since: ${parts.filter(Boolean).join(', ')}.`
  },
}

/** Who can read it, as the name of the bar above the click; whom it is mailed to stands apart. */
export const readsWords = (readers: NoteReaders): string =>
  readers.who === 'engineers' ? 'Engineers only' : `${readers.client_name ?? 'The client'} can read this`

/** Whom the PSA mails it to; null where that cannot be read now. */
export const mailedTo = (readers: NoteReaders): readonly Mailed[] | null =>
  readers.who === 'engineers' ? [] : readers.mailed

export const mailedNobody = 'Nobody is e-mailed'
export const mailedUnknown = 'Unknown who is e-mailed: ConnectWise cannot be read right now'
export const mailedName = ({ as, name }: Mailed): string => (as === 'resource' ? `${name} (assigned)` : name)

/** Who reads it and who is e-mailed, in one line. */
export function reachWords({ read_by }: Pick<PostPreview, 'read_by'>): string {
  const mailed = mailedTo(read_by)
  const mails = mailed?.length ? `E-mails ${mailed.map(mailedName).join(', ')}` : mailedNobody
  return `${readsWords(read_by)}. ${mailed ? mails : mailedUnknown}.`
}

/** Why the button is dashed. */
export function obstacleWords(obstacle: PostObstacle, ticketId: string): string {
  switch (obstacle.code) {
    case 'ticket_moved':
      return `Ticket #${ticketId} belongs to ${obstacle.company ?? 'no company'} now. Write a new update for it.`
    case 'ticket_closed':
      return `Ticket #${ticketId} is closed in ConnectWise. Reopen it there, or copy the text.`
    case 'ticket_not_there':
      return `Ticket #${ticketId} does not exist in ConnectWise any more. Copy the text.`
    case 'documented':
      return `The documentation stands in #${ticketId}${noteOf(obstacle.psa_id)}. This text is to copy.`
    case 'client_told':
      return `The client was told already how it ended${noteOf(obstacle.psa_id)}. This text is to copy.`
    case 'keys_locked':
      return 'The keys of the connection cannot be opened on this server. A post waits until an admin has mended that.'
    case 'keys_refused':
      return 'ConnectWise refuses the keys of this connection. A post waits until an admin has renewed them.'
  }
}

/** Where the ticket says it already, the text is taken along by hand. */
export const toCopy = (obstacle: PostObstacle | null, ticketId: string): string | null =>
  obstacle?.code === 'documented' || obstacle?.code === 'client_told'
    ? obstacleWords(obstacle, ticketId)
    : null

const noteOf = (psa_id: string | null) => (psa_id ? `, note ${psa_id}` : '')
