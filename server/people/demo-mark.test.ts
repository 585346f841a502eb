import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool, optionsFromUrl } from '../db/connection-options.ts'
import { migrate, migrationsFolder } from '../db/migrate.ts'
import { makeEmptyDatabase } from '../testing/database.ts'

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`

test('people of demos from before are marked, and nobody else', async () => {
  const empty = await makeEmptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-migrations-'))
  const sql = openPool(optionsFromUrl(empty.url), { max: 2, onNotice: () => {} })
  try {
    const names = (await readdir(migrationsFolder())).sort()
    const own = names.findIndex((name) => name.endsWith('_people.sql'))
    for (const name of names.slice(0, own)) await cp(join(migrationsFolder(), name), join(folder, name))
    await migrate(sql, folder)
    await sql`insert into accounts (account_id, key, name) values (${id(1)}, 'acme', 'Acme')`
    const people = [
      ['Ada@acme.example', 'hash'],
      ['dora@acme.example', 'hash'],
      ['vera@acme.example', null],
    ] as const
    for (const [n, [email, hash]] of people.entries())
      await sql`
        insert into users (account_id, id, name, role, email, password_hash)
        values (${id(1)}, ${id(10 + n)}, 'A', 'owner', ${email}, ${hash})`
    await migrate(sql, migrationsFolder())
    expect([...(await sql`select email, demo, revision, token_epoch from users order by id`)]).toEqual([
      { email: 'Ada@acme.example', demo: true, revision: 1, token_epoch: 0 },
      { email: 'dora@acme.example', demo: false, revision: 1, token_epoch: 0 },
      { email: 'vera@acme.example', demo: false, revision: 1, token_epoch: 0 },
    ])
    // row-level security is forced again
    const [users] = await sql`select relforcerowsecurity as is_forced from pg_class where relname = 'users'`
    expect(users).toEqual({ is_forced: true })
  } finally {
    await sql.end({ timeout: 2 })
    await empty.drop()
    await rm(folder, { recursive: true })
  }
})
