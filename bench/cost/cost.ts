import type { Session, SessionDetail } from '../../shared/contracts/sessions.ts'
import { addAccount, call, signIn, startFlowPilot, startPostgres } from '../house.ts'
import { round, sum, table, times, verdict } from '../table.ts'
import { type Counted, type CountingModel, startCountingModel } from './counting-model.ts'

const turnsPerCase = 12
/** An engineer goes and tests between two turns. */
const pauseMinutes = 10
/** Dollars per million tokens: input, written for an hour, read, output. */
const price = { input: 2, written: 4, read: 0.1, output: 10 }
const intakes = [
  'Outlook has said disconnected since this morning, mail from outside does not arrive.',
  'VPN connects and drops again after a minute, from home only.',
]

/** What twelve turns of a case cost, against a Messages API that counts cache hits as the real one does. */
export async function cost(): Promise<string> {
  const model = await startCountingModel()
  const postgres = await startPostgres({ disposable: true })
  const database = await postgres.database('cost')
  const server = await startFlowPilot(database.url, {
    ANTHROPIC_BASE_URL: model.url,
    ANTHROPIC_API_KEY: 'bench',
  })
  try {
    const [ada] = await addAccount(database.owner, 'acme')
    if (!ada) throw new Error('nobody to sign in')
    const token = await signIn(server.url, ada)
    for (const intake of intakes) await walkCase(server.url, token, intake, () => model.pass(pauseMinutes))
    const ledger = await database.owner<{ read: number }[]>`
      select sum(cache_read_tokens)::int as read from model_ledger`
    return report(model, ledger[0]?.read ?? 0)
  } finally {
    await server.stop()
    await database.end()
    await postgres.stop()
    await model.stop()
  }
}

/** Answers what is asked with its first option, as an engineer in a hurry does. */
export async function walkCase(
  app: string,
  token: string,
  intake_content: string,
  pause: () => void,
  turns = turnsPerCase,
): Promise<string> {
  const wanted = { intake_type: 'free_text', intake_content }
  const { id } = await call<Session>(app, token, 'POST', '/ai-sessions', wanted)
  await call(app, token, 'POST', `/ai-sessions/${id}/messages`, { content: '' })
  for (let turn = 1; turn < turns; turn++) {
    pause()
    const { questions } = await call<SessionDetail>(app, token, 'GET', `/ai-sessions/${id}`)
    const open = questions.find(({ state }) => state === 'open')
    const message = open
      ? { content: open.options?.[0] ?? 'Since yesterday afternoon, for one person.', answers: open.id }
      : { content: `Checked again, number ${turn}: it is as before.` }
    await call(app, token, 'POST', `/ai-sessions/${id}/messages`, message)
  }
  return id
}

function report(model: CountingModel, entered: number): string {
  const turns = model.turns
  const rows = turns.map(({ counted }, at) => {
    const { input, written, read, output } = counted
    const [inCase, turn] = [Math.floor(at / turnsPerCase) + 1, (at % turnsPerCase) + 1]
    return [inCase, turn, input + written + read, read, written, input, output, percent(share(counted))]
  })
  const later = turns.filter((_, at) => at % turnsPerCase > 0).map(({ counted }) => share(counted))
  const least = Math.min(...later)
  const total = (key: keyof Counted) => sum(turns.map(({ counted }) => counted[key]))
  const paid = dollars({
    input: total('input'),
    written: total('written'),
    read: total('read'),
    output: total('output'),
  })
  const plain = dollars({
    input: total('input') + total('written') + total('read'),
    written: 0,
    read: 0,
    output: total('output'),
  })
  const prefixes = new Set(turns.map(({ body }) => JSON.stringify(stable(body))))
  const grown = turns.every(({ body }, at) => {
    const before = at % turnsPerCase === 0 ? undefined : turns[at - 1]
    return !before || plainMessages(body).startsWith(plainMessages(before.body).slice(0, -1))
  })
  const isWhole = turns.length === intakes.length * turnsPerCase
  return [
    `${intakes.length} cases of ${turnsPerCase} turns through the whole product, ten minutes between two turns; four characters count as a token.`,
    table(['case', 'turn', 'tokens in', 'cached', 'written', 'fresh', 'out', 'cached share'], rows),
    table(
      ['Aim', 'measured', ''],
      [
        [
          'cached share ≥ 90 % from the second turn',
          `least ${percent(least)}`,
          verdict(least >= 0.9 && isWhole),
        ],
        [
          'stable prefix (model, system, tools, format) the same bytes in all turns and cases',
          `${prefixes.size} different in ${turns.length} calls`,
          verdict(prefixes.size === 1),
        ],
        [
          'history only grows: each call begins with the bytes of the one before',
          grown ? 'in every turn' : 'not in every turn',
          verdict(grown),
        ],
        [
          'the ledger has what the API counted',
          `${entered.toLocaleString('en')} of ${total('read').toLocaleString('en')} cached tokens`,
          verdict(entered === total('read')),
        ],
      ],
    ),
    `Price of a case at ${price.input} $ in, ${price.output} $ out: ${(paid / intakes.length).toFixed(3)} $, ${times(paid / plain)} of what it would cost without a cache.`,
  ].join('\n\n')
}

const share = ({ input, written, read }: Counted) => read / (input + written + read)
const percent = (value: number) => `${round(value * 100)} %`
export const dollars = (tokens: Counted) =>
  (Object.keys(price) as (keyof typeof price)[]).reduce(
    (all, key) => all + (tokens[key] * price[key]) / 1e6,
    0,
  )

type Body = CountingModel['turns'][number]['body']

const stable = ({ model, system, tools, tool_choice, output_config }: Body) => [
  model,
  system,
  tools,
  tool_choice,
  output_config,
]

/** The messages as the cache compares them: breakpoints are no content. */
function plainMessages({ messages }: Body): string {
  return JSON.stringify(messages, (key, value: unknown) => (key === 'cache_control' ? undefined : value))
}
