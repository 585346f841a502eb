import pino from 'pino'
import { readConfig, WrongSettings } from '../config.ts'
import { checkClient } from '../db/client-check.ts'
import { connectDatabase } from '../db/connect.ts'
import { StartError } from '../db/start-error.ts'
import { type Resealed, resealAll } from './reseal.ts'
import { loadSecretKeys } from './secret-keys.ts'

/** `npm run reseal`: ends with 0 when every value is under the first key, and the others may be taken away. */
const progressEveryMs = 2_000

try {
  process.exitCode = await main()
} catch (error) {
  if (!(error instanceof StartError || error instanceof WrongSettings)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function main(): Promise<number> {
  const config = readConfig()
  await checkClient()
  const secrets = await loadSecretKeys(config)
  const database = await connectDatabase({
    databaseUrl: config.DATABASE_URL,
    production: true,
    dataDir: config.DATA_DIR,
    poolSize: 2,
    log: pino({ level: config.LOG_LEVEL }),
  })
  try {
    const results = await resealAll(database, secrets, sayNowAndThen())
    for (const result of results) console.log(sentenceOf(result))
    const isWhole = results.every(({ missing, broken }) => broken === 0 && Object.keys(missing).length === 0)
    const others = [...secrets.byKid.keys()].filter((kid) => kid !== secrets.first)
    if (isWhole)
      console.log(
        `Everything is sealed with ${secrets.first}.${others.length > 0 ? ` SECRET_KEYS can do without ${others.join(', ')}.` : ''}`,
      )
    return isWhole ? 0 : 1
  } finally {
    await database.stop()
  }
}

function sayNowAndThen(): (so_far: Resealed) => void {
  let saidAt = Date.now()
  return (so_far) => {
    if (Date.now() - saidAt < progressEveryMs) return
    saidAt = Date.now()
    console.log(`${so_far.column}: ${so_far.sealed_anew} sealed anew so far`)
  }
}

function sentenceOf({ column, found, sealed_anew, missing, broken }: Resealed): string {
  const lost = Object.entries(missing).map(
    ([kid, count]) =>
      ` ${count} need the key ${kid}, which SECRET_KEYS does not have: put it back, or enter them again.`,
  )
  const damaged = broken > 0 ? ` ${broken} cannot be opened with any key: enter them again.` : ''
  return `${column}: ${sealed_anew} of ${found} under older keys sealed anew.${lost.join('')}${damaged}`
}
