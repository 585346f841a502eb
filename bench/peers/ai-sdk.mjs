// Vercel's AI SDK on Hono, as its documentation shows it.
import { createAnthropic } from '@ai-sdk/anthropic'
import { streamText } from 'ai'
import { Hono } from 'hono'
import { listen, model, upstream } from './listen.mjs'

const anthropic = createAnthropic({ apiKey: 'bench', baseURL: `${upstream}/v1` })

const app = new Hono().post('/chat', async (c) => {
  const { messages } = await c.req.json()
  const result = streamText({ model: anthropic(model), maxOutputTokens: 4_000, messages })
  return result.toUIMessageStreamResponse()
})
listen(app.fetch)
