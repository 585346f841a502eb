import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openPool, optionsFromUrl } from '../db/connection-options.ts'
import { migrate, migrationsFolder } from '../db/migrate.ts'
import { makeEmptyDatabase } from '../testing/database.ts'

const id = (n: number) => `0190a000-0000-7000-8000-${String(n).padStart(12, '0')}`
const account_id = id(1)

/** The owner of a production database is no superuser: forced row-level security holds for it too. */
test('notes of before have their order, source and key, whoever owns the tables', async () => {
  const empty = await makeEmptyDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'flowpilot-migrations-'))
  const sql = openPool(optionsFromUrl(empty.url), { max: 2, onNotice: () => {} })
  const owner = `owner_${id(1).slice(0, 8)}_${process.pid}`
  try {
    const names = (await readdir(migrationsFolder())).sort()
    const own = names.findIndex((name) => name.endsWith('_kinds_of_writes.sql'))
    for (const name of names.slice(0, own)) await cp(join(migrationsFolder(), name), join(folder, name))
    await migrate(sql, folder)
    await sql`insert into accounts (account_id, key, name) values (${account_id}, 'acme', 'Acme')`
    await sql`insert into users (account_id, id, name, role, email) values (${account_id}, ${id(2)}, 'Ben', 'engineer', 'ben@acme.example')`
    await sql`insert into ai_sessions (account_id, id, title, intake_type, user_id, current_handler_id, status, resolved_at)
      values (${account_id}, ${id(3)}, 'Mail', 'free_text', ${id(2)}, ${id(2)}, 'resolved', now())`
    await sql`
      insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
        steps_completed, time_spent_minutes, state, model_kind, state_version, created_by)
      values (${account_id}, ${id(3)}, ${id(4)}, 'ticket_notes', 'quick', 'status', 'Text', 'investigating', 0, 1,
        'complete', 'offline', 1, ${id(2)})`
    for (const [n, update_id] of [id(4), null].entries())
      await sql`
        insert into posts (account_id, id, intent_key, kind, placement, ticket_id, session_id, update_id, user_id, body,
          body_hash, tag, explanation, send_after, state, reason, author_line)
        values (${account_id}, ${id(10 + n)}, ${id(20 + n)}, 'note', 'discussion', '48291', ${id(3)}, ${update_id}, ${id(2)},
          'Text', 'hash', ${`TAG${n}`}, 'Why', now(), 'needs_human', 'member_refused', 'Ben:')`
    await sql.unsafe(`create role ${owner} nosuperuser; grant usage, create on schema public to ${owner}`)
    for (const { name } of await sql<{ name: string }[]>`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`)
      await sql.unsafe(`alter table ${name} owner to ${owner}`)
    const text = await readFile(join(migrationsFolder(), names[own] ?? ''), 'utf8')
    await sql.begin(async (begun) => {
      await begun.unsafe(`set local role ${owner}`)
      await begun.unsafe(text)
    })
    const key = `note:update:${id(4)}:discussion:hash`
    const told = { reason_params: { line: 'Ben:' }, order: { placement: 'discussion' } }
    expect([
      ...(await sql`
        select "order", source_kind, source_id, update_id, dedupe_key, reason_params, reason_at is not null as has_time
        from posts order by id`),
    ]).toEqual([
      { ...told, source_kind: 'update', source_id: id(4), update_id: id(4), dedupe_key: key, has_time: true },
      { ...told, source_kind: 'person', source_id: id(2), update_id: null, dedupe_key: null, has_time: true },
    ])
    const [posts] = await sql`select relforcerowsecurity as is_forced from pg_class where relname = 'posts'`
    expect(posts).toEqual({ is_forced: true })
  } finally {
    await sql.unsafe(`drop owned by ${owner} cascade; drop role ${owner}`).catch(() => {})
    await sql.end({ timeout: 2 })
    await empty.drop()
    await rm(folder, { recursive: true })
  }
})
