import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import * as v from 'valibot'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { createGateway } from './anthropic.ts'

const received: string[] = []
const elsewhere = createServer((request, response) => {
  received.push(`${request.method} ${request.url}`)
  response.writeHead(404).end()
})
const model = createServer((_, response) => {
  const { port } = elsewhere.address() as AddressInfo
  response.writeHead(307, { location: `http://127.0.0.1:${port}/taken` }).end()
})
afterAll(() => {
  for (const server of [elsewhere, model]) {
    server.close()
    server.closeAllConnections()
  }
})

test('a redirect is not followed, and an admin learns which address it is', async () => {
  for (const server of [elsewhere, model])
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = `http://127.0.0.1:${(model.address() as AddressInfo).port}`
  const gateway = createGateway({
    config: readConfig({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: `${address}/` }),
    ledger: { enter: async () => {}, usedToday: async () => 0 },
    log: pino({ level: 'silent' }),
  })
  await gateway.checkModels()
  expect(gateway.state().problem).toMatchObject({ code: 'address_redirects' })
  const answer = await gateway.ask(
    {
      ...{ task: 'diagnosis', account_id: 'a', user_id: 'b', session_id: 'c', system: 'You help.' },
      ...{ history: [], input: { role: 'user', content: 'Vera cannot print' } },
      ...{ schema: v.object({ reply: v.string() }), streams: 'reply', policy: 'allowed' },
    },
    { text: () => {}, restart: () => {} },
    new AbortController().signal,
  )
  expect(answer.kind).toBe('offline')
  expect(gateway.state().problem?.message).toContain(`${address} answers with a redirect (307)`)
  expect(received).toEqual([])
})
