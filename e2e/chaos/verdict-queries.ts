import { openPool, optionsFromUrl } from '../../server/db/connection-options.ts'
import type { ChaosReport } from './load.ts'

export type ChaosVerdict = {
  lost: number
  in_wrong_account: number
  torn: number
  /** Committed although its work had been given up. */
  never_asked_for: number
  event_gaps: number
  events_unheard: number
}

type Row = { tx: string; rows: number; parts: number; strays: number; events: number }

/** What the database holds in the end against what was promised. */
export async function judge(url: string, report: ChaosReport): Promise<ChaosVerdict> {
  const admin = openPool(optionsFromUrl(url), { max: 1, onNotice: () => {} })
  try {
    const rows = await admin<Row[]>`
      select coalesce(m.tx, e.tx) as tx, coalesce(m.rows, 0) as rows, coalesce(m.parts, 0) as parts,
             coalesce(m.strays, 0) as strays, coalesce(e.events, 0) as events
      from (
        select tx, count(*)::int as rows, max(parts) as parts,
               (count(*) filter (where account_id <> said))::int as strays
        from marks group by tx
      ) m full join (
        select (payload->>'ticket_id')::uuid as tx, count(*)::int as events from events group by 1
      ) e on e.tx = m.tx`
    const counters = await admin<{ account_id: string; seq: number; kept: number }[]>`
      select account_id, seq, (select count(*)::int from events e where e.account_id = c.account_id) as kept
      from event_counters c`
    const found = new Map(rows.map((row) => [row.tx, row]))
    const isWhole = (row: Row) => row.rows === row.parts && row.events === 1
    return {
      lost: report.acknowledged.filter(({ tx }) => !found.has(tx)).length,
      in_wrong_account: rows.reduce((sum, row) => sum + row.strays, 0),
      torn: rows.filter((row) => !isWhole(row)).length,
      never_asked_for: report.given_up.filter((tx) => found.has(tx)).length,
      event_gaps: counters.filter(({ seq, kept }) => seq !== kept).length,
      events_unheard: counters.filter(({ account_id, seq }) => report.heard[account_id] !== seq).length,
    }
  } finally {
    await admin.end({ timeout: 5 })
  }
}
