import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EscalationMetrics, Period } from '../../shared/contracts/analytics.ts'
import { sameText as textsAlike } from '../language/same-text.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { plansOf } from '../testing/plans.ts'
import { requests } from '../testing/request.ts'
import { type PastCase, type PastHandoff, seedHistory } from '../testing/seed-history.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { claimTimes, markedLines, repeatedWork, sameText, usedUpdates, workedTime } from './queries.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>

/** Of three stretches of time, on two boards and none. */
const handoffs: PastHandoff[] = [
  { made: 1, claimed: true, steps_after_s: [45], received: { 'what_we_know:0': 'confirmed' } },
  { made: 2, claimed: true, steps_after_s: [240, 10], redone: 2, asked_again: 1 },
  { made: 3, claimed: true, steps_after_s: [-3, 90], received: { likely_cause: 'wrong' } },
  { made: 4, claimed: true, steps_after_s: [] },
  { made: 5, claimed: false, steps_after_s: [] },
  { made: 5, claimed: true, steps_after_s: [4000], board: '2', redone: 1 },
  { made: 6, claimed: false, steps_after_s: [], withdrawn: true },
  { made: 6, claimed: false, steps_after_s: [], intent: 'park' },
  { made: 12, claimed: true, steps_after_s: [301.4], received: { likely_cause: 'confirmed' } },
  { made: 29, claimed: true, steps_after_s: [60], asked_again: 2, board: '1' },
  { made: 60, claimed: true, steps_after_s: [733] },
  { made: 91, claimed: true, steps_after_s: [5], redone: 3, received: { likely_cause: 'wrong' } },
]
const posted = (state: string, draft_s: number, click_s: number) => ({ post: { state, draft_s, click_s } })
/** `long`: whether it has more than ten active minutes, as counted by hand. */
const cases: (PastCase & { long: boolean })[] = [
  {
    ...{
      begun: 1,
      acts: [0, 6, 12, 15],
      kinds: [undefined, 'action', 'status_update', 'handoff'],
      long: true,
    },
    update: { copied: true, changed: true },
  },
  { begun: 1, acts: [0, 6, 12], pause: [2, 5], long: false, update: { copied: true } },
  { begun: 2, acts: [0, 5, 10], long: false },
  { begun: 2, acts: [0, 5, 16, 20], long: false, update: posted('verified', 12, 4) },
  { begun: 3, acts: [0, 9, 18], long: true, update: posted('cancelled', 8, 3) },
  {
    begun: 3,
    acts: [0, 9, 18],
    long: true,
    board: '2',
    update: { ...posted('posted', 30, 6), changed: true },
  },
  { begun: 20, acts: [0, 8, 11], long: true, update: posted('verified', 6, 2) },
  {
    begun: 45,
    acts: [0, 9, 18, 27],
    kinds: [undefined, 'briefing', undefined, 'fix'],
    long: true,
    update: {},
  },
  { begun: 95, acts: [0, 9, 18, 27], long: true, update: posted('verified', 1, 1) },
]

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  const seed = seedHistory(world, who)
  for (const past of handoffs) await seed.handoff(past)
  for (const past of cases) await seed.workedCase(past)
})
afterAll(() => world?.stop())

const get = (name: PersonName, query: string) =>
  api.as(name)('GET', `/analytics/flowpilot/escalations${query}`)
const read = async (name: PersonName, period: Period) => {
  const answer = await get(name, `?period=${period}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as EscalationMetrics
}

/** Linear between the two nearest, as the percentile of a continuous distribution. */
function quantile(values: number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low === undefined || high === undefined ? null : low + (high - low) * (at - Math.floor(at))
}
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
const rounded = (value: number | null) => (value === null ? null : Math.round(value * 10) / 10)

type Phase = keyof EscalationMetrics['minutes']
const phases: Record<string, Phase> = {
  action: 'act',
  fix: 'act',
  status_update: 'write',
  handoff: 'hand_over',
  briefing: 'hand_over',
}

function minutesByHand(of: PastCase[]) {
  const minutes = { read: 0, diagnose: 0, act: 0, write: 0, hand_over: 0, wait: 0 }
  for (const { acts, kinds = [], pause: [rests, goesOn] = [0, 0] } of of) {
    minutes.wait += goesOn - rests
    for (const [at, to] of acts.entries()) {
      const from = acts[at - 1] ?? 0
      const rested = Math.max(0, Math.min(to, goesOn) - Math.max(from, rests))
      const isRead = at === 0 || kinds[at - 1] === 'briefing'
      const phase = isRead ? 'read' : (phases[kinds[at] ?? ''] ?? 'diagnose')
      if (to - from <= 10) minutes[phase] += to - from - rested
    }
  }
  return minutes
}

function byHand(days: number, boards: (string | undefined)[]) {
  const within = <T extends { board?: string }>(rows: T[], age: (row: T) => number) =>
    rows.filter((row) => age(row) < days && boards.includes(row.board))
  const made = within(handoffs, (row) => row.made).filter(
    ({ intent, withdrawn }) => intent !== 'park' && !withdrawn,
  )
  const claimed = made.filter((row) => row.claimed)
  const times = claimed.flatMap(({ steps_after_s: [first] }) =>
    first === undefined ? [] : [Math.max(0, first)],
  )
  const marks = made.flatMap(({ received = {} }) => Object.values(received))
  const begun = within(cases, (row) => row.begun)
  const long = begun.filter((row) => row.long)
  const used = begun.filter(
    ({ update }) => update?.copied || ['posted', 'verified'].includes(update?.post?.state ?? ''),
  )
  const posts = begun.flatMap(({ update }) => update?.post ?? [])
  const notes = posts.filter(({ state }) => state === 'posted' || state === 'verified')
  const adopts = ({ update }: PastCase) => update?.copied || notes.some((note) => note === update?.post)
  return {
    n_handoffs_created: made.length,
    n_handoffs_claimed: claimed.length,
    n_handoffs_with_action: times.length,
    avg_seconds: rounded(times.length ? sum(times) / times.length : null),
    median_seconds: rounded(quantile(times, 0.5)),
    p95_seconds: rounded(quantile(times, 0.95)),
    times: [0, 60, 120, 180, 300, 600, 900, 1800, 3600].map((from, at, all) => {
      const to = all[at + 1] ?? null
      const count = times.filter((time) => time >= from && (to === null || time < to)).length
      return { from_seconds: from, to_seconds: to, count }
    }),
    brief_lines: {
      confirmed: marks.filter((mark) => mark === 'confirmed').length,
      wrong: marks.filter((mark) => mark === 'wrong').length,
    },
    repeated: {
      steps: sum(claimed.map(({ redone = 0 }) => redone)),
      questions: sum(claimed.map(({ asked_again = 0 }) => asked_again)),
    },
    adoption: { cases: long.length, with_update: long.filter(adopts).length, aim_share: 0.3 },
    updates: {
      used: used.length,
      cases: used.length,
      changed: used.filter(({ update }) => update?.changed).length,
    },
    minutes: minutesByHand(begun),
    draft_to_note: {
      notes: notes.length,
      median_seconds: rounded(
        quantile(
          notes.map((note) => note.draft_s),
          0.5,
        ),
      ),
      median_seconds_after_click: rounded(
        quantile(
          notes.map((note) => note.click_s),
          0.5,
        ),
      ),
      aim_seconds: 5,
    },
    posts: [...new Set(posts.map(({ state }) => state))]
      .sort()
      .map((state) => ({ state, count: posts.filter((post) => post.state === state).length })),
  }
}

test.each([
  ['7d', 7],
  ['30d', 30],
  ['90d', 90],
] as const)('every number of %s is the one that is counted by hand', async (period, days) => {
  expect(await read('cleo', period)).toEqual({
    period,
    metric_definition: expect.any(String),
    ...byHand(days, [undefined, '1', '2']),
  })
})

test('the definition says what the times are and what they do not claim', async () => {
  const { metric_definition } = await read('cleo', '7d')
  for (const said of [
    'measured in the product',
    'not "minutes saved"',
    'stopwatch baseline',
    'parked',
    'taken back',
  ])
    expect(metric_definition).toContain(said)
})

test('boards that are closed to a role are not in its numbers', async () => {
  await world.db.admin`update accounts set board_rights = ${world.db.admin.json({ engineer: ['1'] })}`
  try {
    expect(await read('cleo', '90d')).toMatchObject(byHand(90, [undefined, '1']))
    expect(await read('ada', '90d')).toMatchObject(byHand(90, [undefined, '1', '2']))
  } finally {
    await world.db.admin`update accounts set board_rights = '{}'`
  }
})

test('an account without any history has counts of 0 and no times', async () => {
  expect(await read('zed', '30d')).toEqual({
    period: '30d',
    metric_definition: expect.any(String),
    ...byHand(0, []),
  })
})

test.each(['', '?period=', '?period=1d', '?period=7', '?period=7d%20'])(
  'the period %s is none',
  async (query) => {
    expect(await get('cleo', query)).toMatchObject({ status: 422, body: { code: 'invalid' } })
  },
)

test('who only reads has no numbers, and a pod none of the account', async () => {
  expect(await get('vera', '?period=7d')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  const inPod = await api.as('cleo', { ticket: '48291' })('GET', '/analytics/flowpilot/escalations?period=7d')
  expect(inPod).toMatchObject({ status: 403, body: { code: 'not_your_ticket' } })
})

test('what is old is not read for a week of numbers', async () => {
  const { admin } = world.db
  const [account_id, user_id] = [who.accounts.zed, who.of.zed.id]
  const old = "now() - interval '100 days' - n * interval '1 minute'"
  await admin.unsafe(`
    insert into ai_sessions (account_id, id, title, intake_type, user_id, current_handler_id, status, created_at)
    select '${account_id}', gen_random_uuid(), 'Case', 'free_text', '${user_id}', '${user_id}', 'resolved', ${old}
    from generate_series(1, 4000) n`)
  await admin`
    insert into handoffs (account_id, session_id, id, intent, origin, reason, created_by, created_at, brief, root_cause,
      steps_taken, recommendations, document, work)
    select account_id, id, gen_random_uuid(), 'escalate', 'handoff', 'x', user_id, created_at, '{}', '', '', '', '{}', '{}'
    from ai_sessions where account_id = ${account_id}`
  await admin`
    insert into ai_session_steps (account_id, session_id, id, seq, kind, user_id, content, created_at)
    select account_id, id, gen_random_uuid(), n, 'message', user_id, 'x', created_at
    from ai_sessions, generate_series(1, 3) n where account_id = ${account_id}`
  await admin`vacuum analyze ai_sessions, handoffs, ai_session_steps`
  const span = { who: who.ctxFor('zed'), days: 7 }
  for (const [statement, index] of [
    [claimTimes, 'handoffs_by_age'],
    [markedLines, 'handoffs_by_age'],
    [repeatedWork, 'handoffs_by_age'],
    [usedUpdates, 'sessions_by_age'],
    [workedTime, 'sessions_by_age'],
  ] as const)
    for (const plan of await plansOf(world, account_id, (sql) => statement(sql, span))) {
      expect(plan, statement.name).toContain(index)
      expect(plan, statement.name).not.toMatch(/Seq Scan on (handoffs|ai_session_steps|ai_sessions)/)
    }
})

test('work that was done again is counted in the newest 2,000 handoffs', async () => {
  const { admin } = world.db
  const [account_id, user_id] = [who.accounts.zed, who.of.zed.id]
  const work = (steps: object[], questions: string[]) => admin.json({ steps, questions } as never)
  await admin`
    with cases as (
      insert into ai_sessions (account_id, id, title, intake_type, user_id, current_handler_id, status, created_at)
      select ${account_id}, gen_random_uuid(), 'Case', 'free_text', ${user_id}, ${user_id}, 'resolved',
        now() - interval '20 days' - n * interval '1 minute'
      from generate_series(0, 2100) n returning *
    ), handed as (
      insert into handoffs (account_id, session_id, id, intent, origin, reason, created_by, created_at, claimed_by,
        claimed_at, brief, root_cause, steps_taken, recommendations, document, work)
      select account_id, id, gen_random_uuid(), 'escalate', 'handoff', 'x', user_id, created_at, user_id, created_at, '{}',
        '', '', '', '{}', ${work([{ id: '0', text: 'Look at the log', command: null }], ['Since when?'])}
      from cases returning *
    ), ends as (
      (select * from handed order by created_at limit 1) union all (select * from handed order by created_at desc limit 1)
    ), asked as (
      insert into ai_session_steps (account_id, session_id, id, seq, kind, content, created_at)
      select account_id, session_id, gen_random_uuid(), 1, 'question', 'since when', created_at + interval '1 hour' from ends
    )
    insert into ai_session_tasks (account_id, session_id, id, text, state, position, source)
    select account_id, session_id, gen_random_uuid(), 'look at the LOG.', 'done', 0, 'flow' from ends`
  expect((await read('zed', '30d')).repeated).toEqual({ steps: 1, questions: 1 })
})

test.each([
  ['Look at the log', ' look  at the LOG. '],
  ['Restart\tthe\u00a0service!', 'restart the service…'],
  ['Öffne die Datei ﬁle', 'ÖFFNE die datei FILE'],
  ['Is it on?!', 'is it on'],
  ['A.B.', 'A.B'],
  ['A . ', 'A'],
  ['Look at the log', 'Look at the logs'],
  ['', '…'],
  ['Straße', 'Strasse'],
])('“%s” and “%s” are the same for the metrics as for a handoff', async (handed, later) => {
  const { admin } = world.db
  const [row] = await admin<{ same: boolean }[]>`
    select ${sameText(admin as never, admin`${handed}::text` as never)} = ${sameText(admin as never, admin`${later}::text` as never)} as same`
  expect(row?.same).toBe(textsAlike(handed) === textsAlike(later))
})
