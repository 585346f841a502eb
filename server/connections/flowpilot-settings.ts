import * as v from 'valibot'
import {
  type FlowpilotSettings,
  type FlowpilotSettingsChange,
  flowpilotSettings,
} from '../../shared/contracts/flowpilot-settings.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import type { TransactionSql } from '../db/connect.ts'
import { findSettings, setSettings } from './settings-queries.ts'

const usual: FlowpilotSettings = {
  auto_push: true,
  auto_time_entry: true,
  time_rounding: '15',
  default_note_visibility: 'internal',
  include_steps: true,
  prompt_status_on_resolve: false,
  prompt_status_on_escalate: false,
  resolved_status_by_board: {},
  escalated_status_by_board: {},
}

/** What an account says, each part that is not usable as if nothing were said of it. */
export function settingsFrom(stored: unknown): FlowpilotSettings {
  const kept = (stored ?? {}) as Record<string, unknown>
  const entries = Object.entries(flowpilotSettings.entries).map(([name, schema]) => {
    const parsed = v.safeParse(schema, kept[name])
    return [name, parsed.success ? parsed.output : usual[name as keyof FlowpilotSettings]]
  })
  return Object.fromEntries(entries) as FlowpilotSettings
}

/** Of this connection; where a case has none, what is usual. */
export async function settingsOf(
  sql: TransactionSql,
  connectionId: string | null,
): Promise<FlowpilotSettings> {
  return settingsFrom(connectionId === null ? undefined : await findSettings(sql, connectionId))
}

export function readSettings(ctx: Ctx, connectionId: string): Promise<FlowpilotSettings> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => settingsFrom(there(await findSettings(sql, connectionId))))
}

/** Sets what is given; the rest stays. */
export function changeSettings(
  ctx: Ctx,
  connectionId: string,
  change: FlowpilotSettingsChange,
): Promise<FlowpilotSettings> {
  may(ctx, 'administer')
  return tx(ctx, async (sql) => {
    const kept = there(await findSettings(sql, connectionId, 'change')) as Partial<FlowpilotSettings>
    const merged = {
      ...kept,
      ...change,
      resolved_status_by_board: mergedBoards(kept.resolved_status_by_board, change.resolved_status_by_board),
      escalated_status_by_board: mergedBoards(
        kept.escalated_status_by_board,
        change.escalated_status_by_board,
      ),
    }
    await setSettings(sql, connectionId, merged)
    await record(sql, ctx, {
      action: 'connection.settings_changed',
      subject_kind: 'connection',
      subject_id: connectionId,
      result: 'done',
      detail: change,
    })
    return settingsFrom(merged)
  })
}

type Boards = Record<string, string | null>
const mergedBoards = (kept: Boards = {}, change: Boards = {}) =>
  Object.fromEntries(Object.entries({ ...kept, ...change }).filter(([, status]) => status !== null))

function there(found: unknown): object {
  if (found === undefined) throw new Problem('not_found')
  return found as object
}
