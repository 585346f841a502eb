import { expect, test } from 'vitest'
import { parseFlow } from '../../server/flows/parse.ts'
import { shippedFlows } from '../../server/flows/shipped.ts'
import type { Flow } from '../../shared/contracts/flows.ts'
import { branchesOf, layOut, neighbour, treeOf } from './flow-tree.ts'

const flows = shippedFlows().map((flow) => [flow.key, flow] as const)

function written(): Flow {
  const parsed = parseFlow(`
key: fax
name: Fax does not send
domain: Fax
category: Fax
client_problem: the fax problem
start: line
nodes:
  line:
    ask: Is there a dial tone?
    client: We are checking the telephone line.
    confidence: 20
    options:
      - { label: "Yes", means: Then the device., to: c-device }
      - { label: "No", means: Then the line., to: c-line }
      - { label: "Only noise", means: Then the line., to: c-line }
    otherwise: model
  model:
    ask: Is it the old model?
    client: We are checking the device.
    confidence: 30
    options:
      - { label: "It is", means: Then the device., to: c-device }
    otherwise: c-line
  c-device: { cause: The device is broken, client: The fax is broken., next: We will replace the fax., confidence: 70, fix: [Replace it], verify: Does it send?, not_fixed: c-line }
  c-line: { cause: The line is down, client: The line is down., next: We will call the provider., confidence: 70, fix: [Call the provider], verify: Does it send?, not_fixed: unexplained }
  fixed: { end: fixed, says: It sends again., client: Faxes go out again. }
  unexplained: { end: unexplained, says: Nothing found., client: We are looking further. }
`)
  if ('errors' in parsed) throw new Error(JSON.stringify(parsed.errors))
  return parsed.flow
}
const ids = (flow: Flow, ...place: Parameters<typeof treeOf> extends [Flow, ...infer R] ? R : never) =>
  branchesOf(treeOf(flow, ...place)).map(
    ({ id, by, again }) => `${id} (${by.join(' / ')})${again ? ' again' : ''}`,
  )

test('a node stands once, with every answer that leads to it; what only an open question reaches stands too', () => {
  expect(ids(written())).toEqual([
    'line ()',
    'line/c-device (Yes)',
    'line/c-line (No / Only noise)',
    'line/model (left open)',
    'line/model/c-device (It is) again',
  ])
})

test('the way of a case is marked, drawn where it was not, and ends where the case stands', () => {
  const root = treeOf(written(), {
    node: 'unexplained',
    trail: [
      { node: 'line', option: 'Yes' },
      { node: 'c-device', option: 'No, still the same' },
      { node: 'c-line', option: null },
    ],
  })
  const passed = branchesOf(root).filter(({ isPassed }) => isPassed)
  expect(passed.map(({ id, by }) => [id, by])).toEqual([
    ['line', []],
    ['line/c-device', ['Yes']],
    ['line/c-device/c-line', ['No, still the same']],
    ['line/c-line', ['No', 'Only noise']],
    ['line/c-line/unexplained', ['not fixed']],
  ])
  expect(
    branchesOf(root)
      .filter(({ isHere }) => isHere)
      .map(({ id }) => id),
  ).toEqual(['line/c-line/unexplained'])
})

test.each(flows)(
  '%s: every node but ends stands in the tree once, and no two branches lie on one another',
  (_, flow) => {
    const root = treeOf(flow)
    const own = branchesOf(root).filter(({ again }) => !again)
    expect(new Set(own.map(({ node }) => node.key)).size).toBe(own.length)
    for (const node of flow.nodes)
      if (node.kind !== 'end')
        expect(
          own.some((branch) => branch.node.key === node.key),
          node.key,
        ).toBe(true)
    const { placed, width, height } = layOut(root)
    expect(placed.size).toBe(branchesOf(root).length)
    expect(new Set([...placed.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(placed.size)
    for (const { x, y } of placed.values()) {
      expect(x).toBeLessThan(width)
      expect(y).toBeLessThan(height)
    }
  },
)

test('arrows lead to the parent, the first child and the neighbours of a column', () => {
  const { placed } = layOut(treeOf(written()))
  const to = (id: string, key: string) => neighbour(placed, id, key)?.id
  expect(to('line', 'ArrowRight')).toBe('line/c-device')
  expect(to('line/c-device', 'ArrowLeft')).toBe('line')
  expect(to('line/c-device', 'ArrowDown')).toBe('line/c-line')
  expect(to('line/c-line', 'ArrowUp')).toBe('line/c-device')
  expect(to('line/model/c-device', 'Home')).toBe('line')
  expect(to('line', 'ArrowUp')).toBeUndefined()
})
