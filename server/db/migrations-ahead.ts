import type { Sql } from './connection-options.ts'
import { migrationsFolder, readMigrations } from './migrate.ts'

let known: Promise<number> | undefined

/** How many migrations the database has beyond those that this process came with; below zero, how many it lacks. */
export async function migrationsAhead(system: Sql): Promise<number> {
  known ??= readMigrations(migrationsFolder()).then((files) => files.length)
  const [row] = await system<{ applied: number }[]>`select count(*)::int as applied from schema_migrations`
  return (row?.applied ?? 0) - (await known)
}
