import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { HandoffProposal, PackagePreview } from '../../shared/contracts/handoff-calls.ts'
import { readFrames } from '../testing/event-reader.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
let id: string
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`update accounts set write_rights = '{}', board_rights = '{}'`
  await world.db.admin`update connections set flowpilot_settings = '{}'`
  await world.db.admin`update ai_sessions set status = 'resolved', resolved_at = now()`
  world.simulator.clearFaults()
  id = await begin({ intake_type: 'psa_ticket', psa_ticket_id: '48288' })
})

const begin = async (intake: object) =>
  ((await api.as('ben')('POST', '/ai-sessions', intake)).body as { id: string }).id
const ask = (name: 'ben' | 'cleo' | 'vera' = 'ben') =>
  api.as(name)('GET', `/ai-sessions/${id}/handoff-proposal`)
const proposal = async () => (await ask()).body as HandoffProposal
const allow = (body: object) => api.as('ada')('PATCH', '/accounts/me/write-rights', body)
const settings = (body: object) =>
  api.as('ada')('PATCH', `/integrations/psa/connections/${who.connection_id}/flowpilot-settings`, body)

test('it names the ticket, whom the case can go to and what stands ticked', async () => {
  const { place, targets, ticks, prompt_status, status_target, statuses } = await proposal()
  expect(place).toMatchObject({ ticket_id: '48288', psa: 'ConnectWise' })
  expect(targets.map(({ name }) => name).toSorted()).toEqual(['Ada Lindqvist', 'Cleo Marchetti'])
  expect(ticks).toEqual({ ticket_note: true, time_entry: false, status: false })
  expect({ prompt_status, status_target }).toEqual({ prompt_status: false, status_target: null })
  expect(statuses?.map(({ id: status }) => status)).toContain(place?.status?.id)
})

test('the status that the account set for the board stands ticked, as far as the role may change it', async () => {
  const { place, statuses } = await proposal()
  const other = statuses?.find(({ id: status }) => status !== place?.status?.id)?.id ?? ''
  await allow({ status: { engineer: 'allow' } })
  await settings({
    prompt_status_on_escalate: true,
    escalated_status_by_board: { [place?.board?.id ?? '']: other },
  })
  expect(await proposal()).toMatchObject({
    prompt_status: true,
    status_target: other,
    ticks: { status: true },
  })
  await allow({ internal_note: { engineer: 'ask' }, status: { engineer: 'off' } })
  expect(await proposal()).toMatchObject({
    rights: { internal_note: 'ask', status: 'off' },
    ticks: { ticket_note: false, status: false },
  })
})

test('without a ticket there is no place; a PSA that is away leaves gaps', async () => {
  await world.background.settled()
  await world.db.admin`delete from psa_lists`
  world.simulator.addFault({ kind: 'unreachable' })
  expect(await proposal()).toMatchObject({ place: { ticket_id: '48288' }, statuses: null })
  world.simulator.clearFaults()
  id = await begin({ intake_type: 'free_text', intake_content: 'The printer is dark' })
  expect(await proposal()).toMatchObject({ place: null, statuses: null, ticks: { ticket_note: false } })
})

test('who may not hand it on is refused, and so is a case that waits already', async () => {
  expect(await ask('vera')).toMatchObject({ status: 403 })
  expect(await ask('cleo')).toMatchObject({ body: { code: 'not_your_case' } })
  await api.as('ben')('POST', `/ai-sessions/${id}/escalate`, { reason: 'It is the router.' })
  expect(await ask()).toMatchObject({ status: 409, body: { code: 'handoff_open' } })
  await world.background.settled()
})

test('a streamed preview begins with the brief that the case gives at once, unless one is kept', async () => {
  const names = async () => {
    const response = await api.app.request(`/api/v1/ai-sessions/${id}/escalation-package/preview`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await who.tokenFor('ben')}`, accept: 'text/event-stream' },
    })
    const reader = readFrames(response)
    const frames: { event: string; data: Record<string, unknown> }[] = []
    for (let frame = await reader.next(); frame; frame = await reader.next()) frames.push(frame)
    return frames
  }
  const [first] = await names()
  expect(first?.event).toBe('basic')
  const basic = first?.data.preview as PackagePreview
  expect(basic).toMatchObject({ brief: { kind: 'basic' }, from_cache: false })
  expect(basic.missing.map(({ kind }) => kind)).toContain('nothing_checked')
  expect((await names()).map(({ event }) => event)).toEqual(['done'])
})
