import { v7 as newId } from 'uuid'
import { connectDatabase } from '../server/db/connect.ts'
import { eventChannel } from '../server/db/event-notices.ts'
import { inAccount } from '../server/db/tx.ts'
import { publish } from '../server/events/publish.ts'
import { startPostgres } from './house.ts'
import { median, percentile, round, table, times } from './table.ts'

const writers = 64
const accounts = 200
const measuredMs = 4_000
const silent = { debug: () => {}, warn: () => {}, error: () => {} }

type Way = 'after the commit' | 'inside the transaction'
type Measured = { perSecond: number; p50: number; p99: number }

/** What a notification costs the commit it stands in: 64 writers of events over 200 accounts, both ways in turn. */
export async function commits(rounds: number): Promise<string> {
  const postgres = await startPostgres()
  const { url, owner, end } = await postgres.database('commits')
  const db = await connectDatabase({ databaseUrl: url, dataDir: '', poolSize: writers, log: silent })
  try {
    const ids = Array.from({ length: accounts }, () => newId())
    await owner`insert into accounts ${owner(ids.map((account_id, n) => ({ account_id, key: `a${n}`, name: `A ${n}` })))}`
    const found: Record<Way, Measured[]> = { 'inside the transaction': [], 'after the commit': [] }
    const ways = Object.keys(found) as Way[]
    const one = (way: Way, account_id: string) =>
      inAccount(db, account_id, async (sql) => {
        await publish(sql, account_id, 'ticket.changed', { ticket_id: '1' })
        if (way === 'inside the transaction')
          await sql`select pg_notify(${eventChannel}, ${`${account_id} 1`})`
        // the same number of statements either way
        else await sql`select ${`${account_id} 1`}::text`
      })
    for (const way of ways) await measure(ids, (id) => one(way, id), 500)
    for (let turn = 0; turn < rounds; turn++)
      for (const way of ways) found[way].push(await measure(ids, (id) => one(way, id), measuredMs))
    const floor = median(found['inside the transaction'].map(({ perSecond }) => perSecond))
    return table(
      ['NOTIFY', 'commits per second', 'to inside', 'p50, ms', 'p99, ms'],
      ways.map((way) => {
        const perSecond = median(found[way].map((each) => each.perSecond))
        return [
          way,
          round(perSecond),
          times(perSecond / floor),
          round(median(found[way].map(({ p50 }) => p50))),
          round(median(found[way].map(({ p99 }) => p99))),
        ]
      }),
    )
  } finally {
    await db.stop()
    await end()
    await postgres.stop()
  }
}

async function measure(
  ids: string[],
  write: (id: string) => Promise<unknown>,
  forMs: number,
): Promise<Measured> {
  const took: number[] = []
  const until = performance.now() + forMs
  const work = async (writer: number) => {
    for (let turn = 0; performance.now() < until; turn++) {
      const began = performance.now()
      await write(ids[(writer + turn * writers) % ids.length] ?? '')
      took.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => work(writer)))
  return {
    perSecond: took.length / (forMs / 1000),
    p50: median(took),
    p99: percentile(took, 0.99),
  }
}
