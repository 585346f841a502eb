import type { Sql } from '../../server/db/connection-options.ts'
import type { Person } from '../house.ts'
import { fillWith, id } from '../scale/fill.ts'

export const years = 5

/** Of what is older only the cases and their handoffs are there: no period goes so far back. */
export const partsOfDays = 200

/** So many cases over `years`, each handed on once: four of five were picked up and worked on by somebody else. */
export const fillHandoffs = (owner: Sql, handoffs: number): Promise<Person[]> =>
  fillWith(owner, handoffs, statements, years * 365 * 24 * 60)

const step = (columns: string, from: string, where = 'true') => `
  insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, ref_id, created_at)
    select account_id, id, ${id('n * 16 + seq')}, seq, kind, by_id, 'What was said or done, a sentence or two long.',
      ref_id, at + make_interval(secs => after_s)
    from (${from}) s, lateral (values ${columns}) step (seq, kind, by_id, ref_id, after_s) where ${where}`

const work = JSON.stringify({
  steps: [{ text: 'Restart the service of the mailbox', command: null }],
  questions: ['Does it fail for everybody?'],
})
const update = id('n * 16 + 1')
const handoff = id('n * 16 + 2')

function statements(made: string, people: Person[]): string[] {
  const ids = people.map(({ user_id }) => `'${user_id}'::uuid`).join(', ')
  const cases = `select s.*, case when n % 2 = 0 then (array[${ids}])[1 + (n / 2 + 1) % 5] else user_id end as claimer,
    n / 2 % 5 <> 0 as is_claimed from ${made}`
  const newer = `select * from (${cases}) c where at > now() - interval '${partsOfDays} days'`
  const every = (nth: number) => `${newer} and n / 2 % ${nth} = 1`
  return [
    `insert into ai_sessions (account_id, id, status, title, intake_type, next_seq, user_id, current_handler_id, created_at)
      select account_id, id, 'resolved', 'Outlook disconnected on PC-' || n, 'free_text', 100, user_id, user_id, at
      from (${cases}) s`,
    step(
      `(1, 'message', user_id, null::uuid, 60), (2, 'reply', null, null, 65), (3, 'action', user_id, null, 300),
        (4, 'message', user_id, null, 700), (6, 'handoff', user_id, ${handoff}, 1200)`,
      newer,
    ),
    step(
      `(7, 'handoff', claimer, ${handoff}, 1800), (8, 'briefing', claimer, ${handoff}, 1801),
        (9, 'message', claimer, null, 1802 + n / 2 * 7 % 1000), (10, 'action', claimer, null, 3000)`,
      newer,
      'is_claimed',
    ),
    step(`(5, 'status_update', user_id, ${update}, 900)`, every(3)),
    `insert into ai_session_tasks (account_id, session_id, id, text, state, position, source, touched_by, created_at, done_at)
      select account_id, id, ${id('n * 8 + k')}, 'Check the licence of the mailbox ' || k, 'done', k,
        case when k = 1 then 'engineer' else 'flowpilot' end, user_id, at + interval '3 min', at + interval '6 min'
      from (${newer}) s, generate_series(1, 2) k`,
    `insert into ai_session_facts (account_id, session_id, id, text, status, source_kind, created_by, created_at)
      select account_id, id, ${id('n * 8 + k')}, 'Finding ' || k || ' of this case', 'confirmed', 'model',
        case when k = 1 then user_id end, at + interval '8 min'
      from (${newer}) s, generate_series(1, 2) k`,
    `insert into ai_session_pauses (account_id, session_id, began_at, ended_at)
      select account_id, id, at + interval '2 min', at + interval '4 min' from (${every(10)}) s`,
    `insert into session_updates (account_id, session_id, id, audience, length, context, content, session_status,
        steps_completed, time_spent_minutes, state, model_kind, state_version, created_by, generated_at, copied_at)
      select account_id, id, ${update}, 'ticket_notes', 'quick', 'status', 'What was written to the ticket.',
        'investigating', 2, 15, 'complete', 'offline', 1, user_id, at + interval '15 min',
        case when n / 2 % 2 = 0 then at + interval '16 min' end
      from (${every(3)}) s`,
    `insert into posts (account_id, id, intent_key, kind, placement, connection_id, ticket_id, session_id, user_id,
        source_kind, source_id, body, body_hash, tag, state, send_after, "order", created_at, posted_at, psa_id)
      select account_id, ${id('n * 16 + 3')}, ${id('n * 16 + 3')}, 'note', 'internal', account_id, (n % 50000)::text,
        id, user_id, 'update', ${update}, 'What was written to the ticket.', 'hash', 'tag' || n, 'verified',
        at + interval '16 min', '{"placement": "internal"}', at + interval '16 min', at + interval '17 min', n::text
      from (${every(6)}) s`,
    `insert into handoffs (account_id, session_id, id, intent, origin, reason, created_by, created_at, brief, root_cause,
        steps_taken, recommendations, document, work, claimed_by, claimed_at, received)
      select account_id, id, ${handoff}, 'escalate', 'handoff', 'Nothing of this helped.', user_id,
        at + interval '20 min', '{"summary_prose": "What the next one reads."}', '', '', '', '{}', '${work}',
        case when is_claimed then claimer end, case when is_claimed then at + interval '30 min' end,
        '{"likely_cause": "confirmed", "what_we_know:0": "wrong"}'
      from (${cases}) s`,
  ]
}
