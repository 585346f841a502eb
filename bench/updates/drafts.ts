import { setTimeout as sleep } from 'node:timers/promises'
import { timed } from '../clock.ts'
import { dollars, walkCase } from '../cost/cost.ts'
import { type Counted, type CountingModel, startCountingModel } from '../cost/counting-model.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { median, percentile, round, table, times } from '../table.ts'

/** One call of the model, whatever it is asked for. */
const modelMs = 1_000
/** Two drafts of one case are never nearer than this. */
const draftAgainMs = 3_200
const turns = 6

const orders = {
  'ticket notes, quick': { audience: 'ticket_notes', length: 'quick' },
  'ticket notes, detailed': { audience: 'ticket_notes', length: 'detailed' },
  'client text, quick': { audience: 'client_update', length: 'quick' },
  'client text, detailed': { audience: 'client_update', length: 'detailed' },
}
type Order = keyof typeof orders
type Draft = { added: number; counted: Counted }

/** What a drafted update takes above the model alone, and what its first draft and the next one cost. */
export async function drafts(rounds: number): Promise<string> {
  const model = await startCountingModel()
  const alone = await startCountingModel()
  alone.think(() => modelMs)
  const postgres = await startPostgres()
  const database = await postgres.database('updates')
  const server = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'bench',
  })
  const found = (Object.keys(orders) as Order[]).map((name) => ({
    name,
    first: [] as Draft[],
    next: [] as Draft[],
  }))
  try {
    const [ada] = await addAccount(database.owner, 'acme')
    if (!ada) throw new Error('nobody to sign in')
    const token = await signIn(server.url, ada)
    // the first round shows a start, and instructions that nobody has cached yet
    for (let n = 0; n <= rounds; n++) {
      model.think(() => 0)
      const cases = new Map<Order, string>()
      for (const { name } of found)
        cases.set(
          name,
          await walkCase(server.url, token, 'VPN connects and drops again, from home only.', () => {}, turns),
        )
      model.think(() => modelMs)
      for (const part of ['first', 'next'] as const) {
        for (const one of found) {
          const path = `/ai-sessions/${cases.get(one.name)}`
          const { ms } = await timed(() =>
            call(server.url, token, 'POST', `${path}/status-update`, orders[one.name]),
          )
          const draft = { added: ms - (await timed(() => askAlone(alone, model))).ms, counted: newest(model) }
          if (n > 0) one[part].push(draft)
        }
        // what the next draft tells of
        model.think(() => 0)
        for (const id of cases.values())
          await call(server.url, token, 'POST', `/ai-sessions/${id}/messages`, {
            content: 'It is as before.',
          })
        model.think(() => modelMs)
        await sleep(draftAgainMs)
      }
    }
    return report(found)
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    await model.stop()
    await alone.stop()
  }
}

function newest(model: CountingModel): Counted {
  const counted = model.turns.at(-1)?.counted
  if (!counted) throw new Error('the model was not asked')
  return counted
}

/** The very call that the product made, from here. */
async function askAlone(alone: CountingModel, model: CountingModel): Promise<void> {
  const headers = { 'content-type': 'application/json', 'x-api-key': 'bench' }
  const body = JSON.stringify(model.turns.at(-1)?.body)
  await (await fetch(`${alone.url}/v1/messages`, { method: 'POST', headers, body })).text()
}

type Found = { name: Order; first: Draft[]; next: Draft[] }

function report(found: Found[]): string {
  const tokens = (all: Draft[], of: (counted: Counted) => number) =>
    round(median(all.map(({ counted }) => of(counted))))
  const sent = ({ input, written, read }: Counted) => input + written + read
  const rows = found.map(({ name, first, next }) => {
    const added = [...first, ...next].map((draft) => draft.added)
    return [
      name,
      round(median(added)),
      round(percentile(added, 0.95)),
      times((modelMs + median(added)) / modelMs),
      tokens(first, sent),
      tokens(first, ({ read }) => read),
      tokens(first, ({ output }) => output),
      tokens(first, (counted) => 100 * dollars(counted)),
      tokens(next, sent),
      tokens(next, ({ read }) => read),
      tokens(next, ({ output }) => output),
      tokens(next, (counted) => 100 * dollars(counted)),
    ]
  })
  return [
    `Drafts of cases of ${turns} turns through the whole product, evidence and leaks included; the model takes ${modelMs.toLocaleString('en')} ms for each, asked the same from here in turn. Four characters are a token; the next draft of a case comes after one more message.`,
    table(
      [
        '',
        'added p50, ms',
        'p95, ms',
        'to the model alone',
        ...['first: tokens in', 'of them cached', 'out', 'cents'],
        ...['next: tokens in', 'of them cached', 'out', 'cents'],
      ],
      rows,
    ),
  ].join('\n\n')
}
