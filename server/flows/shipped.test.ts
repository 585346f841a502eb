import { describe, expect, test } from 'vitest'
import type { Flow, FlowNode, FlowTask, Wording } from '../../shared/contracts/flows.ts'
import { generalFlowKey } from './general.ts'
import { shippedFlows } from './shipped.ts'

test('the flows of the product are there, in the order of their keys', () => {
  expect(shippedFlows().map(({ key }) => key)).toEqual([
    'access-change',
    'backup',
    'boot',
    'disk-full',
    'email-bounced',
    'email-not-arriving',
    'general',
    'leaver',
    'new-starter',
    'onedrive',
    'outlook',
    'printer',
    'remote-app',
    'security',
    'sign-in',
    'site-network',
    'slow-pc',
    'teams',
    'vpn',
  ])
})

describe.each(shippedFlows().map((flow) => [flow.key, flow] as const))('%s', (key, flow) => {
  test('commands can be copied into a shell of today', () => {
    for (const { command } of flow.nodes.flatMap(tasksOf)) {
      expect(command ?? '').toMatch(/^[\n -~]*$/)
      expect(command ?? '').not.toMatch(/\bwmic\b|-Msol|-AzureAD|New-PSSession/i)
    }
  })

  test('clients read German everywhere or nowhere', () => {
    const german = [flow.client_problem, ...flow.nodes.flatMap(wordingsOf)].map(({ de }) => de !== null)
    expect(new Set(german).size).toBe(1)
  })

  test('placeholders stand where names would', () => {
    expect(JSON.stringify(flow)).not.toMatch(/contoso|fabrikam|acme|@[a-z]+\.(?:com|example)/i)
    for (const { command } of flow.nodes.flatMap(tasksOf))
      expect(command ?? '').not.toMatch(/-(?:Mailbox|Identity|User) [A-Z][a-z]+/)
  })

  test('its signs can start it, and nothing starts the general one', () => {
    const strongest = Math.max(0, ...flow.signs.map(({ weight }) => weight))
    expect(strongest >= 4).toBe(key !== generalFlowKey)
  })
})

test.each(['email-not-arriving', 'vpn'])('%s leads through twelve questions of its own and more', (key) => {
  const flow = flowOf(key)
  expect(longestOf(flow, 12)).toBeGreaterThanOrEqual(12)
  const conclusions = flow.nodes.filter((node) => node.kind === 'conclusion' && node.key.startsWith('c-'))
  expect(conclusions.length).toBeGreaterThan(15)
})

test('the general flow leads through twelve questions', () => {
  expect(longestOf(flowOf(generalFlowKey), 12, () => true)).toBeGreaterThanOrEqual(12)
})

function flowOf(key: string): Flow {
  const flow = shippedFlows().find((one) => one.key === key)
  if (!flow) throw new Error(key)
  return flow
}

const tasksOf = (node: FlowNode): FlowTask[] =>
  node.kind === 'question'
    ? node.task
      ? [node.task]
      : []
    : node.kind === 'conclusion'
      ? node.fix
      : node.kind === 'checklist'
        ? node.checks
        : []

const wordingsOf = (node: FlowNode): Wording[] => [
  node.client,
  ...(node.kind === 'conclusion' ? [node.client_next] : []),
  ...(node.kind === 'question' ? node.options.flatMap(({ finding }) => finding?.client ?? []) : []),
]

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
