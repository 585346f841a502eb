import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { createChatRooms } from '../../simulator/chat-rooms.ts'

/** Slack and Teams on a port of their own. */
export async function serveChatRooms() {
  const rooms = createChatRooms()
  const server = serve({ fetch: rooms.app.fetch, hostname: '127.0.0.1', port: 0 })
  if (!server.listening) await once(server, 'listening')
  const site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...rooms,
    slack: (key = 'abcdefghijklmnopqrstuvwx') => `${site}/slack/services/T0ACME/B0DESK/${key}`,
    teams: (id = 'room1') =>
      `${site}/teams/workflows/${id}/triggers/manual/paths/invoke?api-version=1&sp=%2Frun&sv=1.0&sig=secret-of-${id}`,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}
export type ServedRooms = Awaited<ReturnType<typeof serveChatRooms>>
