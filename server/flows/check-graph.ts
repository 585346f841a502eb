import type { PathFault } from './read-yaml.ts'

type Exit = { to: string; path: (string | number)[] }
type GraphNode = {
  key: string
  kind: 'question' | 'conclusion' | 'checklist' | 'end'
  isFixed: boolean
  exits: Exit[]
}

/**
 * What is wrong with the way through a file's nodes. It reads the file as it was written, so that a fault inside a
 * node hides none between nodes.
 */
export function checkGraph(file: unknown): PathFault[] {
  const nodes = Object.entries(mapOf(mapOf(file).nodes)).map(([key, node]) => graphNode(key, mapOf(node)))
  const start = mapOf(file).start
  if (nodes.length === 0 || typeof start !== 'string') return []
  const keys = new Set(nodes.map(({ key }) => key))
  const unknown = [...nodes.flatMap(({ exits }) => exits), { to: start, path: ['start'] }]
    .filter(({ to }) => !keys.has(to))
    .map(({ to, path }) => faultAt(path, `There is no node ${to}.`))
  const labels = nodes.flatMap(({ key }) => doubleLabels(key, mapOf(mapOf(mapOf(file).nodes)[key])))
  // With a way into nothing, whatever lies behind it would be told as unreachable.
  return [
    ...unknown,
    ...labels,
    ...(unknown.length > 0 ? [] : [...checkReach(nodes, start), ...checkLoops(nodes)]),
  ]
}

function graphNode(key: string, node: Record<string, unknown>): GraphNode {
  const kind =
    'ask' in node ? 'question' : 'cause' in node ? 'conclusion' : 'checks' in node ? 'checklist' : 'end'
  const listed = Array.isArray(node.options) ? node.options : []
  const exits = [
    ...listed.map((option, at) => ({ to: mapOf(option).to, path: ['nodes', key, 'options', at, 'to'] })),
    ...['otherwise', 'not_fixed', 'then'].map((name) => ({ to: node[name], path: ['nodes', key, name] })),
  ]
  const isExit = (exit: { to: unknown; path: (string | number)[] }): exit is Exit =>
    typeof exit.to === 'string'
  return { key, kind, isFixed: node.end === 'fixed', exits: exits.filter(isExit) }
}

function doubleLabels(key: string, node: Record<string, unknown>): PathFault[] {
  const seen = new Set<string>()
  const faults: PathFault[] = []
  for (const [at, option] of (Array.isArray(node.options) ? node.options : []).entries()) {
    const { label } = mapOf(option)
    if (typeof label !== 'string') continue
    const plain = label.trim().toLowerCase()
    if (seen.has(plain))
      faults.push(
        faultAt(
          ['nodes', key, 'options', at, 'label'],
          `Another option of this question is called ${label} too.`,
        ),
      )
    seen.add(plain)
  }
  return faults
}

function checkReach(nodes: readonly GraphNode[], start: string): PathFault[] {
  const fixed = nodes.find(({ isFixed }) => isFixed)
  const ways = new Map(
    nodes.map(({ key, kind, exits }) => {
      const next = exits.map(({ to }) => to)
      return [key, kind === 'conclusion' && fixed ? [...next, fixed.key] : next]
    }),
  )
  const back = new Map<string, string[]>(nodes.map(({ key }) => [key, []]))
  for (const [from, next] of ways) for (const to of next) back.get(to)?.push(from)
  const reached = reachedFrom([start], ways)
  const ends = nodes.filter(
    ({ kind, exits }) => kind === 'end' || (kind === 'checklist' && exits.length === 0),
  )
  const ending = reachedFrom(
    ends.map(({ key }) => key),
    back,
  )
  const needsFixed = nodes.some(({ kind }) => kind === 'question' || kind === 'conclusion')
  const at = (key: string, says: string): PathFault => ({ path: ['nodes', key], at: 'key', says })
  return [
    ...(needsFixed && !fixed
      ? [{ path: ['nodes'], at: 'key' as const, says: 'No node says end: fixed, so no case can be solved.' }]
      : []),
    ...nodes.filter(({ key }) => !reached.has(key)).map(({ key }) => at(key, `Nothing leads to ${key}.`)),
    ...nodes
      .filter(({ key }) => !ending.has(key))
      .map(({ key }) => at(key, `From ${key} no end is reached.`)),
  ]
}

function reachedFrom(from: readonly string[], ways: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>()
  const open = [...from]
  while (open.length > 0) {
    const key = open.pop() ?? ''
    if (seen.has(key)) continue
    seen.add(key)
    open.push(...(ways.get(key) ?? []))
  }
  return seen
}

/** A case whose questions stay open and whose fixes do not help must end: each circle is told once. */
function checkLoops(nodes: readonly GraphNode[]): PathFault[] {
  const names = ['otherwise', 'not_fixed', 'then']
  const onward = new Map(
    nodes.flatMap(({ key, exits }) => {
      const exit = exits.find(({ path }) => names.includes(String(path.at(-1))))
      return exit ? [[key, exit] as const] : []
    }),
  )
  const done = new Set<string>()
  const faults: PathFault[] = []
  for (const { key } of nodes) {
    const way: string[] = []
    let at: string | undefined = key
    while (at !== undefined && !done.has(at)) {
      done.add(at)
      way.push(at)
      at = onward.get(at)?.to
    }
    const first = at === undefined ? -1 : way.indexOf(at)
    const exit = first < 0 ? undefined : onward.get(way[first] ?? '')
    if (exit)
      faults.push(
        faultAt(
          exit.path,
          `With no answer and no fix that helps a case goes in a circle: ${way.slice(first).join(', ')}.`,
        ),
      )
  }
  return faults
}

const faultAt = (path: (string | number)[], says: string): PathFault => ({ path, at: 'value', says })

function mapOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}
