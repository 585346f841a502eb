import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createPlaybook } from '../server/model/playbook/app.ts'

/** What is written before it is held: enough to be seen, never the whole answer. */
const piecesBefore = 6

/** The offline model behind HTTP, which can be held in the middle of what it writes. */
export type HeldModel = { env: Record<string, string>; hold(): void; release(): void; stop(): void }

export async function startHeldModel(): Promise<HeldModel> {
  const playbook = createPlaybook()
  let gate: Promise<void> | null = null
  let open = () => {}
  const answer = async (request: Request): Promise<Response> => {
    const response = await playbook.fetch(request)
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream')
    if (!gate || !isStream || !response.body) return response
    const held = gate
    let pieces = 0
    const wait = new TransformStream<Uint8Array, Uint8Array>({
      transform: async (piece, controller) => {
        if (++pieces > piecesBefore) await held
        controller.enqueue(piece)
      },
    })
    return new Response(response.body.pipeThrough(wait), response)
  }
  const release = () => {
    open()
    gate = null
  }
  const server = serve({ fetch: answer, port: 0, hostname: '127.0.0.1' })
  if (!server.listening) await new Promise<void>((resolve) => server.once('listening', resolve))
  return {
    env: {
      ANTHROPIC_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      ANTHROPIC_API_KEY: 'any-key',
    },
    hold: () => {
      gate ??= new Promise((resolve) => {
        open = resolve
      })
    },
    release,
    stop: () => {
      release()
      server.close()
    },
  }
}
