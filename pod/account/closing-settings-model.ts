import { computed, signal } from '@preact/signals'
import type { FlowpilotSettings, FlowpilotSettingsChange } from '../../shared/contracts/flowpilot-settings.ts'
import { bodyOf } from '../line/api.ts'
import { asProblem } from '../line/api-problem.ts'
import { createNewest } from '../line/newest.ts'
import type { Pod } from '../pod.ts'

export const byBoard = ['resolved_status_by_board', 'escalated_status_by_board'] as const
export type ByBoard = (typeof byBoard)[number]
type Plain = Omit<FlowpilotSettingsChange, ByBoard>
type Chosen = { plain: Plain } & Record<ByBoard, Record<string, string | null>>
const nothing: Chosen = { plain: {}, resolved_status_by_board: {}, escalated_status_by_board: {} }

/** What a closing and an escalation write, as it stands, and what is chosen here but not saved yet. */
export function createClosingSettingsModel({ api }: Pick<Pod, 'api'>, connectionId: string) {
  const settings = api.client.integrations.psa.connections[':id']['flowpilot-settings']
  const param = { id: connectionId }
  const kept = signal<FlowpilotSettings | null>(null)
  const chosen = signal<Chosen>(nothing)
  const problem = signal<string | null>(null)
  const busy = signal(false)
  const asking = createNewest()
  const attempt = async (work: () => Promise<FlowpilotSettings>): Promise<boolean> => {
    const isNewest = asking()
    problem.value = null
    try {
      const settings = await work()
      if (isNewest()) kept.value = settings
      return true
    } catch (error) {
      if (isNewest()) problem.value = asProblem(error).message
      return false
    }
  }
  /** Nothing but what differs is sent: what somebody else sets meanwhile stays theirs. */
  const changed = computed(() => (kept.value ? changeOf(kept.value, chosen.value) : {}))
  const save = async (): Promise<boolean> => {
    if (busy.value) return false
    busy.value = true
    const sent = chosen.value
    const json = changed.value
    const done = await attempt(() => bodyOf(settings.$patch({ param, json })))
    if (done) chosen.value = without(chosen.value, sent)
    busy.value = false
    return done
  }
  return {
    /** With what is chosen here; null until it was read. */
    shown: computed(() => kept.value && applied(kept.value, chosen.value)),
    kept,
    problem,
    busy,
    isChanged: computed(() => Object.keys(changed.value).length > 0),
    load: () => attempt(() => bodyOf(settings.$get({ param }))),
    choose: (change: Plain) => {
      chosen.value = { ...chosen.value, plain: { ...chosen.value.plain, ...change } }
    },
    chooseStatus: (name: ByBoard, board_id: string, status_id: string | null) => {
      chosen.value = { ...chosen.value, [name]: { ...chosen.value[name], [board_id]: status_id } }
    },
    save,
    /** Back to what is kept. */
    discard: () => {
      chosen.value = nothing
      problem.value = null
    },
  }
}
export type ClosingSettingsModel = ReturnType<typeof createClosingSettingsModel>

function changeOf(kept: FlowpilotSettings, chosen: Chosen): FlowpilotSettingsChange {
  const boards = byBoard.map((name) => [
    name,
    differing(chosen[name], (board_id) => kept[name][board_id] ?? null),
  ])
  return {
    ...differing(chosen.plain, (name) => kept[name as keyof Plain]),
    ...Object.fromEntries(boards.filter(([, change]) => Object.keys(change as object).length > 0)),
  }
}

function applied(kept: FlowpilotSettings, chosen: Chosen): FlowpilotSettings {
  const boards = byBoard.map((name) => [
    name,
    Object.fromEntries(
      Object.entries({ ...kept[name], ...chosen[name] }).filter(([, status]) => status !== null),
    ),
  ])
  return { ...kept, ...chosen.plain, ...Object.fromEntries(boards) }
}

/** What was chosen while the other was on its way: that is not saved yet. */
const without = (chosen: Chosen, sent: Chosen): Chosen => ({
  plain: differing(chosen.plain, (name) => sent.plain[name as keyof Plain]),
  resolved_status_by_board: rest(chosen, sent, 'resolved_status_by_board'),
  escalated_status_by_board: rest(chosen, sent, 'escalated_status_by_board'),
})
const rest = (chosen: Chosen, sent: Chosen, name: ByBoard) =>
  differing(chosen[name], (board_id) => sent[name][board_id])

const differing = <T extends object>(values: T, from: (name: string) => unknown): T =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== from(name))) as T
