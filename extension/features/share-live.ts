import { effect, signal } from '@preact/signals'
import * as v from 'valibot'
import type { LineApi } from '../../pod/host.ts'
import { createListeners, createLive, type Live, type LiveState } from '../../pod/line/live.ts'

const said = v.variant('kind', [
  v.object({ kind: v.literal('event'), event: v.string(), id: v.nullable(v.string()), data: v.unknown() }),
  v.object({
    kind: v.literal('state'),
    last_id: v.nullable(v.string()),
    state: v.object({
      status: v.picklist(['connecting', 'live', 'reconnecting', 'offline', 'paused']),
      since: v.nullable(v.number()),
      next_try_at: v.nullable(v.number()),
    }),
  }),
  v.object({ kind: v.literal('state_wanted') }),
  v.object({ kind: v.literal('try_wanted'), anew: v.boolean() }),
])
type Said = v.InferOutput<typeof said>
export type Line = {
  locks: Pick<LockManager, 'request'>
  channel: Pick<BroadcastChannel, 'postMessage' | 'close'> & {
    onmessage: ((event: MessageEvent) => void) | null
  }
}

/**
 * One event stream for all panels of a browser: whoever holds the lock keeps it and passes on what it hears. When that
 * panel closes, the browser gives the lock to the next, which resumes where the last word was.
 */
export function createSharedLive(
  api: LineApi,
  line: Line,
  onEvent: (id: string | null, kind: string, data: unknown) => void,
): Live {
  const state = signal<LiveState>({ status: 'connecting', since: null, next_try_at: null })
  const { tell, follow } = createListeners()
  const life = new AbortController()
  let own: Live | null = null
  let lastId: string | null = null
  let isStarted = false

  const post = (message: Said) => line.channel.postMessage(message)
  const dispatch = (event: string, id: string | null, data: unknown) => {
    if (id) lastId = id
    tell(event, data)
  }
  line.channel.onmessage = ({ data }) => {
    const parsed = v.safeParse(said, data)
    if (!parsed.success) return
    const message = parsed.output
    if (message.kind === 'event' && !own) dispatch(message.event, message.id, message.data)
    else if (message.kind === 'state' && !own) {
      state.value = message.state
      lastId = message.last_id ?? lastId
    } else if (message.kind === 'state_wanted' && own)
      post({ kind: 'state', state: state.value, last_id: lastId })
    else if (message.kind === 'try_wanted') message.anew ? own?.restart() : own?.tryNow()
  }

  const lead = () =>
    new Promise<void>((resolve) => {
      const stream = createLive(api, null, {
        after: lastId,
        onEvent: ({ event, id, data }) => {
          if (event === 'ready') {
            lastId = id ?? lastId
            return post({ kind: 'state', state: state.value, last_id: lastId })
          }
          post({ kind: 'event', event, id, data })
          dispatch(event, id, data)
          onEvent(id, event, data)
        },
      })
      own = stream
      const stopEcho = effect(() => {
        state.value = stream.state.value
        post({ kind: 'state', state: stream.state.value, last_id: lastId })
      })
      life.signal.addEventListener('abort', () => {
        stopEcho()
        stream.stop()
        resolve()
      })
      stream.start()
    })

  return {
    state,
    follow,
    start: () => {
      if (isStarted) return own?.tryNow()
      isStarted = true
      post({ kind: 'state_wanted' })
      line.locks.request('flowpilot-events', { signal: life.signal }, lead).catch(() => {})
    },
    tryNow: () => (own ? own.tryNow() : post({ kind: 'try_wanted', anew: false })),
    restart: () => (own ? own.restart() : post({ kind: 'try_wanted', anew: true })),
    stop: () => {
      life.abort()
      line.channel.close()
    },
  }
}
