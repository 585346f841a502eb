import { migrationsAhead } from '../../db/migrations-ahead.ts'
import type { World } from '../../world.ts'

/** Of processes whose database belongs to a newer version by now. */
const outdated = new WeakSet<AbortSignal>()

/** What a row says may have changed under this process: it takes up no post any more. */
export const isOutdated = ({ draining }: Pick<World, 'draining'>): boolean => outdated.has(draining)

/** Looks whether a newer version has migrated the database since this process started. */
export async function lookForNewer({ db, draining, log }: World): Promise<void> {
  const isNewer = (await migrationsAhead(db.system)) > 0
  if (isNewer === outdated.has(draining)) return
  if (isNewer) {
    outdated.add(draining)
    log.warn('the database was migrated by a newer version: this process sends nothing until it is replaced')
  } else outdated.delete(draining)
}
