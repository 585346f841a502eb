import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Brief } from '../../shared/contracts/handoffs.ts'
import { type CaseRight, caseRights, type SessionDetail } from '../../shared/contracts/sessions.ts'
import type { Update } from '../../shared/contracts/updates.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld({ settings: { POSTS_PER_MINUTE: '1000' } })
  who = await people(world)
  api = requests(world, who)
  cases.withTicket = await workedCase({ intake_type: 'psa_ticket', psa_ticket_id: '48291' })
  cases.withoutTicket = await workedCase({ intake_type: 'free_text', intake_content: 'The printer is dark' })
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`update accounts set write_rights = '{}'`
  await world.db.admin`update ai_sessions set status = 'active', resolved_at = null`
  await world.db.admin`delete from closings`
})

type Worked = { id: string; update_id: string }
const cases = {} as Record<'withTicket' | 'withoutTicket', Worked>

async function workedCase(intake: object): Promise<Worked> {
  const ben = api.as('ben')
  const { id } = (await ben('POST', '/ai-sessions', intake)).body as { id: string }
  for (const content of ['', 'It began yesterday.', 'It affects only Lila.'])
    await ben('POST', `/ai-sessions/${id}/messages`, { content, intent_key: randomUUID() })
  const order = { audience: 'ticket_notes', length: 'quick' }
  const { update_id } = (await ben('POST', `/ai-sessions/${id}/status-update`, order)).body as Update
  return { id, update_id }
}

let notes = 0
/** The ticket that a case has, which it may always be linked to; none for one without. */
const linkOf = (id: string) => (id === cases.withTicket.id ? '48291' : null)
type Call = readonly [method: string, path: string, body: object]
const post = ({ id, update_id }: Worked, visibility: string): Call => [
  'POST',
  `/ai-sessions/${id}/updates/${update_id}/post`,
  { intent_key: randomUUID(), visibility, confirmed: true },
]
/** What each right is for. */
const routes: Record<CaseRight, (of: Worked) => readonly Call[]> = {
  work: ({ id }) => [
    ['PATCH', `/ai-sessions/${id}/triage`, { asset_name: 'PC-1' }],
    ['POST', `/ai-sessions/${id}/tasks`, { text: `Look at log ${notes++}` }],
    ['POST', `/ai-sessions/${id}/causes`, { text: 'A faulty cable' }],
    ['POST', `/ai-sessions/${id}/messages`, { content: 'And now?', intent_key: randomUUID() }],
  ],
  add_fact: ({ id }) => [
    ['POST', `/ai-sessions/${id}/facts`, { text: `It rains since day ${notes++}` }],
    ['POST', `/ai-sessions/${id}/facts/promote`, { proposed_text: `It snows since day ${notes++}` }],
  ],
  pause: ({ id }) => [['POST', `/ai-sessions/${id}/pause`, {}]],
  resume: ({ id }) => [['POST', `/ai-sessions/${id}/resume`, {}]],
  close: ({ id }) => [['POST', `/ai-sessions/${id}/resolve`, { resolution_summary: 'It prints.' }]],
  reopen: ({ id }) => [['POST', `/ai-sessions/${id}/reopen`, {}]],
  escalate: ({ id }) => [['POST', `/ai-sessions/${id}/escalate`, { reason: 'Stuck' }]],
  pick_up: ({ id }) => [['POST', `/ai-sessions/${id}/pickup`, { resume_mode: 'continue' }]],
  take_back: ({ id }) => [['DELETE', `/ai-sessions/${id}/handoffs/${handoffId}`, {}]],
  // the second link finds it as it stands: what is asked is whether the route takes it
  link_ticket: ({ id }) => [
    ['POST', `/ai-sessions/${id}/link-ticket`, { psa_ticket_id: linkOf(id) }],
    ['POST', `/ai-sessions/${id}/link-ticket`, { psa_ticket_id: linkOf(id) }],
  ],
  share: ({ id }) => [
    ['POST', `/ai-sessions/${id}/status-update`, { audience: 'ticket_notes', length: 'quick' }],
  ],
  post_internal: (of) => [post(of, 'internal')],
  post_client: (of) => [post(of, 'client_visible')],
}

const handoffId = randomUUID()
/** Who handles the case; escalated, it waits to be picked up. */
async function handOver({ id }: Worked, standing: string, handler: PersonName): Promise<void> {
  await world.db.admin`delete from handoffs`
  await world.db.admin`delete from ai_session_pauses`
  await world.db.admin`update ai_sessions set current_handler_id = ${who.of[handler].id} where id = ${id}`
  if (standing === 'escalated')
    await world.db.admin`
      insert into handoffs (account_id, session_id, id, intent, origin, reason, created_by, brief, root_cause,
        steps_taken, recommendations, document, work)
      values (${who.accounts.acme}, ${id}, ${handoffId}, 'escalate', 'handoff', 'Stuck', ${who.of[handler].id},
        ${world.db.admin.json(nothingKnown)}, '', '', '', '{}', '{"steps": [], "questions": []}')`
}
const nothingKnown: Brief = {
  summary_prose: 'The printer is dark.',
  what_we_know: [],
  ruled_out: [],
  likely_cause: '',
  remaining_hypotheses: [],
  suggested_steps: [],
  environment: [],
  confidence: 'discovery',
  kind: 'basic',
}

/** Which rights the routes themselves grant: all calls of one are answered alike. */
async function granted(
  name: PersonName,
  of: Worked,
  standing: string,
  handler: PersonName,
): Promise<CaseRight[]> {
  const given: CaseRight[] = []
  for (const right of caseRights) {
    const answers: boolean[] = []
    for (const [method, path, body] of routes[right](of)) {
      await world.db.admin`update ai_sessions set status = ${standing}`
      await world.db.admin`delete from limit_counts`
      await handOver(of, standing, handler)
      // a newest update that is older than the moment in which a second one is refused; words that were posted nowhere
      await world.db.admin`
        update session_updates set generated_at = generated_at - interval '1 minute',
          content = ${`The office prints again, says note ${notes++}.`}`
      const answer = await api.as(name)(method, path, body)
      // a case that is paused or open already answers as it stands: nothing was granted
      const isSame =
        ((right === 'pause' || right === 'resume') && standing === standings[right]) ||
        (right === 'reopen' && standing !== 'resolved')
      answers.push(answer.status < 300 && !isSame)
    }
    expect(new Set(answers).size, right).toBe(1)
    if (answers[0]) given.push(right)
  }
  return given
}

const standings = { pause: 'paused', resume: 'active' }
const off = { internal_note: { engineer: 'off' } }
/** Of whoever handles the case; it is active, so that nothing is there to resume. */
const everything = caseRights.filter((right) => !['resume', 'reopen', 'pick_up', 'take_back'].includes(right))
const ofOthers = everything.filter((right) => !['pause', 'close', 'escalate'].includes(right))
const ofPaused: readonly CaseRight[] = ['work', 'add_fact', 'share', 'resume', ...ofOthers.slice(-3)]
const ofEscalated: readonly CaseRight[] = ['work', 'add_fact', 'share', 'take_back', ...ofOthers.slice(-3)]

test.each<
  [PersonName, string, Partial<Record<'status' | 'rights' | 'of' | 'handler', unknown>>, readonly CaseRight[]]
>([
  ['ben', 'an open case', {}, everything],
  ['ada', 'an open case', {}, ofOthers],
  ['ben', 'a paused case', { status: 'paused' }, ofPaused],
  ['cleo', 'a paused case', { status: 'paused' }, ofOthers],
  ['ben', 'a case that he escalated', { status: 'escalated' }, ofEscalated],
  [
    'cleo',
    'a case that waits for her',
    { status: 'escalated' },
    ['share', 'pick_up', 'post_internal', 'post_client'],
  ],
  ['cleo', 'a case that she picked up', { handler: 'cleo' }, everything],
  [
    'ben',
    'a case of his that she picked up',
    { handler: 'cleo' },
    ['add_fact', 'share', 'pause', 'close', 'post_internal', 'post_client'],
  ],
  ['ben', 'a closed case', { status: 'resolved' }, ['share', 'post_internal', 'post_client']],
  [
    'ben',
    'a case without a ticket',
    { of: 'withoutTicket' },
    ['work', 'add_fact', 'share', 'pause', 'close', 'escalate', 'link_ticket'],
  ],
  [
    'ben',
    'an account without internal notes',
    { rights: off },
    ['work', 'add_fact', 'share', 'pause', 'close', 'escalate', 'link_ticket', 'post_client'],
  ],
  ['ada', 'an account whose engineers write no internal notes', { rights: off }, ofOthers],
  ['vera', 'an open case', {}, []],
  ['vera', 'a closed case', { status: 'resolved' }, []],
])('%s, %s: what the case names is what its routes grant', async (name, _, how, expected) => {
  const of = cases[how.of === 'withoutTicket' ? 'withoutTicket' : 'withTicket']
  if (how.status) await world.db.admin`update ai_sessions set status = ${String(how.status)}`
  if (how.rights)
    await world.db.admin`update accounts set write_rights = ${world.db.admin.json(how.rights as never)}`
  const handler = (how.handler ?? 'ben') as PersonName
  await handOver(of, String(how.status ?? 'active'), handler)
  const { may } = (await api.as(name)('GET', `/ai-sessions/${of.id}`)).body as SessionDetail
  expect(may).toEqual(expected)
  expect(await granted(name, of, String(how.status ?? 'active'), handler)).toEqual(expected)
})

test('in the pod of its ticket everything but the link can be changed', async () => {
  const ben = api.as('ben', { ticket: '48291' })
  const { may } = (await ben('GET', `/ai-sessions/${cases.withTicket.id}`)).body as SessionDetail
  expect(may).toEqual(everything.filter((right) => right !== 'link_ticket'))
})

test('an answer to a change carries them too', async () => {
  const { id } = cases.withTicket
  const { body } = await api.as('ben')('POST', `/ai-sessions/${id}/refresh-ticket`)
  expect(body).toMatchObject({ may: everything })
})
