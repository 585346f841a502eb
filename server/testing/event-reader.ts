import { createParser } from 'eventsource-parser'

export type ReadFrame = { id?: string; event: string; data: Record<string, unknown> }
export type EventReader = {
  /** Null at the end of the stream. */
  next(): Promise<ReadFrame | null>
  until(count: number): Promise<ReadFrame[]>
  leave(): Promise<void>
}

/** The frames of an event stream, heartbeats left out. */
export function readFrames(response: Response): EventReader {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const frames: ReadFrame[] = []
  const parser = createParser({
    onEvent: ({ id, event = '', data }) =>
      frames.push({ ...(id ? { id } : {}), event, data: JSON.parse(data) as ReadFrame['data'] }),
  })
  const next = async (): Promise<ReadFrame | null> => {
    while (frames.length === 0) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) return null
      parser.feed(value)
    }
    return frames.shift() ?? null
  }
  return {
    next,
    until: async (count) => {
      const read: ReadFrame[] = []
      while (read.length < count) {
        const frame = await next()
        if (!frame) break
        read.push(frame)
      }
      return read
    },
    leave: async () => void (await reader?.cancel()),
  }
}
