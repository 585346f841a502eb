// TanStack AI on Hono, as its documentation shows it.
import { chat, toServerSentEventsResponse } from '@tanstack/ai'
import { createAnthropicChat } from '@tanstack/ai-anthropic'
import { Hono } from 'hono'
import { listen, model, upstream } from './listen.mjs'

const adapter = createAnthropicChat(model, 'bench', { baseURL: upstream })

const app = new Hono().post('/chat', async (c) => {
  const { messages } = await c.req.json()
  return toServerSentEventsResponse(chat({ adapter, messages }))
})
listen(app.fetch)
