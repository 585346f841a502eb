import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { readEvents } from '../line/read-events.ts'
import { keepStreamed } from '../sessions/merge-session.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { atMostEvery } from '../ui/at-most-every.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { nothingRead, patchIn, readFrame, type TurnReading } from './read-turn.ts'

/** Words come faster than anybody reads; each paint of them takes time from whoever types. */
const betweenPaintsMs = 40

/** Reads an answer to its end. The turn goes on without us: a line that breaks only means reading the case again. */
export async function followTurn(
  response: Response,
  model: SessionModel,
  life: AbortSignal,
  onRead: (read: TurnReading) => void,
): Promise<TurnAct | null> {
  let read = nothingRead
  let wasThinking = false
  const pieces = atMostEvery(betweenPaintsMs)
  try {
    for await (const frame of readEvents(response)) {
      const patch = patchIn(frame)
      if (patch) model.take(patch)
      read = readFrame(read, frame)
      const seen = read
      pieces.take(() => onRead(seen))
      if (read.is_thinking && !wasThinking) {
        wasThinking = true
        announce('FlowPilot is thinking.')
      }
      if (read.end !== 'open') break
    }
  } catch (error) {
    if (life.aborted) throw error
  } finally {
    pieces.stop()
  }
  if (read.end === 'done') return read.act ?? null
  if (read.end === 'open') model.revise((detail) => keepStreamed(detail, read.text))
  await model.refresh()
  return null
}
