import { createParser } from 'eventsource-parser'
import { ApiProblem } from './api-problem.ts'

const maxFrameChars = 4_000_000

export type ServerEvent = { event: string; id: string | null; data: unknown }

/**
 * Frames of an event stream, data parsed. Ends when the server closes; throws `stream_cut` when the line breaks or
 * nothing (not even a heartbeat) came for `idleMs`. Whether the end was the end, the caller knows by its last frame.
 */
export async function* readEvents(response: Response, idleMs = 60_000): AsyncGenerator<ServerEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) throw new ApiProblem('unreadable')
  let frames: ServerEvent[] = []
  const parser = createParser({
    maxBufferSize: maxFrameChars,
    onEvent: ({ event = 'message', id = null, data }) => frames.push({ event, id, data: parsed(data) }),
    onError: ({ type }) => {
      if (type === 'max-buffer-size-exceeded') throw new ApiProblem('unreadable')
    },
  })
  try {
    for (;;) {
      const { done, value } = await withinIdle(reader.read(), idleMs)
      if (done) return
      parser.feed(value)
      yield* frames
      frames = []
    }
  } finally {
    await reader.cancel().catch(() => {})
  }
}

async function withinIdle<T>(read: Promise<T>, idleMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ApiProblem('stream_cut')), idleMs)
  })
  try {
    return await Promise.race([read, silence])
  } catch (error) {
    throw error instanceof DOMException && error.name === 'AbortError' ? error : new ApiProblem('stream_cut')
  } finally {
    clearTimeout(timer)
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return data
  }
}
