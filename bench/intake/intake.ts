import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { nowUs, timed } from '../clock.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { simulatorKeys, startSimulator } from '../simulator.ts'
import { median, round, table, times, verdict } from '../table.ts'
import { type PsaCall, type SlowPsa, startSlowPsa } from './slow-psa.ts'

const tickets = ['48291', '48297', '48302', '48304', '48288', '48308', '48306', '48290', '48301', '48309']
/** The process's first opening shows its start, not its speed. */
const firstTicket = '48300'
/** More notes than one page holds. */
const longTicket = '48299'
/** The product asks one PSA at most eight times a second; between two measurements the line empties. */
const lineEmptiesMs = 1_500
/** A reading goes on behind the answer for another round of calls. */
const callsEndMs = 900
/** Two drafts of one case are never nearer than this. */
const draftAgainMs = 3_200
/** Two kinds of far away: every call takes the same, or the notes take three times as long as the rest. */
const distances: Record<string, (path: string) => number> = {
  'every call 200 ms': () => 200,
  'notes 600 ms, the rest 200 ms': (path) => (/\/allnotes/i.test(path) ? 600 : 200),
}

type Stage = { app: string; token: string; psa: SlowPsa }
/** `slowest`: of the calls that were over when the answer came; `calls`: all of them. */
type Opened = { ms: number; slowest: number; calls: PsaCall[] }

/** How long a ticket takes to become a case, and a click to become a note, before a PSA that is far away. */
export async function intake(rounds: number): Promise<string> {
  const simulator = await startSimulator()
  const psa = await startSlowPsa(simulator.url)
  const postgres = await startPostgres()
  const database = await postgres.database('intake')
  const server = await startFlowPilot(database.url)
  try {
    const [ada] = await addAccount(database.owner, 'acme')
    if (!ada) throw new Error('nobody to sign in')
    const stage = { app: server.url, token: await signIn(server.url, ada), psa }
    await call(stage.app, stage.token, 'POST', '/integrations/psa/connections', {
      kind: 'connectwise',
      name: 'ConnectWise',
      site_url: psa.url,
      ...simulatorKeys,
      custom_host_confirmed: true,
    })
    const found = await openTickets(stage, Math.min(rounds, 5))
    return await report(stage, found, Math.min(rounds * 2, 6))
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    await psa.stop()
    await simulator.stop()
  }
}

type Found = {
  long: Opened
  cold: Record<string, Opened[]>
  shown: Opened[]
  again: Opened[]
  sessions: Session[]
}

/** Each ticket is opened once: cold as a case; or first as a card, as the pod does, then as a case. */
async function openTickets(stage: Stage, each: number): Promise<Found> {
  const { app, token, psa } = stage
  const left = [...tickets]
  const start = (ticket: string) => () =>
    call<Session>(app, token, 'POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: ticket })
  await start(firstTicket)()
  psa.delay(() => 200)
  const found: Found = {
    long: await watch(psa, start(longTicket)),
    cold: {},
    shown: [],
    again: [],
    sessions: [],
  }
  for (let turn = 0; turn < each; turn++)
    for (const [name, of] of Object.entries(distances)) {
      psa.delay((_, path) => of(path))
      const ticket = left.shift()
      if (!ticket) return found
      const isShownFirst = turn % 2 === 1
      if (isShownFirst) {
        await watch(psa, () => call(app, token, 'GET', `/psa/tickets/${ticket}`))
        found.again.push(await watch(psa, () => call(app, token, 'GET', `/psa/tickets/${ticket}`)))
      }
      const opened = await watch(psa, start(ticket))
      if (isShownFirst) found.shown.push(opened)
      else found.cold[name] = [...(found.cold[name] ?? []), opened]
      found.sessions.push(opened.value)
    }
  return found
}

async function watch<T>(psa: SlowPsa, work: () => Promise<T>): Promise<Opened & { value: T }> {
  await sleep(lineEmptiesMs)
  psa.calls.length = 0
  const { ms, value } = await timed(work)
  const slowest = Math.max(0, ...psa.calls.map(({ beganUs, endedUs }) => (endedUs - beganUs) / 1000))
  await sleep(callsEndMs)
  return { ms, value, calls: psa.calls.slice(), slowest }
}

type Click = { ms: number; note_ms: number; psa_ms: number; calls: string[] }

/** From the click until the note's POST is answered by the PSA, and until the page has its answer. */
async function clickPost({ app, token, psa }: Stage, session: Session): Promise<Click> {
  const path = `/ai-sessions/${session.id}`
  const wanted = { audience: 'ticket_notes', length: 'quick' }
  const { update_id } = await call<Update>(app, token, 'POST', `${path}/status-update`, wanted)
  // as the share sheet does, before the button can be pressed
  await call(app, token, 'GET', `${path}/updates/${update_id}/post-preview`)
  await sleep(lineEmptiesMs)
  psa.calls.length = 0
  const clickedUs = nowUs()
  await call(app, token, 'POST', `${path}/updates/${update_id}/post`, { intent_key: randomUUID() })
  const ms = (nowUs() - clickedUs) / 1000
  await sleep(draftAgainMs)
  const write = psa.calls.find(({ method, path }) => method === 'POST' && /\/notes/i.test(path))
  if (!write) throw new Error('no note was written')
  const calls = psa.calls
    .toSorted((a, b) => a.beganUs - b.beganUs)
    .map((one) => `${one.method} ${shortPath(one.path)}`)
  return {
    ms,
    note_ms: (write.endedUs - clickedUs) / 1000,
    psa_ms: (write.endedUs - write.beganUs) / 1000,
    calls,
  }
}

const shortPath = (path: string) => path.replace(/^.*\/apis\/3\.0/, '').replace(/\?.*$/, '')

async function report(stage: Stage, found: Found, clicks: number): Promise<string> {
  stage.psa.delay(() => 200)
  const session = found.sessions[0]
  if (!session) throw new Error('no case')
  for (const content of ['', 'It began this morning.', 'Only Outlook, web mail works.'])
    await call(stage.app, stage.token, 'POST', `/ai-sessions/${session.id}/messages`, { content })
  const clicked: Click[] = []
  for (let n = 0; n < clicks; n++) clicked.push(await clickPost(stage, session))

  const rows: (string | number)[][] = []
  for (const [name, opened] of Object.entries(found.cold)) {
    const ratio = median(opened.map(({ ms, slowest }) => ms / slowest))
    rows.push([
      `case from a ticket never seen; ${name}`,
      round(median(opened.map(({ ms }) => ms))),
      round(median(opened.map(({ slowest }) => slowest))),
      median(opened.map(({ calls }) => calls.length)),
      times(ratio),
      `≤ 1.2×: ${verdict(ratio <= 1.2)}`,
    ])
  }
  rows.push(
    [
      'case from a ticket never seen with 300 notes, two pages; every call 200 ms',
      round(found.long.ms),
      round(found.long.slowest),
      found.long.calls.length,
      times(found.long.ms / found.long.slowest),
      'a page after the other',
    ],
    [
      'case from the ticket that the pod shows',
      round(median(found.shown.map(({ ms }) => ms))),
      '–',
      Math.max(0, ...found.shown.map(({ calls }) => calls.length)),
      '–',
      '–',
    ],
    [
      'second open of a ticket',
      round(median(found.again.map(({ ms }) => ms))),
      '–',
      Math.max(0, ...found.again.map(({ calls }) => calls.length)),
      '–',
      `no PSA call: ${verdict(found.again.length > 0 && found.again.every(({ calls }) => calls.length === 0))}`,
    ],
  )
  const psaMs = median(clicked.map(({ psa_ms }) => psa_ms))
  const noteMs = median(clicked.map(({ note_ms }) => note_ms))
  const most = 1.3 * psaMs + 50
  rows.push([
    'click to internal note in the ticket',
    round(noteMs),
    round(psaMs),
    median(clicked.map(({ calls }) => calls.length)),
    times(noteMs / psaMs),
    `≤ ${round(most)} ms: ${verdict(noteMs <= most)}`,
  ])
  const answered = round(median(clicked.map(({ ms }) => ms)))
  const firstCold = Object.values(found.cold)[0]?.[0]
  return [
    'Through a proxy that keeps each call of the PSA waiting; the slowest single call is taken in the same opening.',
    table(['', 'ms', 'slowest single PSA call, ms', 'PSA calls', 'ratio', 'aim'], rows),
    `The click is answered, note read back and verified, after ${answered} ms. Calls of one click, in order: ${clicked[0]?.calls.map((one) => `\`${one}\``).join(', ')}.`,
    firstCold
      ? `Calls of one opening, answered after ${round(firstCold.ms)} ms: ${timeline(firstCold.calls)}.`
      : '',
  ].join('\n\n')
}

function timeline(calls: PsaCall[]): string {
  const began = Math.min(...calls.map(({ beganUs }) => beganUs))
  const at = (us: number) => Math.round((us - began) / 1000)
  return calls
    .toSorted((a, b) => a.beganUs - b.beganUs)
    .map(({ path, beganUs, endedUs }) => `\`${shortPath(path)}\` ${at(beganUs)}–${at(endedUs)} ms`)
    .join(', ')
}
