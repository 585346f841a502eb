import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as newId } from 'uuid'
import type { Sql } from '../../server/db/connection-options.ts'
import { addAccount, startFlowPilot, startPostgres } from '../house.ts'
import { median, percentile, round, sum, table, verdict } from '../table.ts'

const due = Number(process.env.BENCH_REMINDERS) || 10_000
const accounts = 50
const spreadS = 60
/** Until the first one is due everything has started. */
const leadS = 5
const untilAllMs = 5 * 60_000

type Found = { told: number; twice: number; missing: number; p50: number; p99: number; last: number }

/** So many reminders come due within one minute, over fifty accounts, on two server processes. */
export async function reminders(rounds: number): Promise<string> {
  const found: Found[] = []
  for (let n = 0; n < rounds; n++) found.push(await one(n))
  const of = (key: keyof Found) => found.map((each) => each[key])
  const isMet = sum(of('twice')) + sum(of('missing')) === 0
  return [
    `${due.toLocaleString('en')} reminders due within ${spreadS} s over ${accounts} accounts, a case each, on two server processes and one PostgreSQL. From the time that was asked for to the transaction that tells of it.`,
    table(
      ['told', 'told twice', 'not told', 'p50, ms', 'p99, ms', 'last one, ms', 'each once'],
      [
        [
          round(median(of('told'))),
          sum(of('twice')),
          sum(of('missing')),
          round(median(of('p50'))),
          round(median(of('p99'))),
          round(median(of('last'))),
          verdict(isMet),
        ],
      ],
    ),
  ].join('\n\n')
}

async function one(n: number): Promise<Found> {
  const postgres = await startPostgres()
  const database = await postgres.database(`reminders_${n}`)
  const replicas = [await startFlowPilot(database.url)]
  replicas.push(await startFlowPilot(database.url, {}, 'replica'))
  try {
    await fill(database.owner)
    return await untilTold(database.owner)
  } finally {
    for (const replica of replicas) await replica.stop()
    await database.end()
    await postgres.stop()
  }
}

async function fill(owner: Sql): Promise<void> {
  const each = due / accounts
  for (let a = 0; a < accounts; a++) {
    const [person] = await addAccount(owner, `msp-${a}`)
    if (!person) throw new Error('an account without people')
    const { account_id, user_id } = person
    const cases = Array.from({ length: each }, (_, at) => ({
      account_id,
      id: newId(),
      title: `Case ${at}`,
      intake_type: 'free_text',
      user_id,
      current_handler_id: user_id,
    }))
    await owner`insert into ai_sessions ${owner(cases)}`
  }
  await owner`
    insert into reminders (account_id, session_id, id, audience, remind_at, created_by)
    select account_id, id, gen_random_uuid(), 'client_update',
      now() + make_interval(secs => ${leadS} + ${spreadS} * random()), user_id
    from ai_sessions`
}

async function untilTold(owner: Sql): Promise<Found> {
  const begun = Date.now()
  for (;;) {
    const [row] = await owner<{ waiting: number }[]>`
      select count(*)::int as waiting from reminders where status = 'pending'`
    if (row?.waiting === 0 || Date.now() - begun > untilAllMs) break
    await sleep(500)
  }
  const delays = await owner<{ ms: number; times: number }[]>`
    select extract(epoch from min(n.created_at) - r.remind_at)::float8 * 1000 as ms, count(n.id)::int as times
    from reminders r left join notifications n on n.account_id = r.account_id and n.reminder_id = r.id
    group by r.account_id, r.id, r.remind_at`
  const told = delays.filter(({ times }) => times > 0)
  const ms = told.map((each) => each.ms)
  return {
    told: told.length,
    twice: delays.filter(({ times }) => times > 1).length,
    missing: delays.length - told.length,
    p50: median(ms),
    p99: percentile(ms, 0.99),
    last: Math.max(...ms),
  }
}
