import { v7 as newId } from 'uuid'
import type { Outbox } from './outbox.ts'
import type { People, PersonName } from './people.ts'

export type Acted = { at: string; ticket_id: string | null }

/** Cases with what somebody did in them at certain moments, one case for each ticket. */
export async function actOn(
  box: Outbox,
  who: People,
  acts: readonly Acted[],
  name: PersonName = 'ben',
): Promise<Map<string | null, string>> {
  const account_id = who.accounts.acme
  const user_id = who.of[name].id
  const cases = new Map([...new Set(acts.map(({ ticket_id }) => ticket_id))].map((id) => [id, newId()]))
  const begun = '2020-01-01T00:00:00Z'
  const sessions = [...cases].map(([ticket_id, id]) => ({
    ...{ account_id, id, title: `Case ${ticket_id ?? 'without a ticket'}`, intake_type: 'psa_ticket' },
    ...{
      psa_connection_id: who.connection_id,
      psa_ticket_id: ticket_id,
      user_id,
      current_handler_id: user_id,
    },
    ...{ status: 'resolved', created_at: begun, resolved_at: begun, client_name: 'Contoso Dental' },
  }))
  const steps = acts.map(({ at, ticket_id }, n) => ({
    ...{ account_id, session_id: cases.get(ticket_id) ?? '', id: newId(), seq: n + 1, kind: 'message' },
    ...{ user_id, content: 'Looked at it.', created_at: at },
  }))
  await box.inAcme(async (sql) => {
    await sql`insert into ai_sessions ${sql(sessions as never)}`
    await sql`insert into ai_session_steps ${sql(steps as never)}`
  })
  return cases
}
