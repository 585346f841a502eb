import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Post } from '../../../shared/contracts/posts.ts'
import type { Leak } from '../../../shared/contracts/updates.ts'
import { ownWords } from '../../testing/outbox.ts'
import { type People, people } from '../../testing/people.ts'
import { requests } from '../../testing/request.ts'
import { createTestWorld, type TestWorld } from '../../testing/world.ts'

const secret = 'Sunflower!2026'
let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
beforeAll(async () => {
  world = await createTestWorld()
  who = await people(world)
  api = requests(world, who)
})
afterAll(() => world?.stop())

let hour = 0
const request = (order: { notes?: string; internal_notes?: string }, more: object = {}) => {
  const begin = Date.parse('2026-04-01T00:00:00Z') + hour++ * 3_600_000
  const at = (minutes: number) => new Date(begin + minutes * 60_000).toISOString()
  return {
    kind: 'time_entry',
    intent_key: randomUUID(),
    ticket_id: '48291',
    confirmed: true,
    order: {
      started_at: at(0),
      ended_at: at(30),
      minutes: 30,
      work_type_id: '3',
      notes: '',
      internal_notes: '',
      ...order,
    },
    ...more,
  }
}
const book = (wanted: object) => api.as('ben')('POST', '/posts', wanted)
const entries = () => world.simulator.state.tenants.acme?.timeEntries ?? []

describe('a secret in the texts of hours', () => {
  test('stops the click where it may stand on an invoice, until it is accepted', async () => {
    const wanted = request({ notes: `Reset. The admin password is ${secret}` })
    const before = entries().length
    const stopped = await book(wanted)
    expect(stopped).toMatchObject({ status: 422, body: { code: 'leaks_open' } })
    const { leaks } = stopped.body as { leaks: (Leak & { field: string })[] }
    expect(leaks).toMatchObject([{ field: 'notes', kind: 'secret', what: 'password' }])
    expect(entries()).toHaveLength(before)
    const accepted = { ...wanted, accepted_leaks: leaks.map(({ id }) => id) }
    const { status, body } = await book(accepted)
    expect([status, (body as Post).state]).toEqual([202, 'verified'])
    expect((await book(accepted)).body).toMatchObject({ id: (body as Post).id })
    expect(entries().at(-1)?.notes).toContain(secret)
    const [line] = await world.db.admin`
      select detail from audit_log where action = 'post.leaks_accepted' and subject_id = ${(body as Post).id}`
    expect(line).toMatchObject({ detail: { leaks: [{ field: 'notes', what: 'password' }] } })
    expect(JSON.stringify(line)).not.toContain(secret)
  })

  test('is named instead of told in the internal notes', async () => {
    const words = ownWords(4)
    const wanted = request({ internal_notes: `${words}\npassword: ${secret}` })
    const { status, body } = await book(wanted)
    expect([status, (body as Post).state]).toEqual([202, 'verified'])
    const [entry, ...others] = entries().filter(({ internalNotes }) => internalNotes.includes(words))
    expect(others).toEqual([])
    expect(entry?.internalNotes).toBe(
      `${words}\npassword: [redacted password]\n\nref FP-${(body as Post).tag}`,
    )
    expect(JSON.stringify(body)).not.toContain(secret)
    const stored = await world.db
      .admin`select from posts where "order"::text like ${`%${secret}%`} and id = ${(body as Post).id}`
    expect(stored).toHaveLength(0)
    expect((await book({ ...wanted, intent_key: randomUUID() })).body).toMatchObject({
      id: (body as Post).id,
    })
  })
})
