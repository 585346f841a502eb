import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Fact } from '../../shared/contracts/facts.ts'
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

const wordOf = ({ content }: CheckedUpdate, { start, end }: Leak) => content.slice(start, end)

/** A colleague says so in the ticket, as it was last read. */
async function remarked(text: string): Promise<void> {
  const note = {
    id: '1',
    kind: 'note',
    text,
    visibility: 'internal',
    author: 'Cleo Marsh',
    from_contact: false,
  }
  await world.db.admin`
    update ticket_snapshots set fetched_at = now(),
      context = jsonb_set(context, '{notes}', (context -> 'notes') || ${world.db.admin.json([note])})`
}

/** Posts it with all that was found let out, and answers what the audit says of that. */
async function auditedAfter(update: CheckedUpdate) {
  const made = await post(update, { accepted_leaks: update.leaks.map(({ id }) => id) })
  expect(made.status, made.text).toBe(202)
  const [row] = await world.db.admin`
    select detail from audit_log where action = 'post.leaks_accepted' and subject_id = ${(made.body as Post).id}`
  return row?.detail.leaks
}

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
  test('a client update with a leak is refused and its words stay as written', async () => {
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

describe('what the case knows', () => {
  const remark = 'Ann always blames us first, mind what you write to her'
  const hostile = () =>
    `The mail stopped at CD-EXCH02, ${who.of.cleo.name} saw it. Ann always blames us first, mind you.`

  test('a host, a colleague and a remark among us are found, with plain words where there are any', async () => {
    await remarked(remark)
    const update = await worded('client_update', hostile())
    expect(update.leaks.map((leak) => [wordOf(update, leak), leak.kind, leak.instead])).toEqual([
      ['CD-EXCH02', 'host', 'your mail server'],
      [who.of.cleo.name, 'name', 'a colleague'],
      ['Ann always blames us first, mind', 'internal', null],
    ])
    expect(await post(update)).toMatchObject({ status: 422, body: { leaks: update.leaks } })
    const detail = await auditedAfter(update)
    expect(detail).toMatchObject([{ kind: 'host' }, { kind: 'name' }, { kind: 'internal' }])
  })

  test('an internal note may hold all of it', async () => {
    expect((await worded('ticket_notes', hostile())).leaks).toEqual([])
  })

  test('other clients of the account are found by their names, those of another account are not known', async () => {
    const begun = (client_name: string) => ({ intake_type: 'free_text', intake_content: 'Slow', client_name })
    await api.as('ben')('POST', '/ai-sessions', begun('Fabrikam Law'))
    await api.as('zed')('POST', '/ai-sessions', begun('Globex Corporation'))
    const update = await worded('client_update', 'Fabrikam Law and Globex Corporation asked, too.')
    expect(update.leaks.map((leak) => [wordOf(update, leak), leak.kind])).toEqual([['Fabrikam Law', 'name']])
  })
})

describe('what the client may know', () => {
  const factsNow = async () =>
    ((await api.as('ben')('GET', `/ai-sessions/${caseId}/facts`)).body as { items: Fact[] }).items
  const label = (fact: Fact, to: Fact['label'], revision = fact.revision) =>
    api.as('ben')('PATCH', `/ai-sessions/${caseId}/facts/${fact.id}`, { revision, label: to })
  async function drafted() {
    await world.db.admin`delete from limit_counts`
    await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
    const order = { audience: 'client_update', length: 'detailed' }
    const { content } = (await api.as('ben')('POST', `/ai-sessions/${caseId}/status-update`, order))
      .body as CheckedUpdate
    const asked = JSON.stringify(model.bodies.at(-1)?.messages)
    return { content, asked: asked.replace(/\\"(?:now|at)\\":\\"[^"]+"/g, '') }
  }

  test('a label is set by one press, also on a fact that came from an answer, and read anew by whoever was late', async () => {
    const [fact] = (await factsNow()).filter(({ label: now }) => now === 'client')
    if (!fact) throw new Error('no fact for the client')
    expect(fact.label_by).toBe('rule')
    expect((await label(fact, 'internal')).body).toMatchObject({ label: 'internal', label_by: 'person' })
    expect(await label(fact, 'client')).toMatchObject({ status: 409, body: { code: 'revision_stale' } })
    const after = (await factsNow()).find(({ id }) => id === fact.id) as Fact
    expect((await label(after, 'client')).body).toMatchObject({ label: 'client', text: fact.text })
  })

  test('facts among us change nothing of what the client is written, nor of what the model is asked', async () => {
    const before = await drafted()
    const added = await api.as('cleo')('POST', `/ai-sessions/${caseId}/facts`, {
      text: 'Mail from outside does not arrive at CD-EXCH02',
      known: 'checked',
    })
    const fact = added.body as Fact
    expect(fact.label).toBe('internal')
    expect(await drafted()).toEqual(before)
    const path = `/ai-sessions/${caseId}/facts/${fact.id}`
    await api.as('ben')('PATCH', path, {
      revision: fact.revision,
      status: 'ruled_out',
      text: 'CD-EXCH02 is full',
    })
    expect(await drafted()).toEqual(before)
    await api.as('ben')('DELETE', path)
    expect(await drafted()).toEqual(before)
  })

  test('a fact set back to internal is left out of the next client draft', async () => {
    const kept = (await factsNow()).filter(({ label: now }) => now === 'client')
    const before = await drafted()
    for (const fact of kept) await label(fact, 'internal')
    const after = await drafted()
    expect(after.content).not.toBe(before.content)
    for (const { text } of kept) expect(after.asked).not.toContain(text)
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
