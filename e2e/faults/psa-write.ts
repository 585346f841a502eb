import { setTimeout as sleep } from 'node:timers/promises'
import { drawWriteFault, longestHiddenMs, rewritten, type WriteFault } from './fault-plan.ts'
import { brokenAnswer, brokenHead, type Exchange, json } from './psa-answer.ts'
import { noteBody } from './psa-bodies.ts'
import { count, type PsaDesk } from './psa-desk.ts'
import type { Commit } from './psa-truth.ts'

type Wire = {
  text: string
  detailDescriptionFlag: boolean
  internalAnalysisFlag: boolean
  resolutionFlag: boolean
}
/** Longer than any caller waits. */
const hangMs = 4_000
const hiddenShare = 0.08

export async function writeNote(desk: PsaDesk, exchange: Exchange): Promise<void> {
  const ticket = desk.truth.tickets.get(exchange.ticket_id)
  if (!ticket || ticket.deleted || ticket.company !== exchange.company)
    return json(exchange, 404, { code: 'NotFound', message: 'Ticket not found.' })
  // closed meanwhile: the PSA itself takes notes on closed tickets all the same
  return carryOut(desk, exchange, (fault) => noteBody(keep(desk, exchange, fault)))
}

/** One write with whatever befalls it; `commit` carries it out and answers what the PSA would say. */
export async function carryOut(
  desk: PsaDesk,
  exchange: Exchange,
  commit: (fault: WriteFault) => { id: number },
): Promise<void> {
  const { random, truth, struck } = desk
  truth.moments.emit('received')
  const fault: WriteFault = desk.isCalm ? { kind: 'none' } : drawWriteFault(random, desk.latest_commit_ms)
  if (fault.kind !== 'none') count(struck, nameOf(fault))
  await sleep(random.between(2, 25))
  switch (fault.kind) {
    case 'reset_before':
      return void exchange.request.socket.resetAndDestroy()
    case 'late_commit':
      exchange.request.socket.resetAndDestroy()
      return desk.later(sleep(fault.after_ms).then(() => void commit(fault)))
    case 'status':
      if (fault.commits) commit(fault)
      return json(exchange, fault.status, { code: 'Fault', message: 'The service failed.' })
    case 'busy':
      return json(exchange, 429, {}, fault.retry_after === null ? {} : { 'retry-after': fault.retry_after })
    case 'hang':
      if (fault.commits) commit(fault)
      await sleep(hangMs)
      return void exchange.request.socket.destroy()
    case 'reset_amid':
      if (random.chance(0.5)) commit(fault)
      return brokenHead(exchange)
    default:
      return answer(desk, exchange, fault, commit(fault))
  }
}

async function answer(
  desk: PsaDesk,
  exchange: Exchange,
  fault: WriteFault,
  body: { id: number },
): Promise<void> {
  await sleep(desk.random.between(1, 15))
  const status = exchange.request.method === 'POST' ? 201 : 200
  switch (fault.kind) {
    case 'reset_after':
      return void exchange.request.socket.resetAndDestroy()
    case 'half_body':
      return brokenAnswer(exchange, status, body)
    case 'empty':
      return void exchange.response.writeHead(status).end()
    case 'html':
      return void exchange.response
        .writeHead(status, { 'content-type': 'text/html' })
        .end('<html><title>Done</title></html>')
    case 'wrong_id':
      return json(exchange, status, { ...body, id: body.id + 1_000_000 })
    default:
      return json(exchange, status, body)
  }
}

/** What a reading does not show at once. */
export function hiddenFor({ random, isCalm, struck }: PsaDesk): number {
  if (isCalm || !random.chance(hiddenShare)) return 0
  count(struck, 'shown late')
  return random.between(100, longestHiddenMs)
}

function keep(desk: PsaDesk, exchange: Exchange, fault: WriteFault): Commit {
  const { random, truth } = desk
  const wire = JSON.parse(exchange.body) as Wire
  const note = truth.commit({
    company: exchange.company,
    ticket_id: exchange.ticket_id,
    asked_at: exchange.asked_at,
    text: wire.text,
    flags: {
      discussion: wire.detailDescriptionFlag,
      internal: wire.internalAnalysisFlag,
      resolution: wire.resolutionFlag,
    },
    hidden_ms: hiddenFor(desk),
  })
  if (fault.kind === 'rewritten') note.text = rewritten(note.text)
  if (fault.kind === 'wrong_flags') {
    note.flags = { ...note.flags, discussion: !note.flags.discussion, internal: !note.flags.internal }
    note.distorted = true
  }
  if (fault.kind === 'deleted_soon')
    desk.later(
      sleep(random.between(0, 3_000)).then(() => {
        note.deleted_at ??= Date.now()
      }),
    )
  if (fault.kind === 'edited_soon')
    desk.later(
      sleep(random.between(0, 3_000)).then(() => {
        note.edited = true
        note.text = random.chance(0.7) ? `Corrected by hand: ${note.text}` : withoutReference(note.text)
      }),
    )
  return note
}

const withoutReference = (text: string) => text.replace(/\s*ref \S+\s*$/, '')

function nameOf(fault: WriteFault): string {
  if (fault.kind === 'status')
    return fault.status < 500 && fault.status !== 408
      ? 'definite no'
      : `${fault.status} ${fault.commits ? 'after' : 'before'} commit`
  if (fault.kind === 'hang') return `timeout ${fault.commits ? 'after' : 'without'} commit`
  if (fault.kind === 'busy') return '429'
  return fault.kind.replaceAll('_', ' ')
}
