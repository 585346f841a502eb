import { type ReadonlySignal, signal } from '@preact/signals'
import type { EventKind, EventPayload } from '../../shared/contracts/events.ts'
import type { Api } from './api.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { readEvents, type ServerEvent } from './read-events.ts'

/** `paused`: nobody looks at the page. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting' | 'offline' | 'paused'
/** `since`: when the line was lost. `next_try_at`: instants in ms, null while trying. */
export type LiveState = { status: LiveStatus; since: number | null; next_try_at: number | null }

/** The server's heartbeat comes every 25 s. */
const silenceLimitMs = 40_000
const openLimitMs = 8000
const stoodMs = 5000
const pauseAfterMs = 5000
const settleMs = 400

export type Live = Listening & {
  state: ReadonlySignal<LiveState>
  /** Opens the stream once somebody is signed in; again: at once, if it is waiting. */
  start(): void
  tryNow(): void
  /** Drops the stream and opens a new one: for another token, or when another call found the line dead. */
  restart(): void
  stop(): void
}

type Listening = {
  /**
   * Reads again after events of these kinds, several at once together, and never twice at a time: what comes during a
   * reading begins the next. `load` is given what came since the last one; null: events were missed, read everything.
   * The answer stops.
   */
  follow<K extends EventKind>(
    kinds: readonly K[],
    load: (events: readonly EventPayload<K>[] | null) => unknown,
    how?: { settleMs?: number; when?: (event: EventPayload<K>) => boolean },
  ): () => void
}

/** Who listens to the events of one stream; `tell` passes one on. */
export function createListeners(): Listening & { tell(kind: string, payload: unknown): void } {
  const listeners = new Set<(kind: string, payload: unknown) => void>()
  return {
    tell: (kind, payload) => {
      for (const listener of [...listeners]) listener(kind, payload)
    },
    follow: <K extends EventKind>(
      kinds: readonly K[],
      load: (events: readonly EventPayload<K>[] | null) => unknown,
      how: { settleMs?: number; when?: (event: EventPayload<K>) => boolean } = {},
    ) => {
      let came: EventPayload<K>[] | null = []
      let timer: ReturnType<typeof setTimeout> | undefined
      const read = oneAtATime(async () => {
        const events = came
        came = []
        if (events?.length !== 0 && listeners.has(hear)) await load(events)
      })
      const hear = (kind: string, payload: unknown) => {
        const event = payload as EventPayload<K>
        if (kind === 'reset') came = null
        else if (!kinds.includes(kind as K) || how.when?.(event) === false) return
        else came?.push(event)
        timer ??= setTimeout(() => {
          timer = undefined
          void read().catch(() => {})
        }, how.settleMs ?? settleMs)
      }
      listeners.add(hear)
      return () => {
        clearTimeout(timer)
        listeners.delete(hear)
      }
    },
  }
}

/** 1, 2, 4, 8, 8 … s, each up to a fifth shorter, so that surfaces do not return all at once. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  return Math.round(Math.min(8000, 1000 * 2 ** Math.min(attempt, 10)) * (1 - 0.2 * random()))
}

type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>
/** For one who keeps the stream for others: where to go on, and everything that comes. */
type Passing = { after: string | null; onEvent(event: ServerEvent): void }

/**
 * One event stream for the whole surface; resumes by Last-Event-ID. A hidden page gives its stream back: over
 * HTTP/1.1 a browser holds six connections to one host, and more tabs than that would wait for each other.
 */
export function createLive(
  api: Pick<Api, 'send' | 'base_url'>,
  page: Page | null = globalThis.document ?? null,
  passing?: Passing,
): Live {
  const state = signal<LiveState>({ status: 'connecting', since: null, next_try_at: null })
  const { tell, follow } = createListeners()
  let lastId = passing?.after ?? null
  let line = new AbortController()
  let wake: (() => void) | null = null
  let wakeHidden: (() => void) | null = null
  let pauseTimer: ReturnType<typeof setTimeout> | undefined
  let paused = false
  let started = false
  let stopped = false

  const readOnce = async (onOpen: () => void): Promise<void> => {
    const headers: Record<string, string> = { accept: 'text/event-stream' }
    if (lastId) headers['last-event-id'] = lastId
    const opening = new AbortController()
    const timer = setTimeout(() => opening.abort(), openLimitMs)
    const signal = AbortSignal.any([line.signal, opening.signal])
    const response = await api.send(`${api.base_url}/api/v1/events`, { headers, signal })
    clearTimeout(timer)
    onOpen()
    for await (const frame of readEvents(response, silenceLimitMs)) {
      if (frame.id) lastId = frame.id
      if (frame.event === 'auth_expired') return
      if (frame.event !== 'ready') tell(frame.event, frame.data)
      passing?.onEvent(frame)
    }
  }

  const run = async (): Promise<void> => {
    let attempt = 0
    while (!stopped) {
      if (paused) {
        attempt = 0
        await untilSeen()
        continue
      }
      line = new AbortController()
      let openedAt = 0
      try {
        state.value = { ...state.value, next_try_at: null }
        await readOnce(() => {
          openedAt = Date.now()
          state.value = { status: 'live', since: null, next_try_at: null }
        })
      } catch {
        if (openedAt > 0) state.value = { status: 'reconnecting', since: Date.now(), next_try_at: null }
      }
      if (stopped) return
      if (line.signal.aborted || paused) continue
      // a stream that stood for a while was closed on purpose (token, drain): come back at once, once
      attempt = openedAt > 0 && Date.now() - openedAt > stoodMs ? 0 : attempt + 1
      if (attempt > 0) await pause(attempt - 1)
    }
  }

  const pause = (attempt: number): Promise<void> => {
    const delayMs = backoffMs(attempt)
    const since = state.value.since ?? Date.now()
    const isLost =
      attempt >= 1 || Date.now() - since > openLimitMs / 2 || globalThis.navigator?.onLine === false
    state.value = { status: isLost ? 'offline' : 'reconnecting', since, next_try_at: Date.now() + delayMs }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  const untilSeen = (): Promise<void> => {
    state.value = { status: 'paused', since: null, next_try_at: null }
    return new Promise((resolve) => {
      wakeHidden = () => {
        wakeHidden = null
        state.value = { status: 'connecting', since: null, next_try_at: null }
        resolve()
      }
    })
  }
  const pauseNow = () => {
    paused = true
    line.abort()
    wake?.()
  }
  const onVisibility = () => {
    clearTimeout(pauseTimer)
    if (page?.visibilityState === 'hidden') {
      pauseTimer = setTimeout(pauseNow, pauseAfterMs)
      return
    }
    paused = false
    wakeHidden?.()
  }

  const tryNow = () => wake?.()
  globalThis.addEventListener?.('online', tryNow)
  page?.addEventListener('visibilitychange', onVisibility)
  onVisibility()

  return {
    state,
    start: () => {
      if (started) return tryNow()
      started = true
      void run()
    },
    follow,
    tryNow,
    restart: () => {
      line.abort()
      wake?.()
    },
    stop: () => {
      stopped = true
      clearTimeout(pauseTimer)
      globalThis.removeEventListener?.('online', tryNow)
      page?.removeEventListener('visibilitychange', onVisibility)
      line.abort()
      wake?.()
      wakeHidden?.()
    },
  }
}
