import { describe, expect, test } from 'vitest'
import type { Flow, FlowNode } from '../../shared/contracts/flows.ts'
import { jargonIn } from './jargon.ts'
import { check, conclusion, confirmed, end, option, question } from './shipped/node.ts'
import { shippedFlows } from './shipped.ts'
import { validateFlow } from './validate.ts'

test.each(shippedFlows.map((flow) => [flow.key, flow] as const))(
  '%s can be walked and read',
  (_key, flow) => {
    expect(validateFlow(flow)).toEqual([])
  },
)

test.each(['email-not-arriving', 'vpn'])('%s leads through twelve questions of its own and more', (key) => {
  const flow = flowOf(key)
  expect(longestOf(flow, 12)).toBeGreaterThanOrEqual(12)
  const conclusions = flow.nodes.filter((node) => node.kind === 'conclusion' && node.key.startsWith('c-'))
  expect(conclusions.length).toBeGreaterThan(15)
})

test('the general flow leads through twelve questions', () => {
  expect(longestOf(flowOf('general'), 12, () => true)).toBeGreaterThanOrEqual(12)
})

test('placeholders stand where names would', () => {
  for (const flow of shippedFlows) {
    const text = JSON.stringify(flow.nodes)
    expect(text).not.toMatch(/contoso|fabrikam|acme|@[a-z]+\.(com|example)/i)
    for (const command of commandsOf(flow))
      expect(command).not.toMatch(/-(?:Mailbox|Identity|User) [A-Z][a-z]+/)
  }
})

test('signs are lower case', () => {
  for (const { signs } of shippedFlows) for (const { word } of signs) expect(word).toBe(word.toLowerCase())
})

describe('a flow that is wrong is refused', () => {
  const cases: [string, (flow: Flow) => void, RegExp][] = [
    ['a key twice', (flow) => flow.nodes.push(ask('a', 'b')), /same key/],
    ['no start', (flow) => Object.assign(flow, { start: 'x' }), /start x/],
    ['an option into nothing', (flow) => flow.nodes.push(ask('d', 'nowhere')), /leads to nowhere/],
    ['a node nobody reaches', (flow) => flow.nodes.push(ask('d', 'c')), /d cannot be reached/],
    ['no fixed end', (flow) => flow.nodes.splice(3, 1), /No end/],
    ['a circle without an answer', (flow) => flow.nodes.splice(1, 1, ask('b', 'c', 'a')), /circle/],
    ['a long label', (flow) => relabel(flow, 'x'.repeat(41)), /longer than 40/],
    ['jargon for the client', (flow) => reword(flow, 'The MX records are wrong.'), /MX/],
    ['an address for the client', (flow) => reword(flow, 'We look at 10.0.0.7 now.'), /10\.0\.0\.7/],
    ['no full stop', (flow) => reword(flow, 'We are checking'), /not a sentence/],
    ['no words for the client', (flow) => reword(flow, ''), /not a sentence/],
  ]
  test('the ground for them is right', () => expect(validateFlow(small())).toEqual([]))
  test.each(cases)('%s', (_name, spoil, sentence) => {
    const flow = small()
    spoil(flow)
    expect(validateFlow(flow).join('\n')).toMatch(sentence)
  })
})

test.each([
  ['Messages from outside do not arrive.', []],
  ['We look at EX-01.corp.local now.', ['EX-01.corp.local']],
  ['The firewall and the DNS server are fine.', ['firewall', 'DNS', 'server']],
  ['Imports and exports work, and so do catalogues.', []],
])('jargon in “%s”', (text, found) => {
  expect(jargonIn(text)).toEqual(found)
})

function flowOf(key: string): Flow {
  const flow = shippedFlows.find((one) => one.key === key)
  if (!flow) throw new Error(key)
  return flow
}

/** Most questions on one way without passing a node twice; stops looking once `enough` is found. */
function longestOf(flow: Flow, enough: number, isOwn = (key: string) => !key.startsWith('any-')): number {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]))
  let best = 0
  let budget = 200_000
  const visit = (key: string, seen: Set<string>, count: number) => {
    best = Math.max(best, count)
    const node = nodes.get(key)
    if (best >= enough || budget-- <= 0 || node?.kind !== 'question' || !isOwn(key) || seen.has(key)) return
    for (const next of new Set([node.otherwise, ...node.options.map(({ to }) => to)]))
      visit(next, new Set([...seen, key]), count + 1)
  }
  visit(flow.start, new Set(), 0)
  return best
}

function commandsOf(flow: Flow): string[] {
  return flow.nodes
    .flatMap((node) => (node.kind === 'question' ? [node.task] : node.kind === 'conclusion' ? node.fix : []))
    .flatMap((task) => (task?.command ? [task.command] : []))
}

const ask = (key: string, to: string, otherwise = to): FlowNode =>
  question(key, {
    ask: 'Is it so?',
    client: 'We are checking it.',
    confidence: 10,
    options: [option('Yes', 'yes', to, 'So it is.', confirmed('It is so', 'It is so.'))],
    otherwise,
  })

function small(): Flow {
  return {
    key: 'small',
    version: 1,
    name: 'Small',
    domain: 'Test',
    category: 'Test',
    client_problem: 'the problem',
    signs: [],
    start: 'a',
    nodes: [
      ask('a', 'b'),
      ask('b', 'c'),
      conclusion('c', {
        hypothesis: 'It is broken',
        client: 'It is broken.',
        client_next: 'We will mend it.',
        confidence: 80,
        fix: [check('Mend it')],
        verify: 'Does it work?',
        not_fixed: 'a',
      }),
      end('fixed', { says: 'Done.', client: 'It works again.', outcome: 'fixed' }),
    ],
  }
}

function relabel(flow: Flow, label: string): void {
  const node = flow.nodes[0]
  if (node?.kind === 'question' && node.options[0]) node.options[0].label = label
}

function reword(flow: Flow, client: string): void {
  const node = flow.nodes[0]
  if (node) node.client = client
}
