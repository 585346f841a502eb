import type { Flow, FlowPreview, FlowSummary } from '../../shared/contracts/flows.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { limit } from '../limits.ts'
import { hashOf } from './hash.ts'
import { installFlows } from './install.ts'
import { findFlowContent, findFlowRow } from './queries.ts'
import { readFile } from './read-file.ts'
import { headOf } from './read-flows.ts'

/** A page asks whenever somebody pauses in writing. */
const previewsPerMinute = 60

/** What importing a file would change; nothing is. */
export async function previewFlow(ctx: Ctx, file: string): Promise<FlowPreview> {
  may(ctx, 'administer')
  await limit(ctx.world, `flow-preview:${ctx.user.id}`, previewsPerMinute, 60)
  const flow = await readFile(file)
  return tx(ctx, async (sql) => {
    await installFlows(sql, ctx.account_id)
    const head = await headOf(sql, flow.key)
    const [row, before] = await Promise.all([
      findFlowRow(sql, flow.key, hashOf(flow)),
      head && findFlowContent(sql, head.id),
    ])
    return {
      key: flow.key,
      name: flow.name,
      becomes: becomes(head, row?.id),
      replaces: head ? { version: head.version, shipped: head.shipped, off: head.off } : null,
      nodes: changesOf(before?.flow.nodes ?? [], flow.nodes),
      node_count: flow.nodes.length,
    }
  })
}

function becomes(head: FlowSummary | undefined, known: string | undefined): FlowPreview['becomes'] {
  if (known === undefined) return head ? 'new_version' : 'new'
  return head?.id === known && !head.off ? 'same' : 'again'
}

function changesOf(before: Flow['nodes'], after: Flow['nodes']): FlowPreview['nodes'] {
  const hashes = (nodes: Flow['nodes']) => new Map(nodes.map((node) => [node.key, hashOf(node)]))
  const [old, now] = [hashes(before), hashes(after)]
  return {
    added: [...now.keys()].filter((key) => !old.has(key)),
    changed: [...now].filter(([key, hash]) => old.has(key) && old.get(key) !== hash).map(([key]) => key),
    removed: [...old.keys()].filter((key) => !now.has(key)),
  }
}
