import type { Sql } from '../../server/db/connection-options.ts'

type Job = { id: string; company: string; ticket_id: string; body: string; internal: boolean }

export async function makeNaiveQueue(admin: Sql, jobs: Job[]): Promise<void> {
  await admin`
    create table naive_jobs (
      id text primary key, company text not null, ticket_id text not null, body text not null,
      internal boolean not null, state text not null default 'ready', lease_until timestamptz,
      run_at timestamptz not null default now())`
  for (const job of jobs) await admin`insert into naive_jobs ${admin(job)}`
}

export async function claimNaive(sql: Sql, leaseS: number): Promise<Job | undefined> {
  const [job] = await sql<Job[]>`
    update naive_jobs set state = 'sending', lease_until = now() + make_interval(secs => ${leaseS})
    where id = (
      select id from naive_jobs
      where run_at <= now() and (state = 'ready' or (state = 'sending' and lease_until < now()))
      order by run_at for update skip locked limit 1)
    returning id, company, ticket_id, body, internal`
  return job
}

export async function finishNaive(sql: Sql, id: string, state: 'done' | 'refused'): Promise<void> {
  await sql`update naive_jobs set state = ${state} where id = ${id}`
}

export async function retryNaive(sql: Sql, id: string): Promise<void> {
  await sql`update naive_jobs set state = 'ready', run_at = now() + interval '200 milliseconds' where id = ${id}`
}

export async function countNaiveOpen(admin: Sql): Promise<number> {
  const [row] = await admin<{ open: number }[]>`
    select count(*)::int as open from naive_jobs where state not in ('done', 'refused')`
  return row?.open ?? 0
}
