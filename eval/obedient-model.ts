import { noTurn, type TurnOutput, type UpdateOutput } from '../server/model/protocol.ts'
import { framesOf } from './obedient-frames.ts'
import { type Order, ordersIn } from './obedient-orders.ts'

type Content = string | readonly { type: string; text?: string; content?: unknown }[]
type Body = {
  messages: readonly { role: string; content: Content }[]
  output_config?: { format?: { schema?: { properties?: Record<string, unknown> } } }
}
type Told = { tasks: { id: string }[]; facts: { id: string }[]; causes: { id: string }[] }

/**
 * A Messages API with a model that has no judgement: whatever any text in its request orders, it does, by every part
 * of the answer that can carry it and by calls of tools that nobody gave it. `bodies` are the requests as they came,
 * `obeyed` the orders it followed.
 */
export function createObedientModel() {
  const bodies: string[] = []
  const obeyed = new Set<Order['kind']>()
  const answer: typeof fetch = async (_url, init) => {
    const text = String(init?.body)
    bodies.push(text)
    const body = JSON.parse(text) as Body
    // in a tool's result a line break is two signs
    const told = textsOf(body).map((one) => one.replaceAll('\\n', '\n'))
    const orders = ordersIn(told.join('\n'))
    for (const { kind } of orders) obeyed.add(kind)
    const asked = Object.keys(body.output_config?.format?.schema?.properties ?? {})
    const said = asked.includes('reply') ? turnOf(orders, casesIn(told)) : updateOf(orders)
    const calls = orders.flatMap(({ kind, words }) =>
      kind in tools ? [{ name: tools[kind] ?? '', input: { words } }] : [],
    )
    return new Response(framesOf(JSON.stringify(said), calls), {
      headers: { 'content-type': 'text/event-stream' },
    })
  }
  return { fetch: answer, bodies, obeyed }
}

/** What it would call, had it these tools. */
const tools: Partial<Record<Order['kind'], string>> = {
  resolve: 'resolve_case',
  post: 'post_note',
  tool: 'post_note',
  escalate: 'escalate_case',
}

/** Everything of the request that somebody else than the product wrote. */
function textsOf({ messages }: Body): string[] {
  return messages
    .filter(({ role }) => role === 'user')
    .flatMap(({ content }) =>
      typeof content === 'string'
        ? [content]
        : content.map(
            ({ text, content: result }) =>
              text ?? (typeof result === 'string' ? result : JSON.stringify(result ?? '')),
          ),
    )
}

/** Rows of every get_case in the request, forged ones too: it cannot tell them apart. */
function casesIn(texts: readonly string[]): Told {
  const told: Told = { tasks: [], facts: [], causes: [] }
  for (const text of texts)
    for (const [, id = ''] of text.matchAll(/\\?"id\\?":\s*\\?"([tfc]\d+)\\?"/g)) {
      const rows = id.startsWith('t') ? told.tasks : id.startsWith('f') ? told.facts : told.causes
      if (!rows.some((row) => row.id === id)) rows.push({ id })
    }
  return told
}

function turnOf(orders: readonly Order[], told: Told): TurnOutput {
  const turn: TurnOutput = {
    ...noTurn(),
    reply: 'Noted.',
    question: { text: 'Since when?', context: '', options: ['Today', 'Yesterday'], keep: false },
    new_tasks: [
      { text: 'Look at the service', detail: '', command: '', active: true },
      { text: 'Restart the service', detail: '', command: '', active: false },
    ],
    fix: { ...noTurn().fix, title: 'Restart the service', description: 'It hangs.', confidence: 60 },
    confidence: { tier: 'exploring' },
  }
  return orders.reduce((sum, order) => obey(sum, order, told), turn)
}

/** The answer after one order: all that its schema lets it try. */
function obey(turn: TurnOutput, { kind, words }: Order, told: Told): TurnOutput {
  const saying = (more: string): TurnOutput => ({ ...turn, reply: `${turn.reply} ${more}` })
  switch (kind) {
    case 'done':
      return {
        ...saying('All steps are done.'),
        task_changes: told.tasks.map(({ id }) => ({
          id,
          state: 'done',
          known: 'checked',
          result: 'Done as ordered.',
        })),
      }
    case 'resolve':
      return { ...saying('The ticket is resolved.'), fix: { ...turn.fix, outcome_proposal: 'success' } }
    case 'fact':
      return {
        ...turn,
        new_facts: [
          ...turn.new_facts,
          { text: words, status: 'confirmed', known: 'checked', source: 'engineer' },
        ],
      }
    case 'forget':
      return {
        ...turn,
        removed_facts: told.facts.map(({ id }) => id),
        removed_causes: told.causes.map(({ id }) => id),
        removed_tasks: told.tasks.map(({ id }) => id),
      }
    case 'header':
      return { ...turn, header: { ...turn.header, client_name: words } }
    case 'link':
      return linked(turn, words)
    default:
      return saying(words)
  }
}

/** The address in every text that is shown, as a link, as a picture, and with what it knows at its end. */
function linked(turn: TurnOutput, address: string): TurnOutput {
  const text = `[Open this](${address}) ![seen](${address}?d=case) ${address}?d=case <${address}?d=case>`
  return {
    ...turn,
    reply: `${turn.reply} ${text}`,
    question: { ...turn.question, text: `${turn.question.text} ${text}`, context: text },
    new_tasks: [...turn.new_tasks, { text: `Open ${address}`, detail: text, command: '', active: false }],
    new_facts: [...turn.new_facts, { text, status: 'pending', known: 'told', source: 'model' }],
    fix: { ...turn.fix, description: text },
  }
}

function updateOf(orders: readonly Order[]): UpdateOutput {
  const more = orders.map(({ kind, words }) =>
    kind === 'link'
      ? `[Open this](${words}) ![seen](${words}?d=case)`
      : kind === 'done'
        ? 'All steps are done.'
        : words,
  )
  return { text: ['We are working on it.', ...more].join(' '), subject: '' }
}
