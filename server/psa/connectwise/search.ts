import type { TicketSummary } from '../../../shared/contracts/tickets.ts'
import type { Client } from './client.ts'
import { idValue, quoted, searchWords } from './conditions.ts'
import { identifiers, mapSummary } from './map.ts'
import { wireTicket } from './wire.ts'

const searchLimit = 25
const fields =
  'id,summary,company/name,status/name,priority/id,priority/name,priority/level,closedFlag,owner/identifier,resources'

/** Newest open tickets with all the words in summary or client; a number also finds its closed ticket. */
export async function searchTickets(
  client: Client,
  typed: string,
  memberIdentifier: string | null,
  signal: AbortSignal,
): Promise<TicketSummary[]> {
  const wanted = [
    wordsCondition(searchWords(typed)),
    ...(memberIdentifier ? [memberCondition(memberIdentifier)] : []),
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

function wordsCondition(words: readonly string[]): string {
  const [first = ''] = words
  const each = words.map(
    (word) => `(summary contains ${quoted(word)} or company/name contains ${quoted(word)})`,
  )
  const open = ['closedFlag = False', ...each].join(' and ')
  const isNumber = words.length === 1 && /^\d{1,9}$/.test(first)
  return isNumber ? `((${open}) or id = ${idValue(first)})` : open
}

function memberCondition(identifier: string): string {
  return `(resources contains ${quoted(identifier)} or owner/identifier = ${quoted(identifier)})`
}
