import { inputUsage, type PlaybookRequest, tokensOf } from './request.ts'

/** A few words at a time where somebody reads along, more at once after the first string has ended. */
const readAlongCharacters = 24
const restCharacters = 400

type Event = { type: string; [key: string]: unknown }

export function wholeMessage(request: PlaybookRequest, answer: string): Response {
  const { text, stop_reason } = cut(request, answer)
  const usage = { ...inputUsage(request), output_tokens: tokensOf(text) }
  const message = { ...emptyMessage(request), content: [{ type: 'text', text }], stop_reason, usage }
  return new Response(JSON.stringify(message), { headers: headersOf(request, 'application/json') })
}

/** The answer as server-sent events at the pace of somebody who writes; ends at once when the reader has gone. */
export function eventStream(
  request: PlaybookRequest,
  answer: string,
  { paceMs, gone }: { paceMs: number; gone: AbortSignal },
): Response {
  const events = eventsOf(request, answer)
  const encoder = new TextEncoder()
  let isCancelled = false
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (isCancelled) return
      if (gone.aborted) return controller.error(gone.reason)
      const event = events.next().value
      if (!event) return controller.close()
      if (event.type === 'content_block_delta' && paceMs > 0) await pause(paceMs, gone)
      if (isCancelled) return
      if (gone.aborted) return controller.error(gone.reason)
      controller.enqueue(encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`))
    },
    cancel() {
      isCancelled = true
    },
  })
  return new Response(stream, { headers: headersOf(request, 'text/event-stream; charset=utf-8') })
}

function* eventsOf(request: PlaybookRequest, answer: string): Generator<Event, undefined> {
  const { text, stop_reason } = cut(request, answer)
  const usage = inputUsage(request)
  yield {
    type: 'message_start',
    message: { ...emptyMessage(request), usage: { ...usage, output_tokens: 1 } },
  }
  yield { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }
  yield { type: 'ping' }
  for (const piece of pieces(text))
    yield { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } }
  yield { type: 'content_block_stop', index: 0 }
  yield {
    type: 'message_delta',
    delta: { stop_reason, stop_sequence: null },
    usage: { ...usage, output_tokens: tokensOf(text) },
  }
  yield { type: 'message_stop' }
}

/** Parted at blanks; never within an escape of the JSON text. */
export function pieces(json: string): string[] {
  const found: string[] = []
  const firstString = /^\{"[^"]+":"(?:[^"\\]|\\.)*"/.exec(json)?.[0].length ?? json.length
  for (let at = 0; at < json.length; ) {
    const least = at < firstString ? readAlongCharacters : restCharacters
    const blank = json.indexOf(' ', at + least)
    const end = blank === -1 ? json.length : blank + 1
    found.push(json.slice(at, end))
    at = end
  }
  return found
}

function cut({ max_tokens }: PlaybookRequest, answer: string): { text: string; stop_reason: string } {
  const most = max_tokens * 4
  if (answer.length <= most) return { text: answer, stop_reason: 'end_turn' }
  return { text: answer.slice(0, most).toWellFormed(), stop_reason: 'max_tokens' }
}

function emptyMessage({ model, fingerprint }: PlaybookRequest) {
  return {
    id: `msg_${fingerprint}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
  }
}

const headersOf = ({ fingerprint }: PlaybookRequest, type: string) => ({
  'content-type': type,
  'cache-control': 'no-cache',
  'request-id': `req_${fingerprint}`,
})

function pause(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      gone.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    gone.addEventListener('abort', done, { once: true })
  })
}
