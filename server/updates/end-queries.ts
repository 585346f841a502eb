import type { ClosingDraft } from '../../shared/contracts/closings.ts'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import type { Fragment } from '../db/as-json.ts'
import type { TransactionSql } from '../db/connect.ts'

export type ClosingWords = { words: ClosingDraft; client_draft: string | null }

/**
 * Of the closing that stands; none while the case is open. `client_draft`: what was written for its client in advance,
 * until a text for the client was made of it.
 */
export async function closingWords(
  sql: TransactionSql,
  sessionId: string,
): Promise<ClosingWords | undefined> {
  const [row] = await sql<(ClosingDraft & { client_draft: string | null })[]>`
    select c.root_cause, c.resolution, c.steps_taken, c.recommendations,
      case when not exists (
        select from session_updates u where u.session_id = c.session_id and u.context = 'resolution'
          and u.audience = 'client_update' and u.generated_at >= c.closed_at) then c.client_draft end as client_draft
    from closings c
    where c.session_id = ${sessionId} and c.reopened_at is null order by c.closed_at desc limit 1`
  if (!row) return undefined
  const { client_draft, ...words } = row
  return { words, client_draft }
}

/** What an escalation that nobody has picked up yet gave the next engineer to read. */
export async function waitingBrief(sql: TransactionSql, sessionId: string): Promise<Brief | undefined> {
  const [row] = await sql<{ brief: Brief }[]>`
    select brief from handoffs
    where session_id = ${sessionId} and intent = 'escalate' and claimed_at is null and withdrawn_at is null`
  return row?.brief
}

/** A closing that stands cannot be told of twice at the same moment: whoever comes second waits for the first. */
export async function lockClosing(sql: TransactionSql, sessionId: string): Promise<void> {
  await sql`select from closings where session_id = ${sessionId} and reopened_at is null for no key update`
}

type Told = { psa_id: string | null }

const stands = (sql: TransactionSql): Fragment => sql`p.state not in ('rejected', 'cancelled')`

/** The documentation that a closing or an escalation that stands put into the ticket, or is about to. */
export async function documentationNote(sql: TransactionSql, sessionId: string): Promise<Told | undefined> {
  const [row] = await sql<Told[]>`
    select p.psa_id from posts p
    where p.session_id = ${sessionId} and p.kind = 'note' and p.placement = 'internal' and ${stands(sql)}
      and (
        (p.source_kind = 'closing' and p.source_id in (
          select id from closings where session_id = ${sessionId} and reopened_at is null))
        or (p.source_kind = 'handoff' and p.source_id in (
          select id from handoffs where session_id = ${sessionId} and claimed_at is null and withdrawn_at is null)))
    order by p.created_at desc limit 1`
  return row
}

/** The note by which a client was told of the closing that stands; one of this very click is no other note. */
export async function clientNoteOfClosing(
  sql: TransactionSql,
  sessionId: string,
  intentKey: string | null,
): Promise<Told | undefined> {
  const [row] = await sql<Told[]>`
    select p.psa_id from closings c join posts p on p.session_id = c.session_id
    where c.session_id = ${sessionId} and c.reopened_at is null and p.kind = 'note' and p.placement <> 'internal'
      and ${stands(sql)} and p.intent_key is distinct from ${intentKey}
      and (p.source_id = c.id or (p.created_at >= c.closed_at and p.update_id in (
        select id from session_updates where session_id = ${sessionId} and context = 'resolution')))
    limit 1`
  return row
}
