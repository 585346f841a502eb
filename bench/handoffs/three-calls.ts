import { setTimeout as sleep } from 'node:timers/promises'
import type { PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import { timed } from '../clock.ts'
import { dollars, walkCase } from '../cost/cost.ts'
import { type Body, type Counted, type CountingModel, startCountingModel } from '../cost/counting-model.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { median, round, sum, table, times, verdict } from '../table.ts'
import { lengthen } from '../typing/long-case.ts'

/** A model's pace: until its first token, and for each. */
const firstTokenMs = 300
const tokenMs = 5
/** Two drafts of one case are never nearer than this. */
const draftAgainMs = 3_200
const aim = 0.4
/** The same case gives the same tokens; more rounds would only take longer. */
const mostRounds = 2

const intakes = [
  'VPN connects and drops again after a minute, from home only.',
  'Outlook has said disconnected since this morning, mail from outside does not arrive.',
  'The printer of the front office prints nothing, its queue is full.',
]

const more = { messages: 100, facts: 40 }
/** The second kind is a case of some hours. */
const kinds = ['twelve turns', `with ${more.messages} messages and ${more.facts} facts more`]

/** What one text cost, and how long it took. */
type Text = { counted: Counted; ms: number }
type Way = { brief: Text; notes: Text; client: Text }
type Found = { name: string; ours: Way[]; naive: Way[] }

/**
 * Brief, ticket notes and client text of an escalation: the product, which asks for the brief once, beside three calls
 * over the whole case. Both asked one after the other.
 */
export async function threeCalls(rounds: number): Promise<string> {
  const [model, naiveModel] = [await startCountingModel(), await startCountingModel()]
  const postgres = await startPostgres({ disposable: true })
  const database = await postgres.database('three_calls')
  const server = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'bench',
  })
  const pace = ({ output }: Counted) => firstTokenMs + output * tokenMs
  naiveModel.think(pace)
  const found = kinds.map((name): Found => ({ name, ours: [], naive: [] }))
  try {
    const [ada] = await addAccount(database.owner, 'acme')
    if (!ada) throw new Error('nobody to sign in')
    const token = await signIn(server.url, ada)
    // the first shows instructions that nobody has cached yet
    for (let n = 0; n <= Math.min(rounds, mostRounds); n++)
      for (const [at, { ours, naive }] of found.entries()) {
        model.think(() => 0)
        const id = await walkCase(server.url, token, intakes[n % intakes.length] ?? '', () => {})
        if (at > 0) await lengthen(database.owner, ada, id, more)
        const whole = await wholeCase(server.url, token, id, model)
        await sleep(draftAgainMs)
        model.think(pace)
        const { way, brief } = await ourWay(server.url, token, id, model)
        const other = await naiveWay(naiveModel, whole, brief)
        if (n === 0) continue
        ours.push(way)
        naive.push(other)
      }
    return report(found)
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    await model.stop()
    await naiveModel.stop()
  }
}

/** The order of a text over the whole case, as the product sends it while a case is open. */
async function wholeCase(app: string, token: string, id: string, model: CountingModel): Promise<Body> {
  const wanted = { audience: 'ticket_notes', length: 'detailed' }
  await call(app, token, 'POST', `/ai-sessions/${id}/status-update`, wanted)
  const body = model.turns.at(-1)?.body
  if (!body) throw new Error('the model was not asked')
  return body
}

async function ourWay(app: string, token: string, id: string, model: CountingModel) {
  const path = `/ai-sessions/${id}`
  const text = async (work: () => Promise<unknown>): Promise<Text> => {
    const before = model.turns.length
    const { ms } = await timed(work)
    const asked = model.turns.slice(before).map(({ counted }) => counted)
    return { counted: together(asked), ms }
  }
  const brief = await text(() =>
    call<PackagePreview>(app, token, 'POST', `${path}/escalation-package/preview`),
  )
  const asked = model.turns.at(-1)?.body
  if (!asked) throw new Error('the model was not asked')
  await call(app, token, 'POST', `${path}/escalate`, { reason: 'Nothing of this helped.' })
  const update = (audience: string) => () =>
    call(app, token, 'POST', `${path}/status-update`, { audience, length: 'detailed', context: 'escalation' })
  const notes = await text(update('ticket_notes'))
  await sleep(draftAgainMs)
  const client = await text(update('client_update'))
  return { way: { brief, notes, client }, brief: asked }
}

/** Three calls in turn, each over the whole case and with the instructions of its text. */
async function naiveWay(model: CountingModel, whole: Body, brief: Body): Promise<Way> {
  const text = async (body: Body): Promise<Text> => {
    const { ms } = await timed(async () => {
      const headers = { 'content-type': 'application/json', 'x-api-key': 'bench' }
      const asked = { method: 'POST', headers, body: JSON.stringify(body) }
      await (await fetch(`${model.url}/v1/messages`, asked)).text()
    })
    const counted = model.turns.at(-1)?.counted
    if (!counted) throw new Error('the model was not asked')
    return { counted, ms }
  }
  const ordered = (audience: string) =>
    withOrder(whole, { audience, length: 'detailed', context: 'escalation' })
  return {
    brief: await text(brief),
    notes: await text(ordered('ticket_notes')),
    client: await text(ordered('client_update')),
  }
}

/** The same case with another order behind it. */
function withOrder(body: Body, changes: object): Body {
  const messages = structuredClone(body.messages)
  const last = messages.at(-1)?.content
  const block = Array.isArray(last) ? last.at(-1) : undefined
  if (!block) throw new Error('the request has no order')
  block.text = JSON.stringify({ ...JSON.parse(String(block.text)), ...changes })
  return { ...body, messages }
}

const together = (all: readonly Counted[]): Counted => ({
  input: sum(all.map(({ input }) => input)),
  written: sum(all.map(({ written }) => written)),
  read: sum(all.map(({ read }) => read)),
  output: sum(all.map(({ output }) => output)),
})
const sent = ({ input, written, read }: Counted) => input + written + read
const uncached = (counted: Counted): Counted => ({
  input: sent(counted),
  written: 0,
  read: 0,
  output: counted.output,
})
const whole = ({ brief, notes, client }: Way): Text => ({
  counted: together([brief.counted, notes.counted, client.counted]),
  ms: brief.ms + notes.ms + client.ms,
})

const figures: [string, (text: Text) => number, boolean][] = [
  ['tokens in and out', ({ counted }) => sent(counted) + counted.output, true],
  ['price without a cache, cents', ({ counted }) => 100 * dollars(uncached(counted)), false],
  ['price with it, cents', ({ counted }) => 100 * dollars(counted), false],
  ['time, ms', ({ ms }) => ms, true],
]

function report(found: Found[]): string {
  const rows = found.flatMap(({ name, ours, naive }) =>
    figures.map(([unit, figure, isAimed]) => {
      const of = (ways: Way[], part: (way: Way) => Text) => median(ways.map((way) => figure(part(way))))
      const parts = [(way: Way) => way.brief, (way: Way) => way.notes, (way: Way) => way.client, whole]
      const ratio = of(ours, whole) / of(naive, whole)
      return [
        `${name}: ${unit}`,
        ...parts.map((part) => round(of(ours, part))),
        ...parts.map((part) => round(of(naive, part))),
        times(ratio),
        isAimed ? `≤ ${aim}×: ${verdict(ratio <= aim)}` : '–',
      ]
    }),
  )
  return [
    `Brief, ticket notes and client text of an escalated case, detailed, ${found[0]?.ours.length ?? 0} cases of each kind. The model takes ${firstTokenMs} ms to its first token and ${tokenMs} ms for each; four characters count as a token. The three calls: the same brief, and both texts asked over the whole case with the same instructions.`,
    table(
      [
        '',
        ...['brief', 'ticket notes', 'client text', 'FlowPilot'],
        ...['brief', 'ticket notes', 'client text', 'three calls'],
        'ratio',
        'aim',
      ],
      rows,
    ),
  ].join('\n\n')
}
