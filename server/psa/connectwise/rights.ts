import * as v from 'valibot'
import type { ConnectionRight, KeyTrouble } from '../../../shared/contracts/connections.ts'
import { Problem } from '../../../shared/problems.ts'
import type { PsaTest } from '../provider.ts'
import type { Client } from './client.ts'
import { BadAnswer, ConnectionFailure, HttpFailure, readProblem } from './errors.ts'
import { mapMember } from './map.ts'
import { beyond, type Need, needs, writes } from './needs.ts'
import { troubleOf } from './trouble.ts'
import { wireMember, wireSystemInfo } from './wire.ts'

const tryLimitMs = 10_000
const anyRows = v.looseObject({})

async function has(
  client: Client,
  { path, empty_proves_nothing }: Pick<Need, 'path' | 'empty_proves_nothing'>,
  signal: AbortSignal,
): Promise<ConnectionRight['have']> {
  try {
    const query = { pageSize: '1', fields: 'id' }
    const { rows } = await client.readPage(anyRows, { path, query, signal })
    return empty_proves_nothing && rows.length === 0 ? 'unknown' : 'yes'
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

const readInfo = (client: Client, signal: AbortSignal) =>
  client.read(wireSystemInfo, { path: '/system/info', signal })

/** Whether the keys work at all, which is known before they are kept. */
export async function tryKeys(client: Client): Promise<KeyTrouble | null> {
  try {
    await readInfo(client, AbortSignal.timeout(tryLimitMs))
    return null
  } catch (error) {
    return troubleOf(error)
  }
}

/** What the keys of a connection can do. Writing is not tried: a test leaves nothing behind in the PSA. */
export async function testConnection(client: Client, signal: AbortSignal): Promise<PsaTest> {
  let version: string
  try {
    version = (await readInfo(client, signal)).version
  } catch (error) {
    const trouble = troubleOf(error)
    return { ok: false, version: null, member: null, rights: [], trouble, problem: sentenceOf(error) }
  }
  const all = <Row extends { path: string }>(rows: readonly Row[]) =>
    Promise.all(rows.map((row) => has(client, row, signal)))
  const [member, read, more] = await Promise.all([whoAmI(client, signal), all(needs), all(beyond)])
  const rights: ConnectionRight[] = [
    ...needs.map((row, at) => rightOf(row, 'read', read[at])),
    ...writes.map((row) => rightOf(row, 'write', 'unknown')),
    ...beyond.map((row, at) => rightOf(row, 'beyond', more[at])),
  ]
  const lacking = needs.filter(({ required }, at) => required && read[at] !== 'yes')
  if (lacking.length === 0) return { ok: true, version, member, rights, trouble: null, problem: null }
  const problem = `The API member lacks a right: ${lacking.map(({ need }) => need).join(', ')}.`
  return { ok: false, version, member, rights, trouble: 'right_missing', problem }
}

function rightOf(
  { code, need, used_for }: Pick<ConnectionRight, 'code' | 'need' | 'used_for'>,
  kind: ConnectionRight['kind'],
  have: ConnectionRight['have'] = 'unknown',
): ConnectionRight {
  return { code, kind, need, have, used_for }
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
