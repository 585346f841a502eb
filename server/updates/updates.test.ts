import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Post } from '../../shared/contracts/posts.ts'
import type { PostPreview, Update } from '../../shared/contracts/updates.ts'
import { type PostWorker, startPostWorker } from '../posts/worker/worker.ts'
import { type Outbox, outbox } from '../testing/outbox.ts'
import { type People, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createStrictModel, type StrictFault } from '../testing/strict-model.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'

const model = createStrictModel()
/** Its words come one by one, slowly. */
let isSlow = false
const spoken: typeof fetch = async (url, init) => {
  const answer = await model.fetch(url, init)
  if (!isSlow) return answer
  const frames = (await answer.text()).split('\n\n').filter(Boolean)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      await pause(10)
      const frame = frames.shift()
      if (init?.signal?.aborted) controller.error(init.signal.reason)
      else if (frame === undefined) controller.close()
      else controller.enqueue(new TextEncoder().encode(`${frame}\n\n`))
    },
  })
  return new Response(body, { headers: answer.headers })
}
let world: TestWorld
let who: People
let box: Outbox
let api: ReturnType<typeof requests>
let worker: PostWorker
let caseId: string
const ticket = '48291'

beforeAll(async () => {
  world = await createTestWorld({
    model: spoken,
    settings: { POST_SETTLE_SECONDS: '1', POST_UNDO_SECONDS: '0' },
  })
  who = await people(world)
  box = outbox(world, who, world.simulator)
  api = requests(world, who)
  worker = startPostWorker(world)
  const begun = await api.as('ben')('POST', '/ai-sessions', {
    intake_type: 'psa_ticket',
    psa_ticket_id: ticket,
  })
  caseId = (begun.body as { id: string }).id
})
afterAll(async () => {
  await worker?.stop()
  await world?.stop()
})
/** People draft at human speed; tests do not wait for that. */
beforeEach(async () => {
  await world.db.admin`delete from limit_counts`
  await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
})
afterEach(() => world.simulator.clearFaults())

const say = (content: string) =>
  api.as('ben')('POST', `/ai-sessions/${caseId}/messages`, { content }, { accept: 'application/json' })
const draft = (audience: string, length = 'quick', headers = {}) =>
  api.as('ben')('POST', `/ai-sessions/${caseId}/status-update`, { audience, length }, headers)
const made = async (audience: string, length = 'quick') => {
  const answer = await draft(audience, length)
  expect(answer.status, answer.text).toBe(200)
  return answer.body as Update
}
const at = (update: Update, rest: string) => `/ai-sessions/${caseId}/updates/${update.update_id}${rest}`
const preview = async (update: Update, query = '') =>
  (await api.as('ben')('GET', at(update, `/post-preview${query}`))).body as PostPreview
const post = async (update: Update, more = {}) =>
  api.as('ben')('POST', at(update, '/post'), { intent_key: randomUUID(), ...more })

test('a case is too young before two exchanges', async () => {
  await say('Nobody outside can mail us since this morning')
  expect(await draft('ticket_notes')).toMatchObject({ status: 422, body: { code: 'session_too_young' } })
  await say('All users')
})

describe('drafting', () => {
  test.each(['ticket_notes', 'client_update', 'email_draft'] as const)(
    '%s at both lengths',
    async (audience) => {
      for (const length of ['quick', 'detailed'] as const) {
        await world.db.admin`delete from limit_counts`
        await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
        const update = await made(audience, length)
        expect(update).toMatchObject({
          audience,
          length,
          state: 'complete',
          created_by: 'Ben Okafor',
          post_id: null,
        })
        expect(update.content.length).toBeGreaterThan(30)
        expect(update.subject === null).toBe(audience !== 'email_draft')
      }
      const detail = (await api.as('vera')('GET', `/ai-sessions/${caseId}`)).body as {
        steps: { kind: string }[]
        updates: Update[]
      }
      expect(detail.steps.at(-1)?.kind).toBe('status_update')
      expect(detail.updates.at(-1)?.audience).toBe(audience)
    },
  )

  test('streams its words, and ends with the update', async () => {
    const { text } = await draft('client_update', 'detailed', { accept: 'text/event-stream' })
    const frames = text.split('\n\n').filter(Boolean)
    const deltas = frames
      .filter((frame) => frame.startsWith('event: delta'))
      .map((frame) => JSON.parse(frame.split('data: ')[1] ?? '').text)
    const done = JSON.parse(frames.at(-1)?.split('data: ')[1] ?? '') as { update: Update }
    expect(frames.at(-1)).toMatch(/^event: done/)
    expect(deltas.join('').trim()).toBe(done.update.content)
  })

  test('only so many an hour are asked of a model outside', async () => {
    const strict = await createTestWorld({
      database: world.db,
      simulator: world.simulator,
      model: model.fetch,
      settings: { TURNS_PER_HOUR: '1' },
    })
    const ask = async () => {
      await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
      await world.db.admin`delete from limit_counts where bucket like ${`%:${caseId}`}`
      const order = { audience: 'ticket_notes', length: 'quick' }
      return requests(strict, who).as('ben')('POST', `/ai-sessions/${caseId}/status-update`, order)
    }
    expect((await ask()).status).toBe(200)
    expect(await ask()).toMatchObject({ status: 429, body: { code: 'too_often' } })
    await strict.stop()
  })

  test('twice within three seconds is too often', async () => {
    await made('ticket_notes')
    expect(await draft('client_update')).toMatchObject({
      status: 429,
      body: {
        code: 'too_often',
        message: expect.stringMatching(
          /^An update was written a moment ago. The next one can be written in [123] seconds?.$/,
        ),
        reason: 'update_just_written',
      },
    })
  })

  test('right after one that was posted, the refusal says so', async () => {
    expect((await post(await made('ticket_notes'))).status).toBe(202)
    expect(await draft('ticket_notes')).toMatchObject({
      status: 429,
      body: {
        code: 'too_often',
        message: expect.stringMatching(/^You posted an update of this case a moment ago. /),
        reason: 'update_just_posted',
      },
    })
  })

  test.each([[['refusal']], [['unreachable', 'unreachable']]] as [StrictFault[]][])(
    'with the model answering %j the flow writes it',
    async (faults) => {
      model.fail(...faults)
      expect(await made('ticket_notes')).toMatchObject({ state: 'complete', model_kind: 'offline' })
    },
  )

  test('a stopped draft keeps its text so far, as partial', async () => {
    isSlow = true
    const response = await api.app.request(`/api/v1/ai-sessions/${caseId}/status-update`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        authorization: `Bearer ${await who.tokenFor('ben')}`,
      },
      body: JSON.stringify({ audience: 'ticket_notes', length: 'detailed' }),
    })
    const reader = response.body?.getReader()
    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toMatch(/^event: delta/)
    await reader?.cancel()
    isSlow = false
    await world.background.settled()
    const detail = (await api.as('ben')('GET', `/ai-sessions/${caseId}`)).body as { updates: Update[] }
    const kept = detail.updates.at(-1)
    expect(kept?.state).toBe('partial')
    expect(kept?.content.length).toBeGreaterThan(0)
  })

  test('the next one to the same readers knows what they have read', async () => {
    const first = await made('ticket_notes')
    await api.as('ben')('POST', at(first, '/copied'))
    await world.db.admin`delete from limit_counts`
    await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
    await made('ticket_notes')
    const content = model.bodies.at(-1)?.messages.at(-1)?.content ?? []
    const [told] = content as unknown as { content: string }[]
    const input = JSON.parse(told?.content ?? '')
    expect(input.previous.text).toBe(first.content)
    expect(input.client_first_name).toBe('Ann')
  })
})

describe('posting', () => {
  test('ticket notes are internal, for engineers, by the person', async () => {
    const update = await made('ticket_notes', 'detailed')
    expect(await preview(update)).toMatchObject({
      ticket_id: ticket,
      visibility: 'internal',
      readers: 'Engineers only.',
      emails: [],
      read_by: { who: 'engineers' },
      author: { name: 'Ben Okafor', member: 'ben' },
      stale: null,
      obstacle: null,
    })
    const answer = await post(update)
    expect(answer.status).toBe(202)
    expect(answer.body).toMatchObject({
      state: 'verified',
      placement: 'internal',
      update_id: update.update_id,
    })
    const tag = (answer.body as Post).tag ?? ''
    expect(box.notesWith(tag)).toMatchObject([{ internal: true, discussion: false, memberId: 102 }])
    expect((await post(update)).body).toMatchObject({ id: (answer.body as Post).id })
    expect(box.notesWith(tag)).toHaveLength(1)
  })

  test.each(['ticket_notes', 'client_update'] as const)(
    'a preview of %s of a ticket read half a minute ago has it read again beside it',
    async (audience) => {
      const update = await made(audience)
      const asked = () => world.simulator.requests({ path: `/service/tickets/${ticket}/allNotes` }).length
      await world.background.settled()
      await world.db.admin`update ticket_snapshots set fetched_at = now() - interval '30 seconds'`
      const before = asked()
      await preview(update)
      await world.background.settled()
      expect(asked()).toBe(before + 1)
      await preview(update)
      await world.background.settled()
      expect(asked()).toBe(before + 1)
    },
  )

  test('a client update stands in the discussion, and the preview names its readers and mails', async () => {
    const update = await made('client_update')
    const seen = await preview(update)
    expect(seen).toMatchObject({ visibility: 'client_visible', readers: 'Contoso Dental can read this.' })
    expect(seen.read_by).toMatchObject({ who: 'client', client_name: 'Contoso Dental' })
    await world.db.admin`
      update ticket_snapshots set context = jsonb_set(context, '{ticket,emails}',
        '{"contact": "ann@contoso.example", "cc": ["it@contoso.example"], "resources": false}')`
    expect(await preview(update)).toMatchObject({
      emails: ['ann@contoso.example', 'it@contoso.example'],
      read_by: {
        mailed: [
          { as: 'contact', name: 'ann@contoso.example' },
          { as: 'copy', name: 'it@contoso.example' },
        ],
      },
    })
    const { id, tag } = (await post(update)).body as Post
    await box.until(id, 'verified')
    expect(box.notesWith(tag)).toMatchObject([{ internal: false, discussion: true }])
  })

  test('an e-mail is posted only where it is said for whom', async () => {
    const update = await made('email_draft')
    expect(await post(update)).toMatchObject({
      status: 422,
      body: { code: 'invalid', fields: { visibility: expect.any(String) } },
    })
    const { id, tag } = (await post(update, { visibility: 'internal' })).body as Post
    await box.until(id, 'verified')
    expect(box.notesWith(tag)).toMatchObject([{ internal: true, discussion: false }])
  })

  test("a person's wording is posted, without the secrets in it", async () => {
    const update = await made('ticket_notes')
    const content = 'Changed the mailbox. password: Summer2026! and it works'
    expect((await api.as('cleo')('PATCH', at(update, ''), { content })).body).toMatchObject({ content })
    const { tag } = (await post(update)).body as Post
    const [note] = box.notesWith(tag)
    expect(note?.text).toContain('Changed the mailbox.')
    expect(note?.text).not.toContain('Summer2026')
  })

  test('a text that was cut short is posted after an edit', async () => {
    const update = await made('ticket_notes')
    await world.db.admin`update session_updates set state = 'partial' where id = ${update.update_id}`
    expect((await post(update)).status).toBe(422)
    await api.as('ben')('PATCH', at(update, ''), { content: 'Whole now, by hand' })
    expect((await post(update)).status).toBe(202)
  })

  test('a client who writes meanwhile makes it stale', async () => {
    const update = await made('ticket_notes')
    await world.db
      .admin`update session_updates set ticket_updated_at = '2020-01-01' where id = ${update.update_id}`
    expect((await preview(update)).stale).toMatchObject({
      what: expect.stringContaining('wrote in the ticket'),
      news: [{ kind: 'note', who: expect.any(String), at: expect.any(String) }],
    })
  })

  test('the preview tells who brought these very words to the same readers within a day', async () => {
    const update = await made('client_update')
    const content = 'Ann, your mail works again since ten o’clock.'
    const reword = async (of: Update) => api.as('ben')('PATCH', at(of, ''), { content })
    await reword(update)
    expect((await preview(update)).said_before).toBeNull()
    const first = (await post(update)).body as Post
    await box.until(first.id, 'verified')

    await world.db.admin`delete from limit_counts`
    await world.db.admin`update session_updates set generated_at = generated_at - interval '1 minute'`
    const again = await made('client_update')
    await reword(again)
    const { psa_id, posted_at } = await box.until(first.id, 'verified')
    expect((await preview(again)).said_before).toEqual({ at: posted_at, psa_id, by: 'Ben Okafor' })
    expect((await preview(again, '?visibility=internal')).said_before).toBeNull()
    for (const gone of ['cancelled', 'rejected']) {
      await world.db.admin`update posts set state = ${gone} where id = ${first.id}`
      expect((await preview(again)).said_before).toBeNull()
    }
    await world.db.admin`
      update posts set state = 'verified', created_at = created_at - interval '25 hours' where id = ${first.id}`
    expect((await preview(again)).said_before).toBeNull()
  })

  test('with the PSA away the preview says what is unknown, and the post waits in the outbox', async () => {
    const update = await made('client_update')
    await world.db.admin`update ticket_snapshots set fetched_at = now() - interval '1 hour'`
    world.simulator.addFault({ kind: 'unreachable' })
    const seen = await preview(update)
    expect(seen.readers).toContain('unknown who gets an e-mail')
    expect(seen.read_by).toMatchObject({ who: 'client', mailed: null })
    const { id } = (await post(update)).body as Post
    expect(await box.until(id, 'ready')).toMatchObject({ attempt: 0 })
    expect((await api.as('ben')('POST', `/posts/${id}/cancel`)).body).toMatchObject({ state: 'cancelled' })
  })

  test('written for one client it is not posted to another', async () => {
    const update = await made('client_update')
    await world.db.admin`update session_updates set ticket_company_id = '1' where id = ${update.update_id}`
    const { obstacle, leaks } = await preview(update)
    expect(obstacle).toEqual({ code: 'ticket_moved', company: 'Contoso Dental' })
    // the same words went to colleagues above
    expect(leaks.map(({ kind }) => kind)).toEqual(['internal'])
    const { id, tag } = (await post(update, { accepted_leaks: leaks.map((leak) => leak.id) })).body as Post
    expect((await box.until(id, 'needs_human')).attempt).toBe(0)
    expect(box.notesWith(tag)).toEqual([])
  })
})

test('Vera reads and cannot write; for Zed none of it exists; a pod of another ticket is shut out', async () => {
  const update = await made('ticket_notes')
  const calls: [string, string, unknown?][] = [
    ['POST', `/ai-sessions/${caseId}/status-update`, { audience: 'ticket_notes', length: 'quick' }],
    ['PATCH', at(update, ''), { content: 'x' }],
    ['POST', at(update, '/copied')],
    ['POST', at(update, '/post'), { intent_key: randomUUID() }],
    ['GET', at(update, '/post-preview')],
  ]
  for (const [method, path, body] of calls) {
    expect((await api.as('vera')(method, path, body)).status).toBe(method === 'GET' ? 200 : 403)
    expect(await api.as('zed')(method, path, body)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    })
    expect((await api.as('cleo', { ticket: '48297' })(method, path, body)).status).toBe(403)
  }
})
