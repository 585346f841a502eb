import type { Config } from './config.ts'
import type { Sql } from './db/connect.ts'
import { StartError } from './db/start-error.ts'
import { activeDemoPeople } from './db/system.ts'

/** In production nobody gets in with the demo's password, which stands in its documentation. Throws StartError. */
export async function refuseDemoPeople({ NODE_ENV }: Pick<Config, 'NODE_ENV'>, system: Sql): Promise<void> {
  if (NODE_ENV !== 'production') return
  const people = await activeDemoPeople(system)
  if (people.length === 0) return
  const names = people.map(({ email }) => email ?? 'somebody without an address').join(', ')
  throw new StartError(
    'demo_people',
    `This database holds people of the demo, whose password everybody knows: ${names}. ` +
      'Give another DATABASE_URL or DATA_DIR, or switch them off with: npm run account -- retire-demo',
  )
}
