import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ServerType } from '@hono/node-server'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { readDocumentation } from '../../closings/read-documentation.ts'
import { resolve } from '../../closings/resolve.ts'
import { createSession } from '../../sessions/create-session.ts'
import { sessionDetail } from '../../sessions/session-detail.ts'
import { repetitions, seed } from '../../testing/chance.ts'
import { createTestDatabase, type TestDatabase } from '../../testing/database.ts'
import { enqueueChain, type Outbox, outbox } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import type { PostChildTask } from '../../testing/post-child.ts'
import { serveSimulator } from '../../testing/serve-simulator.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'
import type { NewPost } from '../enqueue.ts'
import { startPostWorker } from './worker.ts'

const childScript = fileURLToPath(new URL('../../testing/post-child.ts', import.meta.url))
const settings = {
  NODE_ENV: 'test',
  SECRET_KEYS: `test:${randomBytes(32).toString('base64')}`,
  ALLOW_LOOPBACK_PSA: 'true',
  POST_SETTLE_SECONDS: '1',
  POST_LEASE_SECONDS: '30',
  POST_UNDO_SECONDS: '0',
  POST_AUDIT_SECONDS: '86400',
  POSTS_PER_MINUTE: '1000',
}
const ticketIds = ['48297', '48285', '48302']
const longMs = 120_000

let database: TestDatabase
let world: TestWorld
let who: People
let box: Outbox
let server: ServerType
const children = new Set<ChildProcess>()

beforeAll(async () => {
  database = await createTestDatabase()
  world = await createTestWorld({ database, settings })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  server = await serveSimulator(world, box)
})
afterEach(async () => {
  world.simulator.clearFaults()
  await box.closeBreaker()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await world?.stop()
  server?.close()
  await database?.stop()
})

type Row = {
  id: string
  kind: string
  placement: string | null
  state: string
  order: { internal_notes?: string }
}
type Closing = readonly Pick<NewPost, 'source'>[]
const findDetail = (id: string) => sessionDetail(who.ctxFor('ben'), id)
const wordsOf = (closing: readonly NewPost[]) =>
  closing.flatMap((part) => (part.kind === 'note' ? [part.text] : []))
const partsOf = (closing: Closing) =>
  box.inAcme(
    (sql) => sql<Row[]>`
      select id, kind, placement, state, "order" from posts where source_id = ${closing[0]?.source.id ?? ''} order by created_at, id`,
  )

const tenant = () => {
  const acme = world.simulator.state.tenants.acme
  if (!acme) throw new Error('the simulator has no Acme')
  return acme
}
/** The ticket open again, and the number of the status that closes it. */
function openTicket(ticketId: string): string {
  const ticket = tenant().tickets.find(({ id }) => String(id) === ticketId)
  const ofBoard = tenant().statuses.filter(({ boardId }) => boardId === ticket?.boardId)
  const [open, closed] = [
    ofBoard.find((each) => !each.timeEntryNotAllowed),
    ofBoard.find((each) => each.closed),
  ]
  if (!ticket || !open || !closed) throw new Error(`no ticket ${ticketId}`)
  ticket.statusId = open.id
  return String(closed.id)
}

/** Each part stands there once, the ticket is closed, and no part was written before the one in front of it was there. */
async function expectOnceInOrder(
  closing: Closing,
  ticketId: string,
  statusId: string,
  texts: readonly string[],
): Promise<void> {
  const rows = await partsOf(closing)
  expect(rows.map(({ state }) => state)).toEqual(['verified', 'verified', 'verified', 'verified'])
  expect(texts.map((text) => box.notesWith(text).length)).toEqual([1, 1])
  const words = rows[2]?.order.internal_notes ?? ''
  const entries = tenant().timeEntries.filter(({ internalNotes }) => internalNotes.includes(words))
  expect(entries).toHaveLength(1)
  const ticket = tenant().tickets.find(({ id }) => String(id) === ticketId)
  expect(String(ticket?.statusId)).toBe(statusId)
  const writes = await box.inAcme(
    (sql) => sql<{ at: string; until: string }[]>`
      select p.id, min(a.at) filter (where a.action = 'post.sending') as at,
        max(a.at) filter (where a.action = 'post.verified') as until
      from posts p join audit_log a on a.subject_id = p.id::text
      where p.source_id = ${closing[0]?.source.id ?? ''} group by p.id, p.created_at order by p.created_at, p.id`,
  )
  for (const [i, write] of writes.entries())
    if (i > 0) expect(Date.parse(write.at)).toBeGreaterThanOrEqual(Date.parse(writes[i - 1]?.until ?? ''))
}

/** As if the dead process's leases, what waits for another try, and looks that it began were over. */
const hurry = () =>
  box.inAcme(async (sql) => {
    await sql`update posts set lease_until = now() where state = 'sending'`
    await sql`update posts set check_at = now() where state in ('checking', 'posted') and check_at > now() + interval '5 seconds'`
    await sql`update posts set send_after = now() where state = 'ready'`
  })

async function finished(closing: Closing): Promise<void> {
  const worker = startPostWorker(world)
  const until = Date.now() + 60_000
  while (Date.now() < until) {
    const rows = await partsOf(closing)
    if (rows.length === closing.length && rows.every(({ state }) => state === 'verified')) break
    await pause(50)
  }
  await worker.stop()
}

test('a closing of four while ConnectWise is away for an hour: in order, once each', {
  timeout: longMs,
}, async () => {
  const [ticketId = ''] = ticketIds
  const statusId = openTicket(ticketId)
  const closing = box.closing(ticketId, statusId)
  world.simulator.addFault({ kind: 'unreachable' })
  await enqueueChain(who.ctxFor('ben'), closing)
  const worker = startPostWorker(world)
  // 5, 15, 45 minutes
  for (const tries of [1, 2, 3]) {
    await hurry()
    await expect
      .poll(async () => (await box.read((await partsOf(closing))[0]?.id ?? '')).not_sent_count)
      .toBe(tries)
    const states = (await partsOf(closing)).map(({ state }) => state)
    expect(states).toEqual(['ready', 'ready', 'ready', 'ready'])
    await box.closeBreaker()
  }
  await worker.stop()
  world.simulator.clearFaults()
  await hurry()
  await box.closeBreaker()
  await finished(closing)
  await expectOnceInOrder(closing, ticketId, statusId, wordsOf(closing))
})

test('a case that is resolved while ConnectWise is away for an hour: all waits visibly, then goes in order, once each', {
  timeout: longMs,
}, async () => {
  const [ticketId = ''] = ticketIds
  const statusId = openTicket(ticketId)
  const ben = who.ctxFor('ben')
  const session = await createSession(ben, { intake_type: 'psa_ticket', psa_ticket_id: ticketId })
  world.simulator.addFault({ kind: 'unreachable' })
  const { closing, documentation } = await resolve(ben, session.id, {
    resolution_summary: 'The rule was taken away.',
    root_cause: '',
    steps_taken: '',
    recommendations: '',
    destinations: { ticket_note: true, client_note: { content: `Mail is back, case ${session.id}.` } },
    psa_status_id: statusId,
    time_entry: {
      started_at: '2026-05-03T10:00:00.000Z',
      ended_at: '2026-05-03T10:30:00.000Z',
      minutes: 30,
      work_type_id: '3',
      notes: '',
      internal_notes: `Work on case ${session.id}`,
    },
  })
  expect((await findDetail(session.id)).status).toBe('resolved')
  const [first] = closing.posts
  const worker = startPostWorker(world)
  for (const tries of [1, 2, 3]) {
    await hurry()
    await expect.poll(async () => (await box.read(first?.id ?? '')).not_sent_count).toBe(tries)
    const waiting = await readDocumentation(ben, session.id)
    expect(waiting.closing?.psa_push_status).toBe('pending_retry')
    expect(waiting.closing?.posts.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'ready'])
    await box.closeBreaker()
  }
  await worker.stop()
  world.simulator.clearFaults()
  await hurry()
  await box.closeBreaker()
  await finished(closing.posts)
  const texts = [documentation, `Mail is back, case ${session.id}.`]
  await expectOnceInOrder(closing.posts, ticketId, statusId, texts)
  expect((await readDocumentation(ben, session.id)).closing?.psa_push_status).toBe('sent')
})

test('a status change waits for the note in front of it that is uncertain, and for one that is tried again later', {
  timeout: longMs,
}, async () => {
  const [, ticketId = ''] = ticketIds
  const statusId = openTicket(ticketId)
  const [note, , , status] = box.closing(ticketId, statusId)
  if (!note || !status) throw new Error('no closing')
  world.simulator.addFault({ kind: 'reply_lost_before', match: { method: 'POST', path: '/notes' }, times: 1 })
  const uncertain = await box.click({ text: note.kind === 'note' ? note.text : '', ticket_id: ticketId })
  expect(uncertain.state).toBe('uncertain')
  // not chained: it is only behind it
  const [change] = await enqueueChain(who.ctxFor('ben'), [status])
  const worker = startPostWorker(world)
  await pause(300)
  expect((await box.read(change?.id ?? '')).state).toBe('ready')
  await box.until(change?.id ?? '', 'verified')
  await worker.stop()
  expect(await box.read(uncertain.id)).toMatchObject({ state: 'verified', attempt: 2 })
  const [noteAt, changedAt] = await Promise.all(
    [uncertain.id, change?.id ?? ''].map(async (id) => Date.parse((await box.read(id)).verified_at ?? '')),
  )
  expect(noteAt).toBeLessThan(changedAt ?? 0)
})

test('what waits for a person holds back what follows it, and goes when it is discarded', async () => {
  const [, , ticketId = ''] = ticketIds
  const statusId = openTicket(ticketId)
  const closing = box.closing(ticketId, statusId)
  const [first, second] = await enqueueChain(who.ctxFor('ben'), closing)
  await box.inAcme((sql) => sql`update posts set state = 'needs_human' where id = ${first?.id ?? ''}`)
  const worker = startPostWorker(world)
  await pause(300)
  expect((await box.read(second?.id ?? '')).state).toBe('ready')
  await box.inAcme((sql) => sql`update posts set state = 'cancelled' where id = ${first?.id ?? ''}`)
  worker.wake()
  await box.until(second?.id ?? '', 'verified')
  await worker.stop()
})

type Moment = 'enqueued' | 'claimed' | 'sent' | 'answered' | 'verified'
const moments: Moment[] = ['enqueued', 'claimed', 'sent', 'answered', 'verified']
const kinds = ['note', 'time_entry', 'status'] as const

/** Resolves when the drawn part of the closing has come so far; the PSA is slow enough for each of it to be seen. */
async function reached(closing: NewPost[], kind: (typeof kinds)[number], moment: Moment): Promise<void> {
  const states: Record<Moment, string[]> = {
    enqueued: ['ready', 'sending', 'posted', 'verified'],
    claimed: ['sending', 'posted', 'verified'],
    sent: ['sending', 'posted', 'verified'],
    answered: ['posted', 'verified'],
    verified: ['verified'],
  }
  for (let tries = 0; tries < 2_000; tries++) {
    const row = (await partsOf(closing)).find((each) => each.kind === kind)
    if (row && states[moment].includes(row.state)) break
    await pause(10)
  }
  // the slow PSA has taken it by then, and has not answered
  if (moment === 'sent') await pause(60)
}

/** A draw that a seed repeats. */
const drawn = (round: number, of: number) => (Math.imul(seed + round, 2_654_435_761) >>> 0) % of

test('killed amid note, hours and status of one ticket, wherever: in order, once each', {
  timeout: 20 * longMs,
}, async () => {
  for (let round = 0; round < repetitions(20); round++) {
    const ticketId = ticketIds[round % ticketIds.length] ?? ''
    const statusId = openTicket(ticketId)
    const closing = box.closing(ticketId, statusId)
    const kind = kinds[drawn(round, kinds.length)] ?? 'note'
    const moment = moments[drawn(round + 100, moments.length)] ?? 'sent'
    for (const path of ['/notes', '/time/entries', '/service/tickets/'])
      for (const method of ['POST', 'PATCH'])
        world.simulator.addFault({ kind: 'slow', match: { method, path }, delay_ms: 120 })
    const { id, name, role } = who.of.ben
    const task: PostChildTask = {
      database_url: database.url,
      settings,
      account_id: who.accounts.acme,
      user: { id, name, role },
      orders: closing,
      chained: true,
    }
    const child = spawn(process.execPath, ['--import', 'tsx', childScript, JSON.stringify(task)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.add(child)
    const gone = once(child, 'exit')
    await reached(closing, kind, moment)
    child.kill('SIGKILL')
    await gone
    world.simulator.clearFaults()
    await hurry()
    await finished(closing)
    await expectOnceInOrder(closing, ticketId, statusId, wordsOf(closing))
  }
})
