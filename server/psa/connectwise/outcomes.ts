import { Problem } from '../../../shared/problems.ts'
import { Busy } from '../limiter.ts'
import type { WriteOutcome } from '../provider.ts'
import type { Client } from './client.ts'
import { BadAnswer, ConnectionFailure, classOf, HttpFailure, saidBy } from './errors.ts'

const probeLimitMs = 4_000
const pingLimitMs = 10_000

/** How the sentences about a write name it, and what may have happened where nobody knows. */
export type Written = { name: string; maybe: string }

/** What a failed write says of it. */
export async function outcomeOf(client: Client, error: unknown, thing: Written): Promise<WriteOutcome> {
  if (error instanceof Busy) return notSent(null, error.retry_after_s, 'ConnectWise asked us to slow down.')
  if (error instanceof ConnectionFailure)
    return error.nothing_sent
      ? notSent(null, null, 'ConnectWise could not be reached.')
      : { kind: 'unknown', status: null, says: `ConnectWise did not answer; ${thing.maybe}.` }
  if (error instanceof BadAnswer)
    return {
      kind: 'unidentified',
      status: error.status,
      says: `ConnectWise took ${thing.name}, but its answer could not be read.`,
    }
  if (error instanceof HttpFailure) return refusalOf(client, error, thing)
  // An order that cannot be written down: refused here as ConnectWise would, with nothing sent.
  if (error instanceof Problem && error.code === 'invalid')
    return { kind: 'refused', status: 400, says: error.message }
  // Thrown before the request was made, or by a fault of ours after it: only a look can tell.
  return { kind: 'unknown', status: null, says: `It is not known whether ${thing.name} was sent.` }
}

async function refusalOf(client: Client, failure: HttpFailure, thing: Written): Promise<WriteOutcome> {
  const { status } = failure
  const refused: WriteOutcome = { kind: 'refused', status, says: saidBy(failure) }
  const keysRefused: WriteOutcome = {
    kind: 'keys_refused',
    status,
    says:
      status >= 300 && status < 400
        ? 'ConnectWise sent us to another address. Check the site of this connection.'
        : 'ConnectWise refused the keys of this connection.',
  }
  const unknown: WriteOutcome = {
    kind: 'unknown',
    status,
    says: `ConnectWise answered ${status}; ${thing.maybe}.`,
  }
  switch (classOf(status)) {
    case 'refused':
      return refused
    case 'keys_refused':
      return keysRefused
    case 'busy':
      return notSent(status, failure.retry_after_s ?? 30, 'ConnectWise asked us to slow down.')
    case 'probe': {
      const keys = await probeKeys(client)
      return keys === 'work' ? refused : keys === 'refused' ? keysRefused : unknown
    }
    default:
      return unknown
  }
}

/** A failed reading before a write: the write itself was not sent, whatever became of the reading. */
export async function outcomeBefore(client: Client, error: unknown, thing: Written): Promise<WriteOutcome> {
  const outcome = await outcomeOf(client, error, thing)
  if (outcome.kind !== 'unknown' && outcome.kind !== 'unidentified') return outcome
  const { status } = outcome
  return notSent(status, null, 'ConnectWise could not be read first.')
}

function notSent(status: number | null, retryAfterS: number | null, says: string): WriteOutcome {
  return { kind: 'not_sent', status, retry_after_s: retryAfterS, says }
}

/** Throws what the client throws. */
export async function ping(client: Client): Promise<void> {
  await client.send({ method: 'GET', path: '/system/info', signal: AbortSignal.timeout(pingLimitMs) })
}

/** Bad keys look like 403 or 404 on the cloud: whether they work anywhere tells which it is. */
export async function probeKeys(client: Client): Promise<'work' | 'refused' | 'unknown'> {
  try {
    await client.send({ method: 'GET', path: '/system/info', signal: AbortSignal.timeout(probeLimitMs) })
    return 'work'
  } catch (error) {
    if (error instanceof BadAnswer) return 'unknown'
    if (!(error instanceof HttpFailure)) return 'unknown'
    const answered = classOf(error.status)
    return answered === 'keys_refused' || answered === 'probe' ? 'refused' : 'unknown'
  }
}
