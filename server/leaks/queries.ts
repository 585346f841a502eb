import type { Fact } from '../../shared/contracts/facts.ts'
import type { Ticket } from '../../shared/contracts/tickets.ts'
import type { TransactionSql } from '../db/connect.ts'

/** What a case, its ticket and its account know that a client's text is compared with. */
export type CaseWords = {
  account_name: string
  client_name: string | null
  asset_name: string | null
  flow_id: string | null
  /** Who began the case and who has it in hand: the client knows them by name. */
  workers: string[]
  ticket: Ticket | null
  /** Newest first. */
  notes: { text: string; by_client: boolean; internal: boolean; author: string }[]
  facts: Pick<Fact, 'text' | 'label'>[]
  people: { id: string; name: string; email: string | null }[]
  members: { user_id: string; identifier: string; name: string }[]
  /** Clients of the account's newest cases. */
  clients: string[]
  domains: string[]
}

const most = { notes: 60, noteCharacters: 8_000, facts: 200, people: 500, cases: 1_000, domains: 50 }

/** Undefined for a case that is not there. */
export async function caseWords(sql: TransactionSql, sessionId: string): Promise<CaseWords | undefined> {
  const [row] = await sql<CaseWords[]>`
    select s.client_name, s.asset_name, s.flow_id, jsonb_build_array(s.user_id, s.current_handler_id) as workers, (select name from accounts) as account_name,
      t.context -> 'ticket' as ticket,
      (select coalesce(jsonb_agg(jsonb_build_object('text', left(n ->> 'text', ${most.noteCharacters}),
          'by_client', coalesce((n ->> 'from_contact')::boolean, false), 'internal', n ->> 'visibility' = 'internal',
          'author', coalesce(n ->> 'author', ''))), '[]')
        from (select n from jsonb_array_elements(t.context -> 'notes') n
          order by n ->> 'created_at' desc nulls last limit ${most.notes}) newest) as notes,
      (select coalesce(jsonb_agg(jsonb_build_object('text', f.text, 'label', f.label)), '[]')
        from (select text, label from ai_session_facts where session_id = ${sessionId} and deleted_at is null
          order by created_at desc limit ${most.facts}) f) as facts,
      (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email)), '[]')
        from (select id, name, email from users order by created_at desc limit ${most.people}) u) as people,
      (select coalesce(jsonb_agg(jsonb_build_object('user_id', m.user_id, 'identifier', m.member_identifier,
          'name', m.member_name)), '[]')
        from (select * from member_mappings order by created_at desc limit ${most.people}) m) as members,
      (select coalesce(jsonb_agg(distinct c.client_name), '[]')
        from (select client_name from ai_sessions where client_name is not null
          order by created_at desc, id desc limit ${most.cases}) c) as clients,
      (select coalesce(jsonb_agg(d.domain), '[]')
        from (select domain from email_domains limit ${most.domains}) d) as domains
    from ai_sessions s
    left join ticket_snapshots t on t.account_id = s.account_id and t.connection_id = s.psa_connection_id
      and t.ticket_id = s.psa_ticket_id
    where s.id = ${sessionId}`
  return row
}
