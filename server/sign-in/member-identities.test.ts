import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool, optionsFromUrl } from '../db/connection-options.ts'
import { migrate, migrationsFolder } from '../db/migrate.ts'
import { makeEmptyDatabase } from '../testing/database.ts'

const ids = (part: string) => (n: number) => `0190a000-0000-7000-8000-${part}${String(n).padStart(8, '0')}`
const user = ids('0001')
const account = ids('0002')(1)
const connection = ids('0003')(1)

test('mappings of before that came from an address are confirmed once', async () => {
  const empty = await makeEmptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-migrations-'))
  const sql = openPool(optionsFromUrl(empty.url), { max: 2, onNotice: () => {} })
  try {
    const names = (await readdir(migrationsFolder())).sort()
    const before = names.filter((name) => name < '0012_member')
    for (const name of before) await cp(join(migrationsFolder(), name), join(folder, name))
    await migrate(sql, folder)
    await sql`insert into accounts (account_id, key, name) values (${account}, 'acme', 'Acme')`
    await sql`
      insert into connections (account_id, id, kind, name, site_url, company_id, client_id, keys_sealed, public_key_hint)
      values (${account}, ${connection}, 'connectwise', 'CW', 'https://na.myconnectwise.net', 'acme', 'x', 'x', 'x')`
    const rows = [
      ['email', 'ben@acme.example'],
      ['sign_in', 'cleo@acme.example'],
      ['sign_in', null],
      ['hand', 'ada@acme.example'],
    ] as const
    for (const [n, [source, email]] of rows.entries()) {
      await sql`
        insert into users (account_id, id, name, role, email) values (${account}, ${user(n)}, 'A', 'engineer', ${email})`
      await sql`
        insert into member_mappings (account_id, connection_id, user_id, member_id, member_identifier, member_name, source)
        values (${account}, ${connection}, ${user(n)}, ${String(n)}, 'm', 'M', ${source})`
    }
    await migrate(sql, migrationsFolder())
    expect([...(await sql`select source, state, by_owner from member_mappings order by member_id`)]).toEqual([
      { source: 'email', state: 'confirm', by_owner: false },
      { source: 'sign_in', state: 'confirm', by_owner: false },
      { source: 'provisioned', state: 'identity', by_owner: false },
      { source: 'hand', state: 'confirm', by_owner: false },
    ])
    expect([...(await sql`select provisioning, linking from accounts`)]).toEqual([
      { provisioning: 'viewer', linking: 'password' },
    ])
  } finally {
    await sql.end({ timeout: 2 })
    await empty.drop()
    await rm(folder, { recursive: true })
  }
})
