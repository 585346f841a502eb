import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Post } from '../../shared/contracts/posts.ts'
import type { CheckedUpdate, Leak, PostPreview } from '../../shared/contracts/updates.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createStrictModel()
let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
let caseId: string

beforeAll(async () => {
  world = await createTestWorld({ model: model.fetch, settings: { POST_UNDO_SECONDS: '0' } })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
  const begun = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: '48291',
  })
  caseId = (begun.body as { id: string }).id
  for (const content of ['', 'since this morning', 'only from outside'])
    await api.as('ben')('POST', `/ai-sessions/${caseId}/messages`, { content })
})
afterAll(() => world?.stop())
beforeEach(async () => {
  await world.db.admin`delete from limit_counts`
  await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
})

const at = (update: CheckedUpdate, rest = '') => `/ai-sessions/${caseId}/updates/${update.update_id}${rest}`
async function worded(audience: string, content: string): Promise<CheckedUpdate> {
  const made = await api.as('ben')('POST', `/ai-sessions/${caseId}/status-update`, {
    audience,
    length: 'quick',
  })
  expect((made.body as CheckedUpdate).leaks).toEqual([])
  const changed = await api.as('ben')('PATCH', at(made.body as CheckedUpdate), { content })
  expect(changed.status, changed.text).toBe(200)
  return changed.body as CheckedUpdate
}
const post = (update: CheckedUpdate, more = {}) =>
  api.as('ben')('POST', at(update, '/post'), { intent_key: randomUUID(), content: update.content, ...more })
const told = 'the password is Sunflower! and WPA2: blueHorse77. The code is 493021.'
const wordsOf = ({ content, leaks }: CheckedUpdate) =>
  leaks.map(({ start, end, kind, what }) => [content.slice(start, end), kind, what])

test('what looks like a secret is named at its place, under an id that stays', async () => {
  const update = await worded('client_update', told)
  expect(wordsOf(update)).toEqual([
    ['Sunflower!', 'secret', 'password'],
    ['blueHorse77', 'secret', 'key'],
    ['493021', 'secret', 'code'],
  ])
  const ids = update.leaks.map(({ id }) => id)
  const preview = await api.as('ben')('GET', at(update, '/post-preview'))
  expect((preview.body as PostPreview).leaks).toEqual(update.leaks)
  const again = await api.as('cleo')('PATCH', at(update), { content: `Hello. ${told}` })
  expect((again.body as CheckedUpdate).leaks.map(({ id }) => id)).toEqual(ids)
  expect((again.body as CheckedUpdate).leaks.map(({ start }) => start)).toEqual(
    update.leaks.map(({ start }) => start + 'Hello. '.length),
  )
  expect(JSON.stringify(update.leaks)).not.toMatch(/Sunflower|blueHorse|493021/)
})

test('the id tells nobody outside the account whether two words are the same', async () => {
  const { id } = (await worded('ticket_notes', 'password: Sunflower!')).leaks[0] as Leak
  const other = await world.keys.keyedHash('leak', who.accounts.zed, 'password Sunflower!')
  expect(await world.keys.keyedHash('leak', who.accounts.acme, 'password Sunflower!')).toBe(id)
  expect(other).not.toBe(id)
})

describe('for a client', () => {
  test('it is stopped and asked about, never replaced', async () => {
    const update = await worded('client_update', told)
    expect(await post(update)).toMatchObject({
      status: 422,
      body: { code: 'leaks_open', leaks: update.leaks },
    })
    const [one, ...rest] = update.leaks.map(({ id }) => id)
    expect(await post(update, { accepted_leaks: [one] })).toMatchObject({
      status: 422,
      body: { code: 'leaks_open', leaks: update.leaks.slice(1) },
    })
    expect(await world.db.admin`select from posts where update_id = ${update.update_id}`).toHaveLength(0)

    const made = await post(update, { accepted_leaks: [one, ...rest] })
    expect(made.status, made.text).toBe(202)
    const { id, tag } = made.body as Post
    await box.until(id, 'verified', 'posted')
    expect(box.notesWith(tag)[0]?.text).toContain(told)
  })

  test('what a person lets out is audited by kind and place, without the words', async () => {
    const update = await worded('client_update', 'Your new password is Sunflower!')
    const { id } = (await post(update, { accepted_leaks: update.leaks.map((leak) => leak.id) })).body as Post
    const rows = await world.db.admin`
      select user_id, result, detail from audit_log where action = 'post.leaks_accepted' and subject_id = ${id}`
    expect(rows).toMatchObject([
      {
        user_id: who.of.ben.id,
        result: 'accepted',
        detail: {
          placement: 'discussion',
          leaks: [{ kind: 'secret', what: 'password', start: 21, end: 31 }],
        },
      },
    ])
    expect(JSON.stringify(rows)).not.toContain('Sunflower')
  })

  test('a colleague’s other words are shown before anybody is asked about them', async () => {
    const update = await worded('client_update', 'All is well.')
    await api.as('cleo')('PATCH', at(update), { content: told })
    const answer = await post(update)
    expect(answer).toMatchObject({ status: 409, body: { code: 'update_changed' } })
    const { current } = answer.body as { current: CheckedUpdate }
    expect(wordsOf(current).map(([words]) => words)).toEqual(['Sunflower!', 'blueHorse77', '493021'])
  })

  test('the same click again is the same post', async () => {
    const update = await worded('client_update', told)
    const click = { intent_key: randomUUID(), accepted_leaks: update.leaks.map(({ id }) => id) }
    const first = await post(update, click)
    await api.as('cleo')('PATCH', at(update), { content: 'other words' })
    expect(await post(update, click)).toMatchObject({ status: 202, body: { id: (first.body as Post).id } })
  })

  test('an e-mail that is posted for the client is one, too', async () => {
    const update = await worded('email_draft', told)
    const answer = await post(update, { visibility: 'client_visible' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'leaks_open' } })
  })
})

describe('for colleagues', () => {
  test('what nobody accepted is named instead of told, at the places the preview showed', async () => {
    const update = await worded('ticket_notes', told)
    const [, wifi] = update.leaks
    const { id, tag } = (await post(update, { accepted_leaks: [wifi?.id] })).body as Post
    await box.until(id, 'verified', 'posted')
    expect(box.notesWith(tag)[0]?.text).toContain(
      'the password is [redacted password] and WPA2: blueHorse77. The code is [redacted code].',
    )
  })

  test('another choice under the same intent is no second note', async () => {
    const update = await worded('ticket_notes', told)
    const intent_key = randomUUID()
    expect((await post(update, { intent_key })).status).toBe(202)
    const other = await post(update, { intent_key, accepted_leaks: update.leaks.map(({ id }) => id) })
    expect(other).toMatchObject({ status: 409, body: { code: 'intent_key_reused' } })
  })
})

test('what is posted is what was shown: no hidden and no turned signs', async () => {
  const update = await worded(
    'client_update',
    'In\u202evoice \u2066ready\u2069, Ann\u200b \u00ad👩‍💻 می\u200cخواهم',
  )
  expect(update.content).toBe('Invoice ready, Ann 👩‍💻 می\u200cخواهم')
  const click = { content: 'In\u202evoice ready, Ann 👩‍💻 می\u200cخواهم\u200b' }
  const { id, tag } = (await post(update, click)).body as Post
  await box.until(id, 'verified', 'posted')
  expect(box.notesWith(tag)[0]?.text).toContain(update.content)
  const draft = await api.as('ben')('PUT', `/drafts/update-${update.update_id}`, { body: 'a\u202eb\u200b' })
  expect(draft.body).toMatchObject({ body: 'ab' })
})
