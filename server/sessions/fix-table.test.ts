import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Fix } from '../../shared/contracts/fixes.ts'
import type { SessionDetail } from '../../shared/contracts/sessions.ts'
import { noTurn } from '../model/protocol.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createScriptedModel } from '../testing/scripted-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

/** What two people, each signed in, can do with a fix as it stands, and what the other is answered. */
const model = createScriptedModel()
let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { TURNS_PER_HOUR: '10000' } })
  who = await people(world)
  as = requests(world, who).as
})
afterAll(() => world?.stop())

type Answer = { status: number; body: unknown }
type Act = (name: PersonName, id: string, fixId: string) => Promise<Answer>
const path = (id: string, fixId: string, what: string) =>
  `/ai-sessions/${id}/suggested-fixes/${fixId}/${what}`
const outcome =
  (status: string, notes?: string): Act =>
  (name, id, fixId) =>
    as(name)('PATCH', path(id, fixId, 'outcome'), notes === undefined ? { status } : { status, notes })
const acts: Record<string, Act> = {
  apply: (name, id, fixId) => as(name)('POST', path(id, fixId, 'apply'), {}),
  'take back': (name, id, fixId) => as(name)('DELETE', path(id, fixId, 'apply')),
  worked: outcome('applied_success'),
  'did not': outcome('applied_failed', 'Still drops'),
  partly: outcome('applied_partial', 'Only by cable'),
  'partly, no notes': outcome('applied_partial'),
  'partly, blank notes': outcome('applied_partial', '  '),
  dismiss: outcome('dismissed'),
}
const did = (act: string, name: PersonName, { id, fixId }: { id: string; fixId: string }) =>
  (acts[act] as Act)(name, id, fixId)
const suggested = (title: string) => ({ fix: { ...noTurn().fix, title, confidence: 70 } })
const turn = (id: string) => as('ben')('POST', `/ai-sessions/${id}/messages`, { content: 'Go on' })
const detail = async (id: string) => (await as('ben')('GET', `/ai-sessions/${id}`)).body as SessionDetail

/** What brings a proposed fix there. */
const states: Record<string, (id: string, fixId: string) => Promise<unknown>> = {
  proposed: async () => {},
  verifying: (id, fixId) => did('apply', 'ben', { id, fixId }),
  'in part': (id, fixId) => did('partly', 'ben', { id, fixId }),
  success: (id, fixId) => did('worked', 'ben', { id, fixId }),
  failed: (id, fixId) => did('did not', 'ben', { id, fixId }),
  dismissed: (id, fixId) => did('dismiss', 'ben', { id, fixId }),
  superseded: async (id) => {
    model.next(suggested('Replace the router'))
    await turn(id)
  },
}

async function fixThat(state: string): Promise<{ id: string; fixId: string }> {
  const intake = { intake_type: 'free_text', intake_content: 'Something is odd' }
  const { id } = (await as('ben')('POST', '/ai-sessions', intake)).body as { id: string }
  model.next(suggested('Move to 5 GHz'))
  await turn(id)
  const fixId = (await detail(id)).active_fix?.id ?? ''
  await states[state]?.(id, fixId)
  return { id, fixId }
}

const over = { apply: 409, 'take back': 409, worked: 409, 'did not': 409, partly: 409, dismiss: 409 }
const noNotes = { 'partly, no notes': 400, 'partly, blank notes': 400 }
const table: Record<string, Record<string, number | string>> = {
  proposed: {
    apply: 'verifying',
    'take back': 'proposed',
    worked: 'applied_success',
    'did not': 'applied_failed',
    partly: 'applied_partial',
    dismiss: 'dismissed',
    ...noNotes,
  },
  verifying: {
    apply: 'verifying',
    'take back': 'proposed',
    worked: 'applied_success',
    'did not': 'applied_failed',
    partly: 'applied_partial',
    dismiss: 'dismissed',
    ...noNotes,
  },
  'in part': {
    ...over,
    worked: 'applied_success',
    'did not': 'applied_failed',
    partly: 'applied_partial',
    ...noNotes,
  },
  success: { ...over, ...noNotes },
  failed: { ...over, ...noNotes },
  dismissed: { ...over, ...noNotes },
  superseded: { ...over, ...noNotes },
}
const cells = Object.entries(table).flatMap(([state, row]) =>
  Object.entries(row).map(([act, comes]) => [state, act, comes] as const),
)

const standing = ({ status, applied_at }: Fix) =>
  status === 'proposed' && applied_at !== null ? 'verifying' : status

test('the table holds every act in every state', () => {
  expect(Object.keys(table)).toEqual(Object.keys(states))
  for (const row of Object.values(table)) expect(Object.keys(row).sort()).toEqual(Object.keys(acts).sort())
})

describe('what Cleo does with a fix as Ben left it', () => {
  test.each(cells)('%s: %s → %s', async (state, act, comes) => {
    const { id, fixId } = await fixThat(state)
    const before = await detail(id)
    const { status, body } = await did(act, 'cleo', { id, fixId })
    const after = await detail(id)
    if (typeof comes === 'string') {
      const fix = body as Fix
      expect([status, standing(fix)]).toEqual([200, comes])
      expect(after.active_fix).toEqual(comes === 'dismissed' ? null : fix)
      const isDecided = comes.startsWith('applied')
      expect([fix.applied_at !== null, fix.verified_at !== null]).toEqual([
        isDecided || comes === 'verifying' || (comes === 'dismissed' && state === 'verifying'),
        isDecided,
      ])
      expect(fix.ai_outcome_proposal).toBeNull()
      return
    }
    expect(status).toBe(comes)
    expect(after).toEqual(before)
    if (comes === 409)
      expect(body).toMatchObject({ code: 'fix_settled', current: { id: fixId, title: 'Move to 5 GHz' } })
  })
})

describe('what two people do at once with a fix that is being verified', () => {
  const terminal = ['worked', 'did not', 'dismiss']
  const pairs = terminal.flatMap((one) =>
    terminal.filter((other) => other !== one).map((other) => [one, other]),
  )
  test.each(pairs)('%s and %s: one counts, the other is told how it stands', async (one = '', other = '') => {
    const { id, fixId } = await fixThat('verifying')
    const answers = await Promise.all([did(one, 'ben', { id, fixId }), did(other, 'cleo', { id, fixId })])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const won = answers.find(({ status }) => status === 200)?.body as Fix
    const lost = answers.find(({ status }) => status === 409)?.body
    expect(lost).toMatchObject({ code: 'fix_settled', current: { id: fixId, status: won.status } })
    const said = (await detail(id)).steps.filter(
      ({ kind, content }) => kind === 'fix' && !/^Applied/.test(content),
    )
    expect(said).toHaveLength(1)
  })

  test('both apply it: both are answered the same, and it stands once in the log', async () => {
    const { id, fixId } = await fixThat('proposed')
    const [one, other] = await Promise.all([
      did('apply', 'ben', { id, fixId }),
      did('apply', 'cleo', { id, fixId }),
    ])
    expect([one.status, other.status, one.body]).toEqual([200, 200, other.body])
    expect((await detail(id)).steps.filter(({ kind }) => kind === 'fix')).toHaveLength(1)
  })
})

test('Vera decides nothing of it, and for Zed there is no such fix', async () => {
  const { id, fixId } = await fixThat('verifying')
  for (const [act, run] of Object.entries(acts)) {
    if (act.includes('notes')) continue
    expect([act, (await run('vera', id, fixId)).status, (await run('zed', id, fixId)).status]).toEqual([
      act,
      403,
      404,
    ])
  }
})
