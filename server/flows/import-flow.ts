import type { Flow, FlowImported } from '../../shared/contracts/flows.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { limit } from '../limits.ts'
import { hashOf } from './hash.ts'
import { enterFlow, installFlows } from './install.ts'
import { forgetLeading } from './leading.ts'
import { findFlowRow, raiseVersion, switchFlow } from './queries.ts'
import { readFile } from './read-file.ts'
import { headOf } from './read-flows.ts'
import { roomForBytes, roomForFlowOn, roomForVersion } from './room.ts'

const importsPerMinute = 30

/** Makes a file the newest version of its flow. The file that leads already changes nothing. */
export async function importFlow(
  ctx: Ctx,
  file: string,
): Promise<{ imported: FlowImported; isNew: boolean }> {
  may(ctx, 'administer')
  await limit(ctx.world, `flow-import:${ctx.user.id}`, importsPerMinute, 60)
  const flow = await readFile(file)
  const entered = await tx(ctx, (sql) => enter(ctx, sql, flow))
  forgetLeading(ctx)
  return entered
}

async function enter(ctx: Ctx, sql: TransactionSql, flow: Flow) {
  const { key } = flow
  const hash = hashOf(flow)
  await installFlows(sql, ctx.account_id)
  const before = await findFlowRow(sql, key, hash)
  if (!before) {
    await roomForVersion(sql, key)
    await roomForBytes(sql)
  }
  if (!before?.shipped) await roomForFlowOn(sql, key)
  const { row, isNew } = await enterFlow(sql, { account_id: ctx.account_id, flow, imported_by: ctx.user.id })
  const leads = isNew || (await leadsNow(sql, key, row.id))
  if (!leads) await leadAgain(ctx, sql, { key, ...row })
  const version = leads ? row.version : ((await findFlowRow(sql, key, hash))?.version ?? row.version)
  if (isNew || !leads)
    await record(sql, ctx, {
      action: 'flow.imported',
      subject_kind: 'flow',
      subject_id: row.id,
      result: 'done',
      detail: { key, version, hash },
    })
  return { imported: { key, version, hash }, isNew }
}

async function leadsNow(sql: TransactionSql, key: string, id: string): Promise<boolean> {
  const head = await headOf(sql, key)
  return head?.id === id && !head.off
}

/** Content that was there before: an own version becomes the newest, a shipped one stands without own ones. */
async function leadAgain(
  ctx: Ctx,
  sql: TransactionSql,
  row: { id: string; key: string; shipped: boolean },
): Promise<void> {
  if (!row.shipped) return raiseVersion(sql, row.id, ctx.user.id)
  await switchFlow(sql, { key: row.key, shipped: false, off: true })
  await switchFlow(sql, { key: row.key, shipped: true, off: false })
}
