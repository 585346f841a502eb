import { setTimeout as sleep } from 'node:timers/promises'

/** How an answer comes or breaks. `thinks_ms`: so long nothing but pings comes. */
export type StreamFault =
  | 'cut'
  | 'cut_in_thinking'
  | 'error_event'
  | 'refusal'
  | 'max_tokens'
  | 'not_json'
  | 'huge'
  | { thinks_ms: number }

export type Frame = { type: string; [key: string]: unknown }

const hugeBytes = 10 * 1024 * 1024
const hugePiece = 'x'.repeat(64 * 1024)

const delta = (index: number, text: string): Frame => ({
  type: 'content_block_delta',
  index,
  delta: { type: 'text_delta', text },
})

/** The events of an answer that the playbook gave whole, with its thinking in front. */
export function framesOf(
  playbook: string,
  thinking: { signature: string; tokens: number } | null,
  max_tokens: number,
): Frame[] {
  const frames = playbook
    .split('\n\n')
    .flatMap((frame) => (frame ? [JSON.parse(frame.slice(frame.indexOf('{'))) as Frame] : []))
  if (!thinking) return frames
  const [start, ...rest] = frames
  if (!start) return frames
  const block = [
    {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    },
    {
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'signature_delta', signature: thinking.signature },
    },
    { type: 'content_block_stop', index: 0 },
  ]
  if (thinking.tokens >= max_tokens) return [start, ...block, ...endedBy(frames, 'max_tokens', max_tokens)]
  const moved = rest.map((frame) => (frame.index === 0 ? { ...frame, index: 1 } : frame))
  return [start, ...block, ...moved].map((frame) => withThinkingTokens(frame, thinking.tokens))
}

function withThinkingTokens(frame: Frame, tokens: number): Frame {
  if (frame.type !== 'message_delta') return frame
  const usage = frame.usage as { output_tokens: number }
  return {
    ...frame,
    usage: {
      ...usage,
      output_tokens: usage.output_tokens + tokens,
      output_tokens_details: { thinking_tokens: tokens },
    },
  }
}

/** The last two events of an answer, with another stop reason. */
function endedBy(frames: Frame[], stop_reason: string, output_tokens?: number): Frame[] {
  const end = frames.find(({ type }) => type === 'message_delta')
  const usage = { ...(end?.usage as object), ...(output_tokens ? { output_tokens } : {}) }
  const category = stop_reason === 'refusal' ? { stop_details: { type: 'refusal', category: 'cyber' } } : {}
  return [
    { type: 'message_delta', delta: { stop_reason, stop_sequence: null, ...category }, usage },
    { type: 'message_stop' },
  ]
}

/** The same answer with another text. */
export function saying(frames: readonly Frame[], text: string): Frame[] {
  const isText = ({ type, delta: piece }: Frame) =>
    type === 'content_block_delta' && (piece as Frame).type === 'text_delta'
  const first = frames.findIndex(isText)
  return frames.flatMap((frame, at) =>
    at === first ? [delta(frame.index as number, text)] : isText(frame) ? [] : [frame],
  )
}

/** The same answer with a fault, as the real service shows it. */
export function mangled(frames: Frame[], fault: StreamFault): Frame[] {
  const texts = frames.flatMap(({ type, delta }, at) =>
    type === 'content_block_delta' && (delta as Frame).type === 'text_delta' ? [at] : [],
  )
  const half = frames.slice(0, texts[Math.floor(texts.length / 2)] ?? 1)
  const index = (frames[texts[0] ?? 0]?.index ?? 0) as number
  const closed = [...half, { type: 'content_block_stop', index }]
  if (fault === 'cut') return half
  if (fault === 'cut_in_thinking')
    return frames.slice(0, 1 + frames.findIndex(({ type }) => type === 'content_block_start'))
  if (fault === 'error_event')
    return [...half, { type: 'error', error: { type: 'api_error', message: 'Internal server error' } }]
  if (fault === 'refusal' || fault === 'max_tokens') return [...closed, ...endedBy(frames, fault)]
  if (fault === 'not_json') return [...closed, ...endedBy(frames, 'end_turn')]
  if (fault === 'huge')
    return [
      ...half,
      ...Array.from({ length: hugeBytes / hugePiece.length }, () => delta(index, hugePiece)),
      { type: 'content_block_stop', index },
      ...endedBy(frames, 'end_turn'),
    ]
  return frames
}

/** As server-sent events; a thinking model sends pings until its first text. */
export function streamOf(
  frames: Frame[],
  { thinks_ms, ping_ms, gone }: { thinks_ms: number; ping_ms: number; gone: AbortSignal | undefined },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const events = paced(frames, thinks_ms, ping_ms)
  return new ReadableStream({
    async pull(controller) {
      const { value: event } = await events.next()
      if (gone?.aborted) return controller.error(new DOMException('aborted', 'AbortError'))
      if (!event) return controller.close()
      controller.enqueue(encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`))
    },
  })
}

async function* paced(frames: Frame[], thinks_ms: number, ping_ms: number): AsyncGenerator<Frame, undefined> {
  for (const frame of frames) {
    yield frame
    if (frame.type !== 'message_start') continue
    for (let thoughtMs = 0; thoughtMs < thinks_ms; thoughtMs += ping_ms) {
      await sleep(ping_ms)
      yield { type: 'ping' }
    }
  }
}
