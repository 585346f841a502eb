import type { TicketSummary } from '../../../shared/contracts/tickets.ts'
import type { SearchScope } from '../provider.ts'
import type { Client } from './client.ts'
import { idList, idValue, quoted, searchWords } from './conditions.ts'
import { identifiers, mapSummary } from './map.ts'
import { isAddress, ticketNumbers } from './ticket-numbers.ts'
import { wireTicket } from './wire.ts'

const searchLimit = 25
const fields =
  'id,summary,board/id,company/name,status/name,priority/id,priority/name,priority/level,closedFlag,owner/identifier,resources'

/** Newest open tickets with all the words in summary or client; a ticket's number, however it is written, also finds it closed. */
export async function searchTickets(
  client: Client,
  typed: string,
  scope: SearchScope | null,
  signal: AbortSignal,
): Promise<TicketSummary[]> {
  const { memberIdentifier = null, boards = null } = scope ?? {}
  if (boards?.length === 0) return []
  const wanted = [
    wordsCondition(typed),
    ...(memberIdentifier ? [memberCondition(memberIdentifier)] : []),
    ...(boards ? [`board/id in ${idList(boards)}`] : []),
  ]
  const query = {
    conditions: wanted.join(' and '),
    fields,
    orderBy: 'id desc',
    pageSize: String(searchLimit),
  }
  const { rows } = await client.readPage(wireTicket, { path: '/service/tickets', query, signal })
  // "contains" on the list of resources also finds longer names that hold this one.
  const me = memberIdentifier?.toLowerCase()
  const isMine = (names: string[]) => names.some((name) => name.toLowerCase() === me)
  return rows
    .filter((row) => !me || isMine([row.owner?.identifier ?? '', ...identifiers(row.resources)]))
    .map(mapSummary)
}

function wordsCondition(typed: string): string {
  const words = searchWords(typed)
  const each = words.map(
    (word) => `(summary contains ${quoted(word)} or company/name contains ${quoted(word)})`,
  )
  const open = ['closedFlag = False', ...each].join(' and ')
  const numbers = ticketNumbers(typed)
  if (numbers.length === 0) return open
  // the words of an address find nothing
  const named = numbers.map((number) => `id = ${idValue(number)}`).join(' or ')
  return isAddress(typed) ? `(${named})` : `((${open}) or ${named})`
}

function memberCondition(identifier: string): string {
  return `(resources contains ${quoted(identifier)} or owner/identifier = ${quoted(identifier)})`
}
