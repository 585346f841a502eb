// Plain Hono and the official SDK, as both document it.
import Anthropic from '@anthropic-ai/sdk'
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { listen, model, upstream } from './listen.mjs'

const client = new Anthropic({ apiKey: 'bench', baseURL: upstream })

const app = new Hono().post('/chat', async (c) => {
  const { messages } = await c.req.json()
  return streamSSE(c, async (sse) => {
    const stream = client.messages.stream({ model, max_tokens: 4_000, messages })
    for await (const event of stream)
      if (event.type === 'content_block_delta' && event.delta.type === 'text_delta')
        await sse.writeSSE({ event: 'reply', data: JSON.stringify({ text: event.delta.text }) })
    await sse.writeSSE({ event: 'done', data: '{}' })
  })
})
listen(app.fetch)
