import { noTurn, type TurnOutput } from '../model/protocol.ts'

type Scripted = { output: TurnOutput; reached(): void; go: Promise<void> | null }

const nothing: TurnOutput = { ...noTurn(), reply: 'Noted.', confidence: { tier: 'exploring' } }

export type HeldAnswer = {
  /** Half of the reply has been streamed. */
  reached: Promise<void>
  release(): void
}

/**
 * A Messages API that says what it is told to, one answer per call, in small pieces; without a script it says that
 * it noted it. `bodies` are the requests, oldest first.
 */
export function createScriptedModel() {
  const script: Scripted[] = []
  const bodies: { messages: { role: string; content: unknown }[] }[] = []

  const next = (output: Partial<TurnOutput>) => {
    script.push({ output: { ...nothing, ...output }, reached: () => {}, go: null })
  }
  /** The next answer stops in the middle of its reply until it is released. */
  const held = (output: Partial<TurnOutput>): HeldAnswer => {
    const half = deferred()
    const go = deferred()
    script.push({ output: { ...nothing, ...output }, reached: half.resolve, go: go.promise })
    return { reached: half.promise, release: go.resolve }
  }
  const fetchModel: typeof fetch = async (_url, init) => {
    bodies.push(JSON.parse(String(init?.body)))
    const answer = script.shift() ?? { output: nothing, reached: () => {}, go: null }
    return new Response(spoken(answer, init?.signal ?? undefined), {
      headers: { 'content-type': 'text/event-stream' },
    })
  }
  return { fetch: fetchModel, next, held, bodies }
}

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve: () => resolve() }
}

function spoken(
  { output, reached, go }: Scripted,
  signal: AbortSignal | undefined,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start: async (controller) => {
      const stopped = () => controller.error(new DOMException('aborted', 'AbortError'))
      if (signal?.aborted) return stopped()
      signal?.addEventListener('abort', stopped, { once: true })
      const send = (event: { type: string; [key: string]: unknown }) => {
        if (!signal?.aborted)
          controller.enqueue(encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`))
      }
      const usage = {
        input_tokens: 100,
        output_tokens: 1,
        cache_read_input_tokens: 0,
        cache_creation_input_tokens: 0,
      }
      const message = {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'scripted',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage,
      }
      send({ type: 'message_start', message })
      send({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } })
      const json = JSON.stringify(output)
      const half = '{"reply":"'.length + Math.ceil(output.reply.length / 2)
      const say = (text: string) =>
        send({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })
      say(json.slice(0, half))
      reached()
      await go
      say(json.slice(half))
      send({ type: 'content_block_stop', index: 0 })
      send({
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: 50 },
      })
      send({ type: 'message_stop' })
      if (!signal?.aborted) controller.close()
    },
  })
}
