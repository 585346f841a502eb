import { networkInterfaces } from 'node:os'
import { serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '../app.ts'
import { freePort } from '../serve.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { createMetricsApp } from './routes.ts'

let world: TestWorld
let separate: TestWorld
let servers: ReturnType<typeof serve>[]
let port: number
let ownPort: number
beforeAll(async () => {
  world = await createTestWorld()
  ownPort = await freePort('127.0.0.1')
  separate = await createTestWorld({ database: world.db, settings: { METRICS_PORT: String(ownPort) } })
  port = await freePort('127.0.0.1')
  servers = [
    serve({ fetch: createApp(world).fetch, port, hostname: '0.0.0.0' }),
    serve({ fetch: createMetricsApp(separate).fetch, port: ownPort, hostname: '127.0.0.1' }),
  ]
})
afterAll(async () => {
  for (const server of servers ?? []) server.close()
  await separate?.stop()
  await world?.stop()
})

const ask = (at: string, headers: Record<string, string> = {}) =>
  fetch(`http://${at}/metrics`, { headers }).then(
    async (answer) => [answer.status, await answer.text()] as const,
  )

test('a program on this machine reads the metrics', async () => {
  const [status, text] = await ask(`127.0.0.1:${port}`)
  expect(status).toBe(200)
  expect(text).toContain('flowpilot_database_up')
})

test.each(['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])(
  'whoever comes through a proxy of this machine (%s) does not',
  async (name) => {
    const [status, text] = await ask(`127.0.0.1:${port}`, { [name]: '198.51.100.7' })
    expect(status).toBe(404)
    expect(text).not.toContain('flowpilot_')
  },
)

test('nor does another machine', async () => {
  const address = Object.values(networkInterfaces())
    .flat()
    .find((each) => each?.family === 'IPv4' && !each.internal)?.address
  // a machine without a network has no other machines
  if (address) expect((await ask(`${address}:${port}`))[0]).toBe(404)
})

test('with a port of its own it is there, whoever asks, and on the other one for nobody', async () => {
  const [status, text] = await ask(`127.0.0.1:${ownPort}`, { 'x-forwarded-for': '198.51.100.7' })
  expect([status, text.includes('flowpilot_database_up')]).toEqual([200, true])
  expect((await createApp(separate).request('/metrics')).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${ownPort}/api/v1/me`)).status).toBe(404)
})
