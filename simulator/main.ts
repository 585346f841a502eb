import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { createSimulator } from './app.ts'

const host = '127.0.0.1'
const closeLimitMs = 5_000

const port = Number(process.env.SIMULATOR_PORT ?? 8788)
const dataDir = process.env.DATA_DIR ?? '.data'

if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  console.error(`SIMULATOR_PORT is ${process.env.SIMULATOR_PORT}; it must be a port number`)
  process.exit(1)
}

const simulator = createSimulator({ stateFile: join(dataDir, 'simulator.json') })
const server = serve({ fetch: simulator.app.fetch, hostname: host, port }, (address) => {
  console.log(`ConnectWise simulator on http://${host}:${address.port}`)
})

server.on('error', (error) => {
  console.error(`The simulator cannot listen on ${host}:${port}: ${error.message}`)
  process.exit(1)
})

function stop(): void {
  simulator.close()
  server.close(() => process.exit(0))
  setTimeout(() => process.exit(0), closeLimitMs).unref()
}

process.once('SIGTERM', stop)
process.once('SIGINT', stop)
