import type { Context } from 'hono'
import { problems } from '../../shared/problems.ts'
import type { AppEnv } from './routes.ts'

/** A reader that takes nothing for this long is gone, whatever its socket says. */
const stallMs = 30_000
const roomBytes = 64 * 1024

export type SseFrame = { event?: string; id?: string | number; data: unknown }
/** Resolves when there is room for more; after the reader has left it does nothing. */
export type SendFrame = (frame: SseFrame | 'heartbeat') => Promise<void>

/**
 * An event stream. `work` sends frames until it returns; `gone` is aborted when the reader leaves or stalls, and
 * `work` goes on or ends as it likes. A throw ends the stream with an `error` frame.
 */
export function eventStream(
  c: Context<AppEnv>,
  work: (send: SendFrame, gone: AbortSignal) => Promise<void>,
): Response {
  const gone = new AbortController()
  const encoder = new TextEncoder()
  let hasRoom: (() => void) | undefined

  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const send: SendFrame = async (frame) => {
          if (gone.signal.aborted) return
          controller.enqueue(encoder.encode(frame === 'heartbeat' ? ':\n\n' : spell(frame)))
          if ((controller.desiredSize ?? 0) > 0) return
          await new Promise<void>((resolve) => {
            const timer = setTimeout(() => leave(), stallMs)
            const leave = () => {
              gone.abort()
              resolve()
            }
            hasRoom = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        }
        void work(send, gone.signal)
          .catch(async (error: unknown) => {
            c.get('world').log.error({ err: error, request_id: c.get('request_id') }, 'an event stream broke')
            const data = {
              code: 'internal',
              message: problems.internal.sentence,
              request_id: c.get('request_id'),
            }
            await send({ event: 'error', data })
          })
          .finally(() => {
            try {
              controller.close()
            } catch {
              // the reader left first
            }
          })
      },
      pull: () => hasRoom?.(),
      cancel: () => {
        gone.abort()
        hasRoom?.()
      },
    },
    { highWaterMark: roomBytes, size: (chunk) => chunk?.byteLength ?? 0 },
  )
  return new Response(body, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    },
  })
}

function spell({ event, id, data }: SseFrame): string {
  return `${id === undefined ? '' : `id: ${id}\n`}${event ? `event: ${event}\n` : ''}data: ${JSON.stringify(data)}\n\n`
}
