import type { SessionPatch } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { type ApiProblem, problemFrom } from '../line/api-problem.ts'
import type { ServerEvent } from '../line/read-events.ts'

/**
 * What a reader of a turn has so far. `open`: more is to come, and an end of the stream now is a cut.
 * `is_thinking`: the model is at work and has not begun to write.
 */
export type TurnReading = {
  text: string
  is_thinking: boolean
  end: 'open' | 'done' | 'failed'
  problem: ApiProblem | null
  /** What the words ordered of this screen. */
  act?: TurnAct
}

export const nothingRead: TurnReading = { text: '', is_thinking: false, end: 'open', problem: null }

/** One frame further; `retry` voids the words so far, because the answer begins anew. */
export function readFrame(
  reading: TurnReading,
  { event, data }: Pick<ServerEvent, 'event' | 'data'>,
): TurnReading {
  if (reading.end !== 'open') return reading
  if (event === 'reply') return withText(reading, reading.text + textOf(data))
  if (event === 'retry') return withText(reading, '')
  if (event === 'thinking') return { ...reading, is_thinking: reading.text === '' }
  if (event === 'done') return { ...reading, end: 'done', ...actIn(data) }
  if (event === 'error') return { ...reading, end: 'failed', problem: problemFrom(data) }
  return reading
}

const withText = (reading: TurnReading, text: string): TurnReading => ({
  ...reading,
  text,
  is_thinking: false,
})

export function patchIn({ event, data }: Pick<ServerEvent, 'event' | 'data'>): SessionPatch | null {
  if (event !== 'session' || typeof data !== 'object' || data === null) return null
  return typeof (data as { state_version?: unknown }).state_version === 'number'
    ? (data as SessionPatch)
    : null
}

function actIn(data: unknown): Pick<TurnReading, 'act'> {
  const { act } = (data ?? {}) as { act?: TurnAct }
  return act ? { act } : {}
}

function textOf(data: unknown): string {
  const text = (data as { text?: unknown } | null)?.text
  return typeof text === 'string' ? text : ''
}
