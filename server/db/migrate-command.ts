import pino from 'pino'
import { readConfig, WrongSettings } from '../config.ts'
import { connectDatabase } from './connect.ts'
import { StartError } from './start-error.ts'

try {
  const config = readConfig()
  const database = await connectDatabase({
    databaseUrl: config.DATABASE_URL,
    databaseAdminUrl: config.DATABASE_ADMIN_URL,
    dataDir: config.DATA_DIR,
    log: pino({ level: config.LOG_LEVEL }),
  })
  const rows = await database.admin<
    { name: string }[]
  >`select name from schema_migrations order by version desc limit 1`
  console.log(`The database is at ${rows[0]?.name ?? 'no migration'}.`)
  await database.stop()
} catch (error) {
  if (!(error instanceof StartError || error instanceof WrongSettings)) throw error
  console.error(error.message)
  process.exitCode = 1
}
