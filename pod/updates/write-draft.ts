import { effect } from '@preact/signals'
import type { CheckedUpdate, Update } from '../../shared/contracts/updates.ts'
import { ApiProblem, problemFrom } from '../line/api-problem.ts'
import { readEvents } from '../line/read-events.ts'
import { contextOf } from './context-of.ts'
import type { CaseInHand, Reach } from './draft-state.ts'
import { type Pair, pairOf } from './kept-draft.ts'

/** What was stopped is kept by the server as a partial update, and comes with the case. */
const partialWithinMs = 4000

/** The server refuses a draft within three seconds of another. */
const soonAfterMs = 3200

/** Has a draft written and shows its words as they come. */
export async function writeDraft(
  { api }: Reach,
  { session_id, detail }: CaseInHand,
  { audience, length }: Pair,
  streamed: { value: string },
  signal: AbortSignal,
): Promise<CheckedUpdate> {
  const response = await api.send(`${api.base_url}/api/v1/ai-sessions/${session_id}/status-update`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ audience, length, context: contextOf(detail.peek()) }),
    signal,
  })
  for await (const { event, data } of readEvents(response)) {
    if (event === 'delta') streamed.value += (data as { text: string }).text
    else if (event === 'retry') streamed.value = ''
    else if (event === 'error') throw problemFrom(data)
    else if (event === 'done') return (data as { update: CheckedUpdate }).update
  }
  throw new ApiProblem('stream_cut')
}

/** How long until a draft that was refused as too soon may be asked for again; any other failure is thrown on. */
export function soonMs(error: unknown): number {
  const reason = error instanceof ApiProblem && error.code === 'too_often' ? error.extra.reason : null
  if (reason !== 'update_just_written' && reason !== 'update_just_posted') throw error
  return soonAfterMs
}

/** Throws where it is stopped meanwhile. */
export async function pause(ms: number, stopped: AbortSignal): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms)
    stopped.addEventListener('abort', resolve, { once: true })
  })
  stopped.throwIfAborted()
}

/** Waits for the partial update of this pair that was not there before; null where none comes. */
export function newPartial(
  detail: CaseInHand['detail'],
  pair: Pair,
  known: ReadonlySet<string>,
): Promise<Update | null> {
  return new Promise((resolve) => {
    const end = (found: Update | null) => {
      clearTimeout(timer)
      // an effect cannot end itself while it begins
      queueMicrotask(() => stop())
      resolve(found)
    }
    const timer = setTimeout(() => end(null), partialWithinMs)
    const stop = effect(() => {
      const found = detail.value?.updates.find(
        (update) =>
          update.state === 'partial' && pairOf(update) === pairOf(pair) && !known.has(update.update_id),
      )
      if (found) end(found)
    })
  })
}
