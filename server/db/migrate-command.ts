import pino from 'pino'
import { readConfig, WrongSettings } from '../config.ts'
import { migrateDatabase } from './connect.ts'
import { StartError } from './start-error.ts'

/** `npm run migrate`: as the owner of the database. Makes the login of DATABASE_URL too, where it is another one. */
try {
  const config = readConfig()
  const { applied, newest } = await migrateDatabase({
    databaseUrl: config.DATABASE_URL,
    adminUrl: config.DATABASE_ADMIN_URL,
    dataDir: config.DATA_DIR,
    log: pino({ level: config.LOG_LEVEL }),
  })
  console.log(`The database is at ${newest}; ${applied.length} applied.`)
} catch (error) {
  if (!(error instanceof StartError || error instanceof WrongSettings)) throw error
  console.error(error.message)
  process.exitCode = 1
}
