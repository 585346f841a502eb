import { serve } from '@hono/node-server'
import { readConfig, WrongSettings } from '../../config.ts'
import { createPlaybook } from './app.ts'

try {
  const { MODEL_PORT, HOST } = readConfig()
  const server = serve(
    { fetch: createPlaybook().fetch, port: MODEL_PORT, hostname: HOST },
    ({ address, port }) => {
      console.log(`The offline model answers at http://${address}:${port} (Messages API, any x-api-key).`)
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      server.close(() => process.exit(0))
      setTimeout(() => process.exit(0), 1000).unref()
    })
} catch (error) {
  if (!(error instanceof WrongSettings)) throw error
  console.error(error.message)
  process.exitCode = 1
}
