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
  let rest = ''
  const next = async (): Promise<ReadFrame | null> => {
    while (frames.length === 0) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) return null
      const blocks = (rest + value).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) if (!block.startsWith(':')) frames.push(parse(block))
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

function parse(block: string): ReadFrame {
  const lines = Object.fromEntries(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
  return {
    ...(lines.id ? { id: lines.id } : {}),
    event: lines.event ?? '',
    data: JSON.parse(lines.data ?? 'null'),
  }
}
