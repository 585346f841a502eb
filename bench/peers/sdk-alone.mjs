import Anthropic from '@anthropic-ai/sdk'
import { model } from './listen.mjs'

/** The official SDK with no server between: asks once and hands every piece of text on. */
export function openSdk(baseURL) {
  const client = new Anthropic({ apiKey: 'bench', baseURL })
  return async (messages, onText) => {
    const stream = client.messages.stream({ model, max_tokens: 4_000, messages })
    stream.on('text', onText)
    await stream.finalMessage()
  }
}
