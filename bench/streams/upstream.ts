import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { nowUs } from '../clock.ts'
import { apart, deltas, firstTokenMs, panelTail } from './program.ts'

/**
 * A slow Messages API, the same for everybody who is measured: `output_config.format` is honoured with a whole
 * turn as JSON, anybody else gets the same words as plain text. Each word says when it was sent. With the model
 * `…fast` in POST /pace everything comes at once.
 */
type Answer = { response: ServerResponse; isJson: boolean; next: number; dueUs: number; arrivedUs: number }

const running = new Set<Answer>()
let isFast = false

const event = (type: string, data: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`
const usage = { input_tokens: 25, cache_creation_input_tokens: 0, cache_read_input_tokens: 0 }
const opening =
  event('message_start', {
    message: {
      id: 'msg_bench',
      type: 'message',
      role: 'assistant',
      model: 'claude-sonnet-5-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { ...usage, output_tokens: 1 },
    },
  }) +
  event('content_block_start', { index: 0, content_block: { type: 'text', text: '' } }) +
  event('ping', {})
const closing =
  event('content_block_stop', { index: 0 }) +
  event('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { ...usage, output_tokens: deltas },
  }) +
  event('message_stop', {})

/** `~index.arrived.sent~`: readable in whatever a server wraps around it. */
function piece(index: number, isJson: boolean, arrivedUs: number, sentUs: number): string {
  const word = `~${index}.${arrivedUs.toString(36)}.${sentUs.toString(36)}~ `
  const text = isJson
    ? `${index === 0 ? '{"reply":"' : ''}${word}${index === deltas - 1 ? panelTail : ''}`
    : word
  return event('content_block_delta', { index: 0, delta: { type: 'text_delta', text } })
}

const atOnce = [true, false].map(
  (isJson) => Array.from({ length: deltas }, (_, index) => piece(index, isJson, 0, 0)).join('') + closing,
)

function begin(response: ServerResponse, isJson: boolean, arrivedUs: number): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_bench' })
  if (isFast) {
    response.end(opening + atOnce[isJson ? 0 : 1])
    return
  }
  response.write(opening)
  const answer = { response, isJson, next: 0, dueUs: arrivedUs + firstTokenMs * 1000, arrivedUs }
  running.add(answer)
  response.once('close', () => running.delete(answer))
}

/** One clock for all: a timer per stream would itself be what is measured. */
function tick(): void {
  const now = nowUs()
  for (const answer of running)
    while (answer.dueUs <= now && answer.next < deltas) {
      answer.response.write(piece(answer.next, answer.isJson, answer.arrivedUs, nowUs()))
      answer.next += 1
      answer.dueUs += apart * 1000
      if (answer.next === deltas) {
        running.delete(answer)
        answer.response.end(closing)
      }
    }
}

async function read(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += chunk
  return body
}

setInterval(tick, 1)
createServer(async (request, response) => {
  const arrivedUs = nowUs()
  const body = await read(request)
  if (request.url === '/pace') {
    isFast = body === 'fast'
    response.end()
  } else if (request.url?.startsWith('/v1/messages'))
    begin(response, body.includes('"output_config"'), arrivedUs)
  else response.writeHead(404).end()
}).listen(Number(process.env.PORT), '127.0.0.1', () => console.log('upstream is ready'))
