import type { Context } from 'hono'
import type { SessionPatch } from '../../shared/contracts/sessions.ts'
import type { TurnAct } from '../../shared/contracts/turn-acts.ts'
import { Problem } from '../../shared/problems.ts'
import type { AppEnv } from '../http/routes.ts'
import { eventStream, type SseFrame } from '../http/sse.ts'
import type { ModelUsage } from '../model/gateway.ts'
import type { Follow, TurnEvent } from './live-turns.ts'

/** Pieces that come within this time travel together: what a screen can show anyway. */
const joinMs = 40
const heartbeatMs = 15_000

/** The turn as an event stream that always ends with `done` or `error`. A reader that leaves ends nothing. */
export function turnStream(c: Context<AppEnv>, follow: Follow): Response {
  return eventStream(c, async (send, gone) => {
    const waiting: TurnEvent[] = []
    let wake = () => {}
    const unfollow = follow((event) => {
      join(waiting, event)
      wake()
    })
    try {
      while (!gone.aborted) {
        const event = waiting.shift()
        if (event) {
          await send(frameOf(event))
          if (isLast(event)) return
          if (event.kind === 'reply') await pause(joinMs, gone)
          continue
        }
        const isAwake = await new Promise<boolean>((resolve) => {
          const timer = setTimeout(() => resolve(false), heartbeatMs)
          wake = () => {
            clearTimeout(timer)
            resolve(true)
          }
          gone.addEventListener('abort', wake, { once: true })
        })
        gone.removeEventListener('abort', wake)
        if (!isAwake) await send('heartbeat')
      }
    } finally {
      unfollow()
    }
  })
}

export type WholeTurn = {
  step_id: string
  usage: ModelUsage | null
  act?: TurnAct
  session: SessionPatch | null
}

/** The same turn for callers that take one answer. Its failures are Problems. */
export function wholeTurn(follow: Follow): Promise<WholeTurn> {
  return new Promise((resolve, reject) => {
    let session: SessionPatch | null = null
    const unfollow = follow((event) => {
      if (event.kind === 'session') session = { ...session, ...event.patch }
      if (event.kind === 'done') {
        const { kind: _, ...done } = event
        resolve({ ...done, session })
      }
      if (event.kind === 'error') reject(new Problem(event.code, event.message))
      if (isLast(event)) queueMicrotask(() => unfollow())
    })
  })
}

const isLast = ({ kind }: TurnEvent) => kind === 'done' || kind === 'error'

function join(waiting: TurnEvent[], event: TurnEvent): void {
  const last = waiting.at(-1)
  if (event.kind === 'reply' && last?.kind === 'reply')
    waiting[waiting.length - 1] = { kind: 'reply', text: last.text + event.text }
  else waiting.push(event)
}

function frameOf(event: TurnEvent): SseFrame {
  if (event.kind === 'session') return { event: 'session', data: event.patch }
  const { kind, ...data } = event
  return { event: kind, data }
}

function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      gone.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    gone.addEventListener('abort', end, { once: true })
  })
}
