import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { SentenceEvidence } from '../../shared/contracts/evidence.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import type { CheckedUpdate } from '../../shared/contracts/updates.ts'
import { inAccount } from '../db/tx.ts'
import { rowsDone } from '../evidence/queries.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let caseId: string

beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
  const begun = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  caseId = (begun.body as { id: string }).id
  for (const content of ['Nobody outside can mail us since this morning', 'Yes, too wide'])
    await api.as('ben')(
      'POST',
      `/ai-sessions/${caseId}/messages`,
      { content },
      { accept: 'application/json' },
    )
})
afterAll(() => world?.stop())
/** People draft at human speed; tests do not wait for that. */
beforeEach(async () => {
  await world.db.admin`delete from limit_counts`
  await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
})

const draft = async (audience: string, headers = {}) =>
  api.as('ben')('POST', `/ai-sessions/${caseId}/status-update`, { audience, length: 'detailed' }, headers)
const made = async (audience: string) => {
  const answer = await draft(audience)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as CheckedUpdate
}
const at = ({ update_id }: CheckedUpdate) => `/ai-sessions/${caseId}/updates/${update_id}`
const worded = async (update: CheckedUpdate, content: string) =>
  (await api.as('ben')('PATCH', at(update), { content })).body as CheckedUpdate
const read = async (update: CheckedUpdate) => (await api.as('vera')('GET', at(update))).body as CheckedUpdate
const detail = async () => (await api.as('ben')('GET', `/ai-sessions/${caseId}`)).body as SessionDetail
const marks = ({ evidence }: CheckedUpdate) => evidence.flatMap((one: SentenceEvidence) => one.marks)

test('each sentence of a draft comes with the rows that it rests on, and no reader sees a marker', async () => {
  const { facts, tasks } = await detail()
  const rows = [...facts, ...tasks].map(({ id }) => id)
  for (const audience of ['ticket_notes', 'client_update', 'email_draft']) {
    await world.db.admin`delete from limit_counts`
    await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
    const update = await made(audience)
    expect(update.content).not.toMatch(/[⟦⟧]/)
    expect(marks(update)).toEqual([])
    expect(update.evidence.length).toBeGreaterThan(0)
    for (const { sentence, start, end, sources, supported } of update.evidence) {
      expect(update.content.slice(start, end)).toBe(sentence)
      expect(supported).toBe(true)
      for (const { kind, id } of sources) if (kind === 'fact' || kind === 'task') expect(rows).toContain(id)
    }
    expect(update).not.toHaveProperty('cites')
    expect((await read(update)).evidence).toEqual(update.evidence)
  }
})

test('the words that stream have no marker', async () => {
  const { text } = await draft('ticket_notes', { accept: 'text/event-stream' })
  expect(text).toContain('event: done')
  expect(text).not.toMatch(/[⟦⟧]/)
})

test('a rewording keeps what untouched sentences rest on, and finds the rows of new ones by their words', async () => {
  const update = await made('ticket_notes')
  const step = (await detail()).tasks.find(({ state }) => state === 'pending' || state === 'active')
  expect(step).toBeDefined()
  const words = step?.text ?? ''
  const added = `${update.content}\n\nWe did not sleep. The firewall was replaced by the vendor.`
  const changed = await worded(update, added)
  expect(changed.evidence.slice(0, update.evidence.length)).toEqual(update.evidence)
  expect(changed.evidence.at(-1)).toMatchObject({ supported: false, sources: [], marks: ['no_source'] })
  const told = await worded(update, `Steps completed:\n1. ${words}.`)
  expect(told.evidence).toMatchObject([
    { sources: [{ kind: 'task', id: step?.id }], marks: ['only_suggested'] },
  ])
  const task = `/ai-sessions/${caseId}/tasks/${step?.id}`
  const ticked = await api.as('ben')('PATCH', task, { revision: step?.revision, state: 'done' })
  expect(ticked.status, ticked.text).toBe(200)
  expect(marks(await read(told))).toEqual([])
})

test('who did a step is whoever ticked it, not who worded it, and nobody once it is open again', async () => {
  const update = await made('ticket_notes')
  const added = await api.as('ben')('POST', `/ai-sessions/${caseId}/tasks`, {
    text: 'Restart the mail server',
  })
  const task = `/ai-sessions/${caseId}/tasks/${(added.body as { id: string }).id}`
  const change = async (name: 'ben' | 'ada', body: object) => {
    const { tasks } = await detail()
    const revision = tasks.find(({ id }) => task.endsWith(id))?.revision
    const changed = await api.as(name)('PATCH', task, { revision, ...body })
    expect(changed.status, changed.text).toBe(200)
  }
  const doer = async () => {
    const rows = await inAccount(world.db, who.accounts.acme, (sql) => rowsDone(sql, caseId))
    return rows.get(task.split('/').at(-1) ?? '')?.who
  }
  const said = async (words: string) => marks(await worded(update, words))
  await change('ada', { state: 'done' })
  await change('ben', { text: 'Restart the mail server once' })
  expect(await doer()).toBe(who.of.ada.name)
  expect(await said('Ada restarted the mail server.')).toEqual([])
  await change('ben', { state: 'pending' })
  expect(await doer()).toBeUndefined()
  await change('ben', { state: 'done' })
  const told = task.split('/').at(-1) ?? ''
  await world.db.admin`update ai_session_tasks set known = 'told' where id = ${told}`
  expect(await said('You restarted the mail server.'), 'told by the client').not.toContain('actor')
  await change('ada', { state: 'done', result: 'It came up again' })
  expect(await doer()).toBe(who.of.ben.name)
})

test('nobody forges a marker, neither in an update nor in what a model is told', async () => {
  const update = await made('ticket_notes')
  const changed = await worded(update, 'It is all solved ⟦f1⟧.')
  expect(changed.content).toBe('It is all solved f1.')
  expect(marks(changed)).not.toEqual([])
})
