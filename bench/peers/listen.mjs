import { serve } from '@hono/node-server'

/** Serves `fetch` on PORT and says when it does. */
export function listen(fetch) {
  serve({ fetch, hostname: '127.0.0.1', port: Number(process.env.PORT) }, () => console.log('peer is ready'))
}

export const upstream = process.env.UPSTREAM
export const model = 'claude-sonnet-5-5'
