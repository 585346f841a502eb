import type { SessionPatch } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import type { ProblemCode } from '../../shared/problems.ts'
import type { ModelUsage } from '../model/gateway.ts'
import type { World } from '../world.ts'

/**
 * What a reader of a turn hears; `done` or `error` is the last. `retry`: the text so far is void. `thinking`: the
 * model is at work and has no text yet.
 */
export type TurnEvent =
  | { kind: 'reply'; text: string }
  | { kind: 'retry' }
  | { kind: 'thinking' }
  | { kind: 'session'; patch: SessionPatch }
  | { kind: 'done'; step_id: string; usage: ModelUsage | null; act?: TurnAct }
  | { kind: 'error'; code: ProblemCode; message: string }

/** Tells the reader what was said so far and then what comes; the answer lets go. */
export type Follow = (reader: (event: TurnEvent) => void) => () => void

/** A person, the end of this process, or another process that thought us dead. */
export type StopReason = 'stopped' | 'draining' | 'lost'

export type LiveTurn = {
  /** Also the id of the reply step. */
  id: string
  /** Aborted with the StopReason. */
  signal: AbortSignal
  text(): string
  emit(event: TurnEvent): void
  stop(reason: StopReason): void
  follow: Follow
}

const turnsOf = new WeakMap<World, Map<string, LiveTurn>>()

function turnsIn(world: World): Map<string, LiveTurn> {
  const turns = turnsOf.get(world) ?? new Map<string, LiveTurn>()
  turnsOf.set(world, turns)
  return turns
}

/** The turn with this id, when it runs in this process. */
export function liveTurn(world: World, turnId: string): LiveTurn | undefined {
  return turnsIn(world).get(turnId)
}

export function endLiveTurn(world: World, turnId: string): void {
  turnsIn(world).delete(turnId)
}

export function startLiveTurn(world: World, turnId: string): LiveTurn {
  const controller = new AbortController()
  const readers = new Set<(event: TurnEvent) => void>()
  let text = ''
  let isThinking = false
  const others: TurnEvent[] = []
  const turn: LiveTurn = {
    id: turnId,
    signal: controller.signal,
    text: () => text,
    emit: (event) => {
      if (event.kind === 'reply' || event.kind === 'retry' || event.kind === 'thinking')
        isThinking = event.kind === 'thinking'
      else others.push(event)
      if (event.kind === 'reply') text += event.text
      if (event.kind === 'retry') text = ''
      for (const reader of readers) reader(event)
    },
    stop: (reason) => controller.abort(reason),
    follow: (reader) => {
      const ends = others.filter(({ kind }) => kind === 'done' || kind === 'error')
      for (const event of others) if (!ends.includes(event)) reader(event)
      if (isThinking) reader({ kind: 'thinking' })
      if (text) reader({ kind: 'reply', text })
      for (const event of ends) reader(event)
      readers.add(reader)
      return () => readers.delete(reader)
    },
  }
  turnsIn(world).set(turnId, turn)
  return turn
}
