import type { FlowChange, FlowDetail } from '../../shared/contracts/flows.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { generalFlowKey } from './general.ts'
import { installFlows } from './install.ts'
import { forgetLeading } from './leading.ts'
import { listHeads, switchFlow } from './queries.ts'
import { detailOf } from './read-flows.ts'
import { roomForFlowOn } from './room.ts'

/** Switches an account's own flow or the shipped one of its key on or off. Cases that walk it go on. */
export async function changeFlow(ctx: Ctx, key: string, change: FlowChange): Promise<FlowDetail> {
  may(ctx, 'administer')
  const detail = await tx(ctx, async (sql) => {
    await installFlows(sql, ctx.account_id)
    const heads = await listHeads(sql, key)
    const shipped = change.shipped ?? heads.every((head) => head.shipped)
    const head = heads.find((one) => one.shipped === shipped)
    if (!head) throw new Problem('not_found')
    if (change.off && key === generalFlowKey && shipped) throw new Problem('flow_always_on')
    if (!change.off && !shipped) await roomForFlowOn(sql, key)
    if (await switchFlow(sql, { key, shipped, off: change.off }))
      await record(sql, ctx, {
        action: change.off ? 'flow.switched_off' : 'flow.switched_on',
        subject_kind: 'flow',
        subject_id: head.id,
        result: 'done',
        detail: { key, shipped },
      })
    return detailOf(ctx, sql, key)
  })
  forgetLeading(ctx)
  return detail
}
