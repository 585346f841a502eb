import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { expect, test } from 'vitest'
import { openPool, optionsFromUrl } from '../db/connection-options.ts'
import { migrate, migrationsFolder } from '../db/migrate.ts'
import { makeEmptyDatabase } from '../testing/database.ts'

const lastBefore = '0028'

test('a turn that runs during the update that gives turns their table is in it, with what it said', async () => {
  const empty = await makeEmptyDatabase()
  const sql = openPool(optionsFromUrl(empty.url), { max: 2, onNotice: () => {} })
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-turns-'))
  const names = (await readdir(migrationsFolder())).filter((name) => name.endsWith('.sql')).toSorted()
  const copy = (chosen: string[]) =>
    Promise.all(chosen.map((name) => copyFile(join(migrationsFolder(), name), join(folder, name))))
  try {
    await copy(names.filter((name) => name.slice(0, 4) <= lastBefore))
    await migrate(sql, folder)
    const [account_id, user_id, running, quiet, reply] = Array.from({ length: 5 }, () => newId())
    await sql`insert into accounts ${sql({ account_id, key: 'acme', name: 'Acme MSP' })}`
    await sql`insert into users ${sql({ account_id, id: user_id, name: 'Ben Okafor', role: 'engineer' })}`
    for (const id of [running, quiet])
      await sql`insert into ai_sessions ${sql({ account_id, id, title: 'Printer', intake_type: 'free_text', user_id, current_handler_id: user_id })}`
    await sql`
      update ai_sessions set turn_id = ${reply ?? ''}, turn_owner = 'first', turn_lease_until = '2026-11-30T10:00:00Z',
        turn_stop = true
      where id = ${running ?? ''}`
    await sql`insert into ai_session_steps ${sql({ account_id, session_id: running, id: reply, seq: 1, kind: 'reply', content: 'I was about to', state: 'streaming' })}`
    await copy(names.filter((name) => name.slice(0, 4) > lastBefore))
    await migrate(sql, folder)
    expect([...(await sql`select * from turns`)]).toEqual([
      {
        account_id,
        session_id: running,
        id: reply,
        owner: 'first',
        lease_until: '2026-11-30T10:00:00.000Z',
        stop: true,
        partial: 'I was about to',
      },
    ])
  } finally {
    await sql.end({ timeout: 5 })
    await empty.drop()
    await rm(folder, { recursive: true })
  }
})
