import { serve } from '@hono/node-server'
import { expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { createPlaybook } from '../server/model/playbook/app.ts'
import { createRealPlayer } from './real-model.ts'

/** A Messages API that knows no model but `second-model`. */
async function startModel() {
  const playbook = createPlaybook({ paceMs: 0 })
  const asked: string[] = []
  const server = serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const { model } = (await request.clone().json()) as { model: string }
      asked.push(model)
      if (model === 'second-model') return playbook.fetch(request)
      const error = { type: 'not_found_error', message: `model: ${model}` }
      return Response.json({ type: 'error', error }, { status: 404 })
    },
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}`, asked, stop: () => server.close() }
}

test('a case is played by the model that is measured, never by the second one', async () => {
  const model = await startModel()
  const config = readConfig({ ANTHROPIC_BASE_URL: model.url, MODEL_FALLBACK: 'second-model' })
  const seen: string[] = []
  const play = (name: string) =>
    createRealPlayer(name, config).play({ title: 'VPN drops' }, [], ({ last }) => seen.push(last.reply))
  try {
    await expect(play('unknown-model')).rejects.toThrow('unknown-model gave no answer')
    expect(model.asked).not.toContain('second-model')
    await play('second-model')
    expect(seen).toHaveLength(1)
  } finally {
    model.stop()
  }
})
