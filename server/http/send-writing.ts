import { Problem } from '../../shared/problems.ts'
import type { ModelReaders } from '../model/gateway.ts'
import type { SendFrame } from './sse.ts'

/**
 * Sends what a model writes as it comes: `delta` {text}, `retry` {} where it begins anew, then `done` with what `write`
 * answers, or `error` {code, message}. `delta`: what stands in one, where there are several texts.
 */
export async function sendWriting(
  send: SendFrame,
  write: (readers: ModelReaders) => Promise<object>,
  delta: (text: string, key: string) => object = (text) => ({ text }),
): Promise<void> {
  try {
    const data = await write({
      text: (text, key) => void send({ event: 'delta', data: delta(text, key) }),
      restart: () => void send({ event: 'retry', data: {} }),
    })
    await send({ event: 'done', data })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await send({ event: 'error', data: { code: error.code, message: error.message } })
  }
}

/** For who wants it whole. */
export const silent: ModelReaders = { text: () => {}, restart: () => {} }
