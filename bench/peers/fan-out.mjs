// The plainest fan-out: Hono's own event streams and a Set, no database, no sign-in.
import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { listen } from './listen.mjs'

const readers = new Set()
let id = 0

const app = new Hono()
  .get('/events', (c) =>
    streamSSE(c, async (sse) => {
      await sse.writeSSE({ event: 'ready', data: '{}' })
      readers.add(sse)
      await new Promise((resolve) => sse.onAbort(resolve))
      readers.delete(sse)
    }),
  )
  .post('/publish', async (c) => {
    const data = await c.req.text()
    id += 1
    for (const sse of readers) void sse.writeSSE({ id: String(id), event: 'session.changed', data })
    return c.json({ id })
  })
listen(app.fetch)
