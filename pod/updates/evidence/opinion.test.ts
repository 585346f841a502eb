import { signal } from '@preact/signals'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type People, people } from '../../../server/testing/people.ts'
import { requests } from '../../../server/testing/request.ts'
import { createStrictModel } from '../../../server/testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../../../server/testing/world.ts'
import type { SessionDetail } from '../../../shared/contracts/sessions.ts'
import type { CheckedUpdate, Update } from '../../../shared/contracts/updates.ts'
import { createTestPods, type TestPods } from '../../testing/pod.ts'
import { createUpdateModel } from '../update-model.ts'
import { askOpinion, dismissDoubt, doubtsIn, mayHaveOpinion, type OpinionOf } from './opinion.ts'

let doubts: { sentence: string; reason: string }[] = []
const fast = createStrictModel({
  says: ({ messages }) =>
    JSON.stringify(messages).includes('A check is ordered.') ? { looked: true, doubts } : undefined,
})
let world: TestWorld
let offline: TestWorld
let who: People
let pods: TestPods
beforeAll(async () => {
  world = await createTestWorld({ model: fast.fetch })
  offline = await createTestWorld({ database: world.db, simulator: world.simulator })
  who = await people(world)
  pods = createTestPods(world, who)
})
afterEach(() => pods.leave())
afterAll(async () => {
  await offline?.stop()
  await world?.stop()
})

/** Ben's ticket notes of a case, as they are open on his screen. */
async function openDraft(psa_ticket_id: string, from: TestPods = pods) {
  const as = requests(world, who).as('ben')
  const begun = await as('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id })
  const { id } = begun.body as { id: string }
  for (const content of ['Nobody outside can mail us since this morning', 'Yes, too wide'])
    await as('POST', `/ai-sessions/${id}/messages`, { content }, { accept: 'application/json' })
  const order = { audience: 'ticket_notes', length: 'detailed' }
  const draft = (await as('POST', `/ai-sessions/${id}/status-update`, order)).body as CheckedUpdate
  const { pod, to } = await from.open('ben')
  const detail = signal((await as('GET', `/ai-sessions/${id}`)).body as SessionDetail)
  const none = { of: () => undefined, accept: () => {} }
  const model = createUpdateModel(pod, { session_id: id, detail }, none, [
    { update: draft, is_edited: false },
  ])
  await model.readEvidence()
  const update = () => model.update.value as Update
  const opinion: OpinionOf = signal(null)
  return {
    model,
    detail,
    to,
    update,
    opinion,
    has: () => mayHaveOpinion(pod, detail.value),
    ask: () => askOpinion(pod, id, update(), opinion),
    doubts: () => doubtsIn(opinion, update().content),
    reasons: () => doubtsIn(opinion, update().content).map(({ reason }) => reason),
  }
}

test('asked for, what the model doubts stands with its sentence until it is put away or worded anew', async () => {
  const { model, has, opinion, ask, reasons, ...draft } = await openDraft('48291')
  expect(has()).toBe(true)
  expect(opinion.value).toBeNull()
  doubts = ['s1', 's2'].map((sentence) => ({ sentence, reason: `Of ${sentence}.` }))
  await ask()
  expect(reasons()).toEqual(['Of s1.', 'Of s2.'])
  const [first, second] = draft.doubts()
  dismissDoubt(opinion, first?.sentence ?? '')
  expect(reasons()).toEqual(['Of s2.'])
  const { content } = draft.update()
  model.type(content.replace(second?.sentence ?? '', 'It is as it was.'))
  await model.closeEditor()
  expect(reasons()).toEqual([])
  expect(opinion.value?.of).toBe(content)
  expect(model.problem.value).toBeNull()
})

test('where the line is lost none is given', async () => {
  const { to, ask, opinion } = await openDraft('48302')
  await to('cut')
  await ask()
  expect(opinion.value).toMatchObject({ doubts: null, isAsked: false })
})

test('none is offered where the policy of the client lets nothing out, or where no model is', async () => {
  const { has, detail } = await openDraft('48297')
  const now = detail.value
  detail.value = { ...now, ai_policy: { ...now.ai_policy, policy: 'off' } }
  expect(has()).toBe(false)
  const withNone = createTestPods(offline, who)
  expect((await openDraft('48285', withNone)).has()).toBe(false)
  withNone.leave()
})
