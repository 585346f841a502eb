import type { EvidenceKind, SentenceEvidence } from '../../shared/contracts/evidence.ts'
import type { TransactionSql } from '../db/connect.ts'
import type { SessionRow } from '../sessions/queries.ts'
import { caseOf } from '../sessions/session-detail.ts'
import { ticketSnapshot } from '../sessions/turn-queries.ts'
import { zoneOfRows } from '../sessions/zone-of-rows.ts'
import { closingWords } from '../updates/end-queries.ts'
import type { UpdateRow } from '../updates/queries.ts'
import { keyOf, recordsOfCase } from './case-records.ts'
import { checkText } from './check-text.ts'
import { rowsDone } from './queries.ts'

type Written = Pick<UpdateRow, 'content' | 'cites' | 'audience' | 'generated_at'>

type Case = Pick<SessionRow, 'id' | 'psa_connection_id' | 'psa_ticket_id'>

/** The sentences of an update against the case as it stands now. */
export async function evidenceOf(
  sql: TransactionSql,
  session: Case,
  written: Written,
): Promise<SentenceEvidence[]> {
  return (await evidenceIn(sql, session, written)).evidence
}

/** The same with what was read for it. */
export async function evidenceIn(
  sql: TransactionSql,
  session: Case,
  { content, cites, audience, generated_at }: Written,
) {
  const rows = await caseOf(sql, session.id)
  const records = recordsOfCase({
    rows,
    session_id: session.id,
    notes: (await ticketSnapshot(sql, session))?.notes ?? [],
    closing: (await closingWords(sql, session.id))?.words ?? null,
    done: await rowsDone(sql, session.id),
  })
  const checked = checkText({
    text: content,
    cites: cites.map(({ start, end, refs }) => ({ start, end, ids: refs.map(keyOf) })),
    records,
    audience,
    now: generated_at,
    time_zone: zoneOfRows(rows, audience),
  })
  const evidence: SentenceEvidence[] = checked
    .filter(({ needs_source, sources, marks }) => needs_source || sources.length > 0 || marks.length > 0)
    .map(({ start, end, sources, marks }) => ({
      sentence: content.slice(start, end),
      start,
      end,
      sources: sources.map(refOfKey),
      supported: marks.length === 0,
      marks,
    }))
  return { evidence, records, rows }
}

function refOfKey(key: string): SentenceEvidence['sources'][number] {
  const at = key.indexOf('/')
  return { kind: key.slice(0, at) as EvidenceKind, id: key.slice(at + 1) }
}
