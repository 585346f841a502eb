import { readEvents } from '../line/read-events.ts'
import { keepStreamed } from '../sessions/merge-session.ts'
import type { SessionModel } from '../sessions/session-model.ts'
import { announce } from '../ui/LiveRegion.tsx'
import { nothingRead, patchIn, readFrame, type TurnReading } from './read-turn.ts'

/** Reads an answer to its end. The turn goes on without us: a line that breaks only means reading the case again. */
export async function followTurn(
  response: Response,
  model: SessionModel,
  life: AbortSignal,
  onRead: (read: TurnReading) => void,
): Promise<void> {
  let read = nothingRead
  let wasThinking = false
  try {
    for await (const frame of readEvents(response)) {
      const patch = patchIn(frame)
      if (patch) model.take(patch)
      read = readFrame(read, frame)
      onRead(read)
      if (read.is_thinking && !wasThinking) {
        wasThinking = true
        announce('FlowPilot is thinking.')
      }
      if (read.end !== 'open') break
    }
  } catch (error) {
    if (life.aborted) throw error
  }
  if (read.end === 'done') return
  if (read.end === 'open') model.revise((detail) => keepStreamed(detail, read.text))
  await model.refresh()
}
