import { randomUUID } from 'node:crypto'
import type { ClosingProposal, Resolved } from '../../shared/contracts/closings.ts'
import type { Session } from '../../shared/contracts/sessions.ts'
import { timed } from '../clock.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { type SlowPsa, startSlowPsa } from '../intake/slow-psa.ts'
import { simulatorKeys, startSimulator } from '../simulator.ts'
import { median, percentile, round, table, times, verdict } from '../table.ts'

const tickets = ['48291', '48297', '48302', '48304', '48288', '48308', '48306', '48290', '48301', '48309']
const distanceMs = 100
/** Longer than anybody waits. */
const foreverMs = 120_000
const aim = 1.2

/** Each in an account of its own: what one PSA does is nothing to the others. */
const kinds = ['there', 'away: refuses the call', 'away: takes it and never answers'] as const
type Kind = (typeof kinds)[number]
type Stage = {
  kind: Kind
  token: string
  psa: SlowPsa
  cases: { id: string; psa_status_id: string | null }[]
}

/** From the click that closes a case to its answer, with the PSA there and away. */
export async function resolve(rounds: number): Promise<string> {
  const simulator = await startSimulator()
  const postgres = await startPostgres()
  const database = await postgres.database('resolve')
  const server = await startFlowPilot(database.url)
  const stages: Stage[] = []
  try {
    for (const [n, kind] of kinds.entries()) {
      const [ada] = await addAccount(database.owner, `msp-${n}`)
      if (!ada) throw new Error('nobody to sign in')
      const stage = {
        kind,
        token: await signIn(server.url, ada),
        psa: await startSlowPsa(simulator.url),
        cases: [],
      }
      stages.push(stage)
      await connect(server.url, stage)
      const each = Math.min(tickets.length, 2 * rounds)
      for (const ticket of tickets.slice(0, each + 1)) await begin(server.url, stage, ticket)
    }
    for (const { kind, psa } of stages) {
      if (kind === 'away: refuses the call') await psa.stop()
      psa.delay(() => (kind === 'there' ? distanceMs : foreverMs))
    }
    const took = new Map<Kind, number[]>(kinds.map((kind) => [kind, []]))
    // in turn, and the first of each is no speed but a start
    for (let n = 0; n < (stages[0]?.cases.length ?? 0); n++)
      for (const { kind, token, cases } of stages) {
        const { ms } = await timed(() => close(server.url, token, cases[n]))
        if (n > 0) took.get(kind)?.push(ms)
      }
    return report(took)
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    for (const { psa } of stages) await psa.stop()
    await simulator.stop()
  }
}

async function connect(app: string, { token, psa }: Stage): Promise<void> {
  await call(app, token, 'POST', '/integrations/psa/connections', {
    kind: 'connectwise',
    name: 'ConnectWise',
    site_url: psa.url,
    ...simulatorKeys,
    custom_host_confirmed: true,
  })
}

/** A case with what a closing writes of it: two turns, and the sheet was looked at while the PSA was there. */
async function begin(app: string, { token, cases }: Stage, psa_ticket_id: string): Promise<void> {
  const wanted = { intake_type: 'psa_ticket', psa_ticket_id }
  const { id } = await call<Session>(app, token, 'POST', '/ai-sessions', wanted)
  for (const content of ['', 'It began this morning.'])
    await call(app, token, 'POST', `/ai-sessions/${id}/messages`, { content })
  const { statuses } = await call<ClosingProposal>(app, token, 'GET', `/ai-sessions/${id}/closing-proposal`)
  cases.push({ id, psa_status_id: statuses?.find(({ closed }) => closed)?.id ?? null })
}

async function close(app: string, token: string, one: Stage['cases'][number] | undefined): Promise<void> {
  if (!one) throw new Error('no case is left')
  const { id, psa_status_id } = one
  const { closing } = await call<Resolved>(app, token, 'POST', `/ai-sessions/${id}/resolve`, {
    resolution_summary: 'The profile was made anew, mail arrives.',
    root_cause: 'The profile was damaged.',
    psa_status_id,
    intent_key: randomUUID(),
    destinations: { ticket_note: true },
  })
  if (closing.posts.length < 2) throw new Error('note and status are not on their way')
}

function report(took: ReadonlyMap<Kind, number[]>): string {
  const there = took.get('there') ?? []
  const rows = [...took].map(([kind, all]) => {
    const ratio = median(all) / median(there)
    const told = kind === 'there' ? '–' : `≤ ${aim}×: ${verdict(ratio <= aim)}`
    return [kind, all.length, round(median(all)), round(percentile(all, 1)), times(ratio), told]
  })
  return [
    `A case of a ticket is closed with a note and a status for it, its sheet opened while the PSA was there. The PSA that is there takes ${distanceMs} ms for each call.`,
    table(['The PSA is', 'closed', 'click to answer p50, ms', 'slowest', 'p50 to there', 'aim'], rows),
  ].join('\n\n')
}
