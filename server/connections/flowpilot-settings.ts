import * as v from 'valibot'
import {
  type FlowpilotSettings,
  type FlowpilotSettingsChange,
  flowpilotSettings,
} from '../../shared/contracts/flowpilot-settings.ts'
import { Problem } from '../../shared/problems.ts'
import { record } from '../audit/record.ts'
import { type Ctx, may, tx } from '../ctx.ts'
import { findSettings, setSettings } from './settings-queries.ts'

const usual: FlowpilotSettings = {
  auto_push: true,
  auto_time_entry: true,
  time_rounding: '15',
  default_note_visibility: 'internal',
  include_steps: true,
  prompt_status_on_resolve: false,
  resolved_status_by_board: {},
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
    const { resolved_status_by_board: boards, ...rest } = change
    const statuses = { ...kept.resolved_status_by_board, ...boards }
    const merged = {
      ...kept,
      ...rest,
      resolved_status_by_board: Object.fromEntries(
        Object.entries(statuses).filter(([, status]) => status !== null),
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

function there(found: unknown): object {
  if (found === undefined) throw new Problem('not_found')
  return found as object
}
