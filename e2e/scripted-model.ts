import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createScriptedModel } from '../server/testing/scripted-model.ts'

export type ScriptedModel = Pick<ReturnType<typeof createScriptedModel>, 'next'> & {
  env: Record<string, string>
  stop(): void
}

/** A model behind HTTP that says what it is told to. */
export async function startScriptedModel(): Promise<ScriptedModel> {
  const model = createScriptedModel()
  const answer = async (request: Request): Promise<Response> =>
    request.method === 'POST'
      ? model.fetch(request.url, { method: 'POST', body: await request.text() })
      : new Response(null, { status: 204 })
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  return {
    next: model.next,
    env: {
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ANTHROPIC_API_KEY: 'any-key',
    },
    stop: () => void server.close(),
  }
}
