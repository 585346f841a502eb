import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { type ServerType, serve } from '@hono/node-server'
import type { Outbox } from './outbox.ts'
import type { TestWorld } from './world.ts'

/** Acme's PSA on a port of its own, for tests whose posts are sent by other processes too. */
export async function serveSimulator(world: TestWorld, box: Outbox): Promise<ServerType> {
  const server = serve({ fetch: world.simulator.app.fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await once(server, 'listening')
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await box.inAcme((sql) => sql`update connections set site_url = ${site}`)
  return server
}
