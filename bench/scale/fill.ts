import type { Sql } from '../../server/db/connection-options.ts'
import { addAccount, type Person } from '../house.ts'

const others = 500
const fewSteps = 4
const tasks = 2
const facts = 2
const chunk = 50_000

/**
 * So many cases by plain inserts of the database's owner: half of them in one account, the rest spread over 500.
 * Ids grow with time as the application's do. Answers the large account's people.
 */
export const fill = (owner: Sql, sessions: number): Promise<Person[]> =>
  fillWith(owner, sessions, (made) => [...casesAndWords(made), ...partsOf(made)])

/** With twenty steps in each, and the words of what was said: some that all cases have, some that few have. */
export const fillSaid = (owner: Sql, sessions: number): Promise<Person[]> =>
  fillWith(owner, sessions, (made) => [...casesAndWords(made), ...partsOf(made, 20), ...saidWords(made)])

/** The cases and the words they are found by, and nothing of what was said in them. */
export const fillCases = (owner: Sql, sessions: number): Promise<Person[]> =>
  fillWith(owner, sessions, casesAndWords)

/** `spanMinutes`: from the first case to now. */
export async function fillWith(
  owner: Sql,
  sessions: number,
  statements: (made: string, people: Person[]) => string[],
  spanMinutes = sessions / 2,
): Promise<Person[]> {
  const people = await addAccount(owner, 'large', 5)
  const stranger = await addAccount(owner, 'stranger', 1)
  await owner.unsafe(peers)
  await owner.unsafe(`create table bench_people as
    select account_id, (array_agg(id order by email))[1:5] as ids, row_number() over () as n
    from users where account_id <> '${people[0]?.account_id}' and account_id <> '${stranger[0]?.account_id}'
    group by account_id`)
  for (let from = 1; from <= sessions; from += chunk)
    await owner.begin(async (sql) => {
      // the rows hang together by the way they are made; checking each of millions would take minutes
      await sql.unsafe('set local session_replication_role = replica')
      const to = Math.min(sessions, from + chunk - 1)
      for (const statement of statements(made(people, from, to, sessions, spanMinutes), people))
        await sql.unsafe(statement)
    })
  await owner.unsafe('vacuum analyze')
  return [...people, ...stranger]
}

/** A UUID out of a number: neighbours in time are neighbours in the index, as with the application's own. */
export const id = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`

const peers = `
  insert into accounts (account_id, key, name)
    select ${id('n')}, 'peer-' || n, 'Peer ' || n from generate_series(1, ${others}) n;
  insert into users (account_id, id, email, name, role)
    select ${id('n')}, ${id('n')}, 'peer-' || n || '@peer.example', 'Peer ' || n, 'engineer'
    from generate_series(1, ${others}) n;`

/** Cases as rows of id, account_id, user_id and the time they began. */
function made(people: Person[], from: number, to: number, total: number, spanMinutes: number): string {
  const ids = people.map(({ user_id }) => `'${user_id}'::uuid`).join(', ')
  return `(
    select g.n, ${id('g.n')} as id, case when g.n % 2 = 0 then '${people[0]?.account_id}'::uuid else p.account_id end as account_id,
      case when g.n % 2 = 0 then (array[${ids}])[1 + (g.n / 2) % 5] else p.ids[1] end as user_id,
      now() - make_interval(secs => (${total} - g.n) * ${(spanMinutes * 60) / total}::float8) as at
    from generate_series(${from}, ${to}) g(n) join bench_people p on p.n = 1 + g.n % ${others}) s`
}

const casesAndWords = (made: string): string[] => [
  `insert into ai_sessions (account_id, id, status, title, intake_type, intake_content, client_name, asset_name,
      issue_category, triage_hypothesis, confidence_tier, confidence_score, next_seq, user_id, current_handler_id,
      created_at, updated_at)
    select account_id, id, case when n % 4 = 0 then 'active' else 'resolved' end, 'Outlook disconnected on PC-' || n,
      'free_text', 'Outlook has said disconnected since this morning.', 'Client ' || n % 300, 'PC-' || n, 'E-mail',
      'The licence has lapsed.', 'exploring', 40, 100, user_id, user_id, at, at from ${made}`,
  `insert into case_words (account_id, word, session_id, place)
    select account_id, word, id, place from ${made}, lateral (values
      ('outlook', 'title'), ('disconnected', 'title'), ('on', 'title'), ('pc', 'title'), (n::text, 'title'),
      ('client', 'client'), ((n % 300)::text, 'client'), ('pc', 'device'), (n::text, 'device')) part (word, place)
    order by account_id, word`,
]

const saidWords = (made: string): string[] => [
  `insert into said_words (account_id, depth, word, session_id)
    select account_id, depth, word, id from ${made}, lateral (values
      ('outlook'), ('disconnected'), ('pc'), (n::text), ('client'), ('finding'), ('error' || n % 500)) fact (word),
      (values (1), (2)) depth (depth)
    union
    select account_id, 2, word, id from ${made}, lateral (values
      ('what'), ('was'), ('said'), ('step'), ('case'), ('sentence'), ('two'), ('long'), ('kb' || n % 3000),
      ('host' || n)) message (word)`,
]

function partsOf(made: string, steps = fewSteps): string[] {
  const many = (count: number) => `${made}, generate_series(1, ${count}) k`
  return [
    `insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, ref_id, model_kind, created_at)
      select account_id, id, ${id('n * 32 + k')}, k, case when k % 2 = 1 then 'message' else 'reply' end,
        case when k % 2 = 1 then user_id end, 'What was said in step ' || k || ' of this case, a sentence or two long.',
        case when k % 2 = 0 then ${id('n * 32 + k - 1')} end, case when k % 2 = 0 then 'anthropic' end,
        at + make_interval(mins => k::int) from ${many(steps)}`,
    `insert into ai_session_tasks (account_id, session_id, id, text, state, position, source, created_at)
      select account_id, id, ${id('n * 8 + k')}, 'Check the licence of the mailbox ' || k,
        case when k = 1 then 'done' else 'active' end, k, 'flowpilot', at from ${many(tasks)}`,
    `insert into ai_session_facts (account_id, session_id, id, text, status, source_kind, created_at)
      select account_id, id, ${id('n * 8 + k')}, 'Finding ' || k || ' of this case', 'confirmed', 'model', at
      from ${many(facts)}`,
    `insert into ai_session_questions (account_id, session_id, id, text, state, created_at)
      select account_id, id, ${id('n')}, 'Does it fail for everybody?', 'open', at from ${made}`,
    `insert into model_turns (account_id, session_id, seq, role, content)
      select account_id, id, k, case when k % 2 = 1 then 'user' else 'assistant' end,
        '[{"type":"text","text":"What was said to the model and what it answered."}]' from ${many(2)}`,
  ]
}
