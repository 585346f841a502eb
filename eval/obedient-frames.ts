type Frame = { type: string; [key: string]: unknown }

/** The answer as server-sent events, with calls of tools after its text. */
export function framesOf(text: string, calls: readonly { name: string; input: unknown }[]): string {
  const usage = {
    input_tokens: 100,
    output_tokens: 50,
    cache_read_input_tokens: 0,
    cache_creation_input_tokens: 0,
  }
  const message = {
    id: 'msg_obedient',
    type: 'message',
    role: 'assistant',
    model: 'obedient',
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  }
  const frames: Frame[] = [
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
    { type: 'content_block_stop', index: 0 },
    ...calls.flatMap(({ name, input }, at) => called(at + 1, name, input)),
    {
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: 50 },
    },
    { type: 'message_stop' },
  ]
  return frames.map((frame) => `event: ${frame.type}\ndata: ${JSON.stringify(frame)}\n\n`).join('')
}

function called(index: number, name: string, input: unknown): Frame[] {
  return [
    {
      type: 'content_block_start',
      index,
      content_block: { type: 'tool_use', id: `toolu_${index}`, name, input: {} },
    },
    {
      type: 'content_block_delta',
      index,
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    },
    { type: 'content_block_stop', index },
  ]
}
