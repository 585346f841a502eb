import { openPool } from '../db/connection-options.ts'
import { startEmbedded } from '../db/embedded.ts'
import { StartError } from '../db/start-error.ts'

/** A process that owns an embedded database until it is told to stop: SIGINT asks it for a last query first. */
const silent = { debug: () => {}, warn: () => {}, error: () => {} }
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

try {
  const startedAt = Date.now()
  const server = await startEmbedded({ dataDir: process.argv[2] ?? '', log: silent })
  const sql = openPool(server.options, { max: 1, onNotice: () => {} })
  await sql`select 1`
  process.once('SIGINT', async () => {
    const [row] = await sql`select 'still here' as answer`
    await sql.end()
    await server.stop()
    say({ answer: row?.answer })
    process.exit(0)
  })
  // only now: whoever reads this line may interrupt us at once
  say({ host: server.options.host, startMs: Date.now() - startedAt })
  setInterval(() => {}, 60_000)
} catch (error) {
  if (!(error instanceof StartError)) throw error
  say({ refused: error.code, message: error.message })
  process.exit(1)
}
