import * as v from 'valibot'
import type { ConnectionTest } from '../../../shared/contracts/connections.ts'
import { Problem } from '../../../shared/problems.ts'
import type { Client } from './client.ts'
import { BadAnswer, ConnectionFailure, HttpFailure, readProblem } from './errors.ts'
import { mapMember } from './map.ts'
import { wireMember, wireSystemInfo } from './wire.ts'

type Have = ConnectionTest['rights'][number]['have']

type Need = {
  need: string
  used_for: string
  /** A list that tells: the right to read it is there when it answers. */
  path: string
  required?: true
  /** A role that reads only its own member's records gets no error but an empty list, which proves nothing. */
  empty_proves_nothing?: true
}

const needs: Need[] = [
  {
    need: 'Service Desk > Service Tickets: Inquire',
    used_for: 'reading tickets',
    path: '/service/tickets',
    required: true,
  },
  { need: 'Service boards', used_for: 'boards and their statuses', path: '/service/boards' },
  {
    need: 'Companies > Contacts: Inquire',
    used_for: 'greeting the client by name',
    path: '/company/contacts',
  },
  {
    need: 'Companies > Configurations: Inquire',
    used_for: 'the devices of a ticket',
    path: '/company/configurations',
  },
  {
    need: 'System > Member Maintenance: Inquire',
    used_for: 'finding each engineer by e-mail',
    path: '/system/members',
  },
  {
    need: 'Time & Expense > Time Entry: Inquire (All)',
    used_for: 'notes of time entries, and knowing whether time was booked',
    path: '/time/entries',
    empty_proves_nothing: true,
  },
  { need: 'Work types', used_for: 'choosing the work type of time', path: '/time/workTypes' },
  {
    need: 'Service Desk > Resource Scheduling: Inquire (All)',
    used_for: 'seeing who works on a ticket',
    path: '/schedule/entries',
    empty_proves_nothing: true,
  },
  {
    need: 'System > Table Setup: Inquire and Add (Manage Hosted API)',
    used_for: 'putting the pod on the ticket screen',
    path: '/system/connectwisehostedsetups',
  },
]

/** Nothing tells these but a write, so they are named and not tried. */
const writes: { need: string; used_for: string }[] = [
  { need: 'Service Desk > Service Tickets: Add and Edit', used_for: 'posting notes' },
  { need: 'Service Desk > Service Tickets: Edit', used_for: 'changing status and owner' },
  { need: 'Service Desk > Close Service Tickets: Edit', used_for: 'closing tickets by their status' },
  {
    need: 'Time & Expense > Time Entry: Add (All), and Finance > Billing View Time: Inquire',
    used_for: 'booking time',
  },
  {
    need: 'Service Desk > Resource Scheduling: Add and Delete (All)',
    used_for: 'adding resources to a ticket and taking them off',
  },
]

const anyRows = v.looseObject({})

async function has(client: Client, need: Need, signal: AbortSignal): Promise<Have> {
  try {
    const query = { pageSize: '1', fields: 'id' }
    const { rows } = await client.readPage(anyRows, { path: need.path, query, signal })
    return need.empty_proves_nothing && rows.length === 0 ? 'unknown' : 'yes'
  } catch (error) {
    return error instanceof HttpFailure && [401, 403, 404].includes(error.status) ? 'no' : 'unknown'
  }
}

/** API-only members may have no record of themselves; the test passes without a name. */
async function whoAmI(client: Client, signal: AbortSignal): Promise<string | null> {
  try {
    return (
      mapMember(await client.read(wireMember, { path: '/system/myMembers/info', signal })).identifier || null
    )
  } catch {
    return null
  }
}

/** What the keys of a connection can do. Writing is not tried: a test leaves nothing behind in the PSA. */
export async function testConnection(client: Client, signal: AbortSignal): Promise<ConnectionTest> {
  let version: string | null = null
  try {
    version = (await client.read(wireSystemInfo, { path: '/system/info', signal })).version ?? null
  } catch (error) {
    return { ok: false, version: null, member: null, rights: [], problem: sentenceOf(error) }
  }
  const [member, ...have] = await Promise.all([
    whoAmI(client, signal),
    ...needs.map((need) => has(client, need, signal)),
  ])
  const rights: ConnectionTest['rights'] = needs.map(({ need, used_for }, index) => ({
    need,
    have: have[index] ?? 'unknown',
    used_for,
  }))
  rights.push(...writes.map((row) => ({ ...row, have: 'unknown' as const })))
  const lacking = rights.filter((_, index) => needs[index]?.required && have[index] !== 'yes')
  const problem =
    lacking.length === 0
      ? null
      : `The API member lacks a right: ${lacking.map(({ need }) => need).join(', ')}.`
  return { ok: lacking.length === 0, version, member, rights, problem }
}

/** On the cloud, wrong keys and a wrong company id can answer 404. */
function sentenceOf(error: unknown): string {
  if (error instanceof HttpFailure && [403, 404].includes(error.status))
    return 'ConnectWise refused the company id, the keys or the client id.'
  if (error instanceof BadAnswer) return error.message
  if (error instanceof ConnectionFailure)
    return 'ConnectWise could not be reached at the address of this connection.'
  const problem = readProblem(error)
  if (problem instanceof Problem) return problem.message
  throw error
}
