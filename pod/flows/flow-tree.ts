import type { Flow, FlowNode, FlowPlace } from '../../shared/contracts/flows.ts'

/** A node at its place. `again`: it stands elsewhere in the tree, this is only where another way leads to it. */
export type Branch = {
  /** Unique in the tree. */
  id: string
  node: FlowNode
  /** What leads here: labels of options; [] at the start. */
  by: string[]
  again: boolean
  /** Walked by the case, and where it stands. */
  isPassed: boolean
  isHere: boolean
  depth: number
  parent: Branch | null
  children: Branch[]
}

export type Way = { to: string; by: string }

export const wayWords = { open: 'left open', same: 'not fixed', next: 'then' } as const

/**
 * A flow as a tree: each node once, where it is reached first; every other way to it is a branch of its own that leads
 * nowhere further. Ways of open questions and of fixes that did not help are drawn where nothing else leads to a node,
 * or where the case took them.
 */
export function treeOf(flow: Flow, place: FlowPlace | null = null): Branch {
  const nodes = new Map(flow.nodes.map((node) => [node.key, node]))
  const start = nodes.get(flow.start)
  if (!start) throw new Error(`Flow ${flow.key} has no start`)
  const root = branchOf(start, null, [])
  const first = new Map([[start.key, root]])
  const grow = (from: Branch[], waysOf: (node: FlowNode) => Way[], withAgain: boolean) => {
    for (const branch of from)
      for (const { to, by } of waysOf(branch.node)) {
        const node = nodes.get(to)
        const known = branch.children.find((child) => child.node.key === to)
        if (known && !known.by.includes(by)) known.by.push(by)
        if (!node || known || (first.has(to) && !withAgain)) continue
        const child = branchOf(node, branch, [by])
        child.again = first.has(to)
        branch.children.push(child)
        if (child.again) continue
        first.set(to, child)
        from.push(child)
      }
  }
  grow([root], options, true)
  let before = 0
  while (before < first.size) {
    before = first.size
    for (const branch of [...first.values()]) {
      const found = remaining(branch.node).filter(({ to }) => !first.has(to) && nodes.get(to)?.kind !== 'end')
      if (found.length === 0) continue
      grow([branch], (node) => (node === branch.node ? found : options(node)), true)
    }
  }
  if (place) markWay(place, nodes, first)
  return root
}

/** The case's way in the tree: each pair of its nodes is a branch, drawn for it where it was not. */
function markWay(
  { node: here, trail }: FlowPlace,
  nodes: Map<string, FlowNode>,
  first: Map<string, Branch>,
): void {
  const steps = [...trail.map(({ node }) => node), here]
  for (const [at, key] of steps.entries()) {
    const before = steps[at - 1]
    const from = before === undefined ? undefined : first.get(before)
    if (from && !from.children.some((child) => child.node.key === key)) {
      const node = nodes.get(key)
      if (node) {
        const child = branchOf(node, from, [wordsOfWay(from.node, key, trail[at - 1]?.option ?? null)])
        child.again = first.has(key)
        from.children.push(child)
        if (!child.again) first.set(key, child)
      }
    }
    const own = first.get(key)
    if (own) own.isPassed = true
    const taken = from?.children.find((child) => child.node.key === key)
    if (taken) taken.isPassed = true
  }
  const stands = first.get(here)
  if (stands) stands.isHere = true
}

function wordsOfWay(from: FlowNode, to: string, option: string | null): string {
  if (option) return option
  return remaining(from).find((way) => way.to === to)?.by ?? wayWords.open
}

function options(node: FlowNode): Way[] {
  if (node.kind === 'question') return node.options.map(({ to, label }) => ({ to, by: label }))
  if (node.kind === 'checklist' && node.then) return [{ to: node.then, by: wayWords.next }]
  return []
}

/** Where it goes on without an answer, or when the fix did not help. */
export function remaining(node: FlowNode): Way[] {
  if (node.kind === 'question') return [{ to: node.otherwise, by: wayWords.open }]
  if (node.kind === 'conclusion') return [{ to: node.not_fixed, by: wayWords.same }]
  return []
}

const branchOf = (node: FlowNode, parent: Branch | null, by: string[]): Branch => ({
  id: parent ? `${parent.id}/${node.key}` : node.key,
  node,
  by,
  again: false,
  isPassed: false,
  isHere: false,
  depth: parent ? parent.depth + 1 : 0,
  parent,
  children: [],
})

/** All branches, each before its children. */
export function branchesOf(root: Branch): Branch[] {
  return [root, ...root.children.flatMap(branchesOf)]
}

export const box = { width: 220, height: 62, across: 36, down: 12 } as const
const margin = 16
const row = box.height + box.down
/** So far below its first child a node stands at most: of a large tree its start is seen with where it leads. */
const lowest = 2 * row

export type Placed = Branch & { x: number; y: number }
export type Drawing = { placed: Map<string, Placed>; width: number; height: number }

/** From left to right; a branch without children takes the next row, others stand in the middle of theirs, or not far below the first. */
export function layOut(root: Branch): Drawing {
  const placed = new Map<string, Placed>()
  let rows = 0
  let deepest = 0
  const put = (branch: Branch): number => {
    deepest = Math.max(deepest, branch.depth)
    const at = branch.children.map(put)
    const [top = margin + rows * row] = at
    if (at.length === 0) rows++
    const y = Math.min(top + lowest, (top + (at.at(-1) ?? top)) / 2)
    placed.set(branch.id, { ...branch, x: margin + branch.depth * (box.width + box.across), y })
    return y
  }
  put(root)
  return {
    placed,
    width: 2 * margin + (deepest + 1) * (box.width + box.across) - box.across,
    height: 2 * margin + rows * row - box.down,
  }
}

/** Where an arrow key leads from a branch: to its parent, its first child, or the next one of the same column. */
export function neighbour(placed: ReadonlyMap<string, Placed>, id: string, key: string): Placed | undefined {
  const from = placed.get(id)
  if (!from) return undefined
  if (key === 'ArrowLeft') return from.parent ? placed.get(from.parent.id) : undefined
  if (key === 'ArrowRight') return from.children[0] && placed.get(from.children[0].id)
  if (key === 'Home') return [...placed.values()].find(({ parent }) => parent === null)
  const column = [...placed.values()]
    .filter(({ depth }) => depth === from.depth)
    .toSorted((a, b) => a.y - b.y)
  const at = column.findIndex((one) => one.id === id)
  if (key === 'ArrowDown') return column[at + 1]
  return key === 'ArrowUp' ? column[at - 1] : undefined
}
