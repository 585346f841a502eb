import { publicUrl, readConfig, WrongSettings } from './config.ts'
import { StartError } from './db/start-error.ts'
import { buildAndWatchUi } from './dev-ui.ts'
import { createLog } from './log.ts'
import { CannotListen, startServer } from './serve.ts'

await main().catch((error: unknown) => {
  const isExpected =
    error instanceof WrongSettings || error instanceof StartError || error instanceof CannotListen
  console.error(isExpected ? error.message : error)
  process.exit(error instanceof WrongSettings ? 2 : 1)
})

async function main(): Promise<void> {
  const config = readConfig()
  const log = createLog(config)
  const stopUi = isFromSources() && config.NODE_ENV === 'development' ? buildAndWatchUi() : () => {}
  const running = await startServer(config, log)
  log.info({ url: publicUrl(running.world.config), database: running.world.db.kind }, 'FlowPilot is ready')

  const end = async (signal: NodeJS.Signals) => {
    log.info({ signal }, 'draining')
    stopUi()
    await running.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      process.once(signal, () => process.exit(1))
      void end(signal)
    })
}

/** The built server is one file of JavaScript. */
function isFromSources(): boolean {
  return import.meta.url.endsWith('.ts')
}
