import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FlowDetail, FlowSummary } from '../../shared/contracts/flows.ts'
import { tx } from '../ctx.ts'
import { emptyAccounts } from '../testing/empty-accounts.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { flowId, installFlows } from './install.ts'
import { forgetLeading, leadingFlows } from './leading.ts'
import { shippedFlows } from './shipped.ts'

let world: TestWorld
let who: People
let as: ReturnType<typeof requests>['as']
let app: ReturnType<typeof requests>['app']
beforeAll(async () => {
  world = await createTestWorld()
})
beforeEach(async () => {
  await emptyAccounts(world.db.admin)
  world.flows.leading.clear()
  who = await people(world)
  const made = requests(world, who)
  as = made.as
  app = made.app
})
afterAll(() => world.stop())

/** A whole flow in few lines. */
const fileOf = (key: string, name = 'Fax does not send') => `
key: ${key}
name: ${name}
domain: Fax
category: Fax
client_problem: the fax problem
signs: { fax: 5 }
start: line
nodes:
  line:
    ask: Is there a dial tone?
    client: We are checking the telephone line.
    confidence: 20
    options:
      - { label: "Yes", means: Then the device., to: unexplained }
    otherwise: fixed
  fixed: { end: fixed, says: It sends again., client: Faxes go out again. }
  unexplained: { end: unexplained, says: Nothing found., client: We are looking further. }
`

type File = string | Uint8Array<ArrayBuffer>
async function sendFile(path: string, name: PersonName, body: File, type = 'application/yaml') {
  const headers = { authorization: `Bearer ${await who.tokenFor(name)}`, 'content-type': type }
  const response = await app.request(`/api/v1/flows/${path}`, { method: 'POST', headers, body })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}
const importAs = (name: PersonName, body: File, type?: string) => sendFile('import', name, body, type)
const previewAs = (name: PersonName, body: File) => sendFile('preview', name, body)
const leading = async (name: PersonName) => {
  const ctx = who.ctxFor(name)
  const flows = await tx(ctx, (sql) => leadingFlows(ctx, sql))
  return new Map(flows.map((flow) => [flow.key, flow.name]))
}
const change = (key: string, body: object) => as('ada')('PATCH', `/flows/${key}`, body)
const shippedKeys = shippedFlows().map(({ key }) => key)
const audited = async () =>
  (
    await world.db.admin<
      { action: string }[]
    >`select action from audit_log where action like 'flow.%' order by id`
  ).map(({ action }) => action)

describe('reading', () => {
  test('everybody of the account reads its flows; the signed-out does not', async () => {
    const { status, body } = await as('vera')('GET', '/flows')
    const { items } = body as { items: FlowSummary[] }
    expect(status).toBe(200)
    expect(items.map(({ key }) => key)).toEqual(shippedKeys)
    const email = shippedFlows().find(({ key }) => key === 'email-not-arriving')
    expect(items.find(({ key }) => key === email?.key)).toMatchObject({
      name: email?.name,
      domain: 'E-mail',
      version: 1,
      shipped: true,
      off: false,
      question_count: email?.nodes.filter(({ kind }) => kind === 'question').length,
    })
    const response = await as('vera')('GET', '/flows', undefined, { authorization: 'Bearer nobody' })
    expect(response.status).toBe(401)
  })

  test('the list opens the flows that it tells of, not every version', async () => {
    await importAs('ada', fileOf('fax'))
    const list = async () => {
      const began = performance.now()
      await as('ada')('GET', '/flows')
      return performance.now() - began
    }
    const least = async () => Math.min(await list(), await list(), await list(), await list(), await list())
    const before = await least()
    await world.db.admin`
      insert into flows (account_id, id, key, version, name, shipped, definition, hash)
      select account_id, gen_random_uuid(), 'fax', 1 + n, name, false, definition, hash || n
      from flows, generate_series(1, 199) n where key = 'vpn' and account_id = ${who.accounts.acme}`
    expect(await least()).toBeLessThan(5 * before)
  })

  test('the list tells how many open cases walk a flow, in whichever version', async () => {
    await importAs('ada', fileOf('fax'))
    const begin = async () => {
      const { body } = await as('ben')('POST', '/ai-sessions', {
        intake_type: 'free_text',
        intake_content: 'Fax is dead',
      })
      const { id } = body as { id: string }
      await as('ben')('POST', `/ai-sessions/${id}/messages`, { content: '' })
      return id
    }
    const counted = async () => {
      const { items } = (await as('vera')('GET', '/flows')).body as { items: FlowSummary[] }
      return items.find(({ key }) => key === 'fax')?.open_cases
    }
    const first = await begin()
    await importAs('ada', fileOf('fax', 'Fax, second try'))
    await begin()
    expect(await counted()).toBe(2)
    await world.db.admin`update ai_sessions set status = 'resolved' where id = ${first}`
    expect(await counted()).toBe(1)
  })

  test('an account has its own rows, entered once', async () => {
    const rows = async (name: PersonName) => {
      const ctx = who.ctxFor(name)
      await Promise.all([1, 2, 3, 4].map(() => tx(ctx, (sql) => installFlows(sql, ctx.account_id))))
      return tx(ctx, (sql) => sql<{ id: string; key: string }[]>`select id, key from flows order by key`)
    }
    const [acme, zed] = [await rows('ada'), await rows('zed')]
    expect(acme.map(({ key }) => key)).toEqual(shippedKeys)
    expect(zed.map(({ key }) => key)).toEqual(shippedKeys)
    const vpn = shippedFlows().find(({ key }) => key === 'vpn')
    if (!vpn) throw new Error('no vpn flow')
    const ctx = who.ctxFor('zed')
    expect(await tx(ctx, (sql) => flowId(sql, ctx.account_id, vpn))).toBe(
      zed.find(({ key }) => key === 'vpn')?.id,
    )
  })

  test('a flow is read with its versions', async () => {
    await importAs('ada', fileOf('fax'))
    await importAs('ada', fileOf('fax', 'Fax, second try'))
    const { status, body } = await as('ben')('GET', '/flows/fax')
    const detail = body as FlowDetail
    expect(status).toBe(200)
    expect(detail).toMatchObject({
      key: 'fax',
      name: 'Fax, second try',
      version: 2,
      shipped: false,
      off: false,
    })
    expect(detail).toMatchObject({
      by: { name: who.of.ada.name },
      category: 'Fax',
      matches: ['fax'],
      open_cases: 0,
    })
    expect(detail.flow.nodes).toHaveLength(3)
    const by = { user_id: who.of.ada.id, name: who.of.ada.name }
    expect(detail.versions.map(({ version, shipped, off, by }) => ({ version, shipped, off, by }))).toEqual([
      { version: 2, shipped: false, off: false, by },
      { version: 1, shipped: false, off: false, by },
    ])
    const vpn = (await as('ben')('GET', '/flows/vpn')).body as FlowDetail
    expect(vpn.versions).toMatchObject([{ version: 1, shipped: true, by: null }])
    expect((await as('ben')('GET', '/flows/nothing')).status).toBe(404)
    expect((await as('zed')('GET', '/flows/fax')).status).toBe(404)
  })
})

describe('import', () => {
  test('a new file is a new version, the same file again changes nothing', async () => {
    const first = await importAs('ada', fileOf('fax'))
    expect(first).toMatchObject({ status: 201, body: { key: 'fax', version: 1 } })
    const again = await importAs('ada', `# with a comment\n${fileOf('fax')}`)
    expect(again).toEqual({ status: 200, body: first.body })
    expect(await importAs('ada', fileOf('fax', 'Other'))).toMatchObject({ status: 201, body: { version: 2 } })
    expect(await audited()).toEqual(['flow.imported', 'flow.imported'])
    expect((await leading('ada')).get('fax')).toBe('Other')
    expect((await leading('zed')).has('fax')).toBe(false)
  })

  test('keeps the addresses that stand in it', async () => {
    await importAs(
      'ada',
      fileOf('fax').replace('Is there a dial tone?', 'See https://fax.example/help. Is there a tone?'),
    )
    const rows = await world.db.admin`select addresses from flows where key = 'fax'`
    expect(rows.map(({ addresses }) => addresses)).toEqual([['https://fax.example/help']])
  })

  test('many at once are as many versions', async () => {
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((at) => importAs('ada', fileOf('fax', `Fax ${at}`))),
    )
    expect(answers.map(({ body }) => body.version).toSorted()).toEqual([1, 2, 3, 4, 5])
    const same = await Promise.all([1, 2, 3].map(() => importAs('ada', fileOf('fax', 'Same'))))
    expect(same.map(({ status, body }) => [status, body.version]).toSorted()).toEqual([
      [200, 6],
      [200, 6],
      [201, 6],
    ])
  })

  test('an older file leads again when it is imported again', async () => {
    await importAs('ada', fileOf('fax'))
    await importAs('ada', fileOf('fax', 'Worse'))
    expect(await importAs('ada', fileOf('fax'))).toMatchObject({ status: 200, body: { version: 3 } })
    expect((await leading('ada')).get('fax')).toBe('Fax does not send')
  })

  test('an own flow stands before the shipped one of its key', async () => {
    await importAs('ada', fileOf('vpn'))
    expect((await leading('ada')).get('vpn')).toBe('Fax does not send')
    const { items } = (await as('ben')('GET', '/flows')).body as { items: FlowSummary[] }
    expect(items.filter(({ key }) => key === 'vpn')).toMatchObject([{ version: 2, shipped: false }])
  })

  test('every fault is told with its place', async () => {
    const wrong = fileOf('fax')
      .replace('otherwise: fixed', 'otherwise: nowhere')
      .replace('domain: Fax', 'domains: Fax')
    const { status, body } = await importAs('ada', wrong)
    expect([status, body.code]).toEqual([422, 'flow_invalid'])
    expect(body.errors).toEqual([
      { line: 1, column: 1, says: 'domain is missing.' },
      { line: 4, column: 1, says: 'domains is no key that stands here.' },
      { line: 16, column: 16, says: 'There is no node nowhere.' },
    ])
  })

  test('a secret in a file is told with its place, and the file is not taken', async () => {
    const wrong = fileOf('fax')
      .replace('ask: Is there a dial tone?', 'ask: Log in with password Sommer2026! and listen?')
      .replace('Then the device.', 'Then key ghp_1A2b3C4d5E6f7G8h9I0j1K2l3M4n5O6p7Q8r is needed.')
    const { status, body } = await importAs('ada', wrong)
    expect([status, body.code]).toEqual([422, 'flow_invalid'])
    expect(body.errors).toEqual([
      {
        line: 11,
        column: 10,
        says: 'A secret seems to stand in this text (password). Tell where it is kept instead.',
      },
      {
        line: 15,
        column: 32,
        says: 'A secret seems to stand in this text (token). Tell where it is kept instead.',
      },
    ])
    expect(JSON.stringify(body)).not.toMatch(/Sommer|ghp_/)
  })

  test('what is no flow file is refused', async () => {
    expect(await importAs('ada', fileOf('fax'), 'application/json')).toMatchObject({ status: 415 })
    expect(await importAs('ada', fileOf('fax'), 'application/yaml; charset=utf-8')).toMatchObject({
      status: 201,
    })
    expect(await importAs('ada', `${fileOf('fax')}# ${'x'.repeat(200_000)}`)).toMatchObject({ status: 413 })
    expect(await importAs('ada', new Uint8Array([0x6b, 0xff, 0xfe]))).toMatchObject({
      status: 422,
      body: { errors: [{ line: 1, column: 1, says: 'The file is no UTF-8 text.' }] },
    })
    expect(await importAs('ada', '')).toMatchObject({ status: 422, body: { code: 'flow_invalid' } })
  })

  test('only admins import and switch', async () => {
    expect((await importAs('ben', fileOf('fax'))).status).toBe(403)
    expect((await as('ben')('PATCH', '/flows/vpn', { off: true })).status).toBe(403)
  })

  test('all versions together are held to a size; what was there before still leads again', async () => {
    await importAs('ada', fileOf('fax'))
    await world.db.admin`
      with large as materialized (
        select jsonb_build_object('nodes', '[]'::jsonb, 'noise', string_agg(md5(at::text), '')) as definition
        from generate_series(1, 40000) at)
      insert into flows (account_id, id, key, version, name, shipped, definition, hash)
      select account_id, gen_random_uuid(), 'large', n, name, false, large.definition, hash || n
      from flows, large, generate_series(1, 50) n where key = 'fax' and account_id = ${who.accounts.acme}`
    expect(await importAs('ada', fileOf('fax', 'More'))).toMatchObject({
      status: 422,
      body: { code: 'too_many_flows', message: expect.stringContaining('50 MB') },
    })
    expect(await importAs('ada', fileOf('fax'))).toMatchObject({ status: 200 })
  })

  test('an account has a limited number of flows and versions', async () => {
    await importAs('ada', fileOf('fax'))
    const more = (key: string) => world.db.admin`
      insert into flows (account_id, id, key, version, name, shipped, definition, hash)
      select account_id, gen_random_uuid(), ${key} || n, 1, name, false, definition, hash
      from flows, generate_series(1, 100) n where key = 'fax' and account_id = ${who.accounts.acme}`
    await more('other-')
    expect(await importAs('ada', fileOf('fax', 'More'))).toMatchObject({
      status: 422,
      body: { code: 'too_many_flows' },
    })
    await world.db.admin`delete from flows where key like 'other-%'`
    await world.db.admin`
      insert into flows (account_id, id, key, version, name, shipped, definition, hash)
      select account_id, gen_random_uuid(), key, 1 + n, name, false, definition, hash || n
      from flows, generate_series(1, 199) n where key = 'fax' and account_id = ${who.accounts.acme}`
    expect(await importAs('ada', fileOf('fax', 'More'))).toMatchObject({
      status: 422,
      body: { code: 'too_many_flows' },
    })
    expect(await importAs('ada', fileOf('fax2'))).toMatchObject({ status: 201 })
  })

  test('flows that are off take room too', async () => {
    await importAs('ada', fileOf('fax'))
    await world.db.admin`
      insert into flows (account_id, id, key, version, name, shipped, definition, hash, off_at)
      select account_id, gen_random_uuid(), 'other-' || n, 1, name, false, definition, hash, now()
      from flows, generate_series(1, 299) n where key = 'fax' and account_id = ${who.accounts.acme}`
    const refused = await importAs('ada', fileOf('fax2'))
    expect(refused).toMatchObject({ status: 422, body: { code: 'too_many_flows' } })
    expect((refused.body as { message: string }).message).toContain('300 flows of its own')
    expect(await importAs('ada', fileOf('fax', 'Another word'))).toMatchObject({ status: 201 })
    expect(await importAs('ada', fileOf('other-7', 'Anew'))).toMatchObject({ status: 201 })
  })

  test('no door switches on more flows than may be on', async () => {
    await importAs('ada', fileOf('fax'))
    await change('fax', { off: true })
    await world.db.admin`
      insert into flows (account_id, id, key, version, name, shipped, definition, hash)
      select account_id, gen_random_uuid(), 'other-' || n, 1, name, false, definition, hash
      from flows, generate_series(1, 100) n where key = 'fax' and account_id = ${who.accounts.acme}`
    for (const answer of [await change('fax', { off: false }), await importAs('ada', fileOf('fax'))])
      expect(answer).toMatchObject({ status: 422, body: { code: 'too_many_flows' } })
  })
})

describe('preview', () => {
  test('a new flow, a new version, the same file and an earlier one are told apart; nothing is changed', async () => {
    expect(await previewAs('ada', fileOf('fax'))).toEqual({
      status: 200,
      body: {
        key: 'fax',
        name: 'Fax does not send',
        becomes: 'new',
        replaces: null,
        nodes: { added: ['line', 'fixed', 'unexplained'], changed: [], removed: [] },
        node_count: 3,
      },
    })
    expect((await leading('ada')).has('fax')).toBe(false)
    await importAs('ada', fileOf('fax'))
    expect((await previewAs('ada', fileOf('fax'))).body).toMatchObject({ becomes: 'same' })
    const reworded = fileOf('fax').replace('It sends again.', 'It sends anew.')
    expect((await previewAs('ada', reworded)).body).toMatchObject({
      becomes: 'new_version',
      replaces: { version: 1, shipped: false, off: false },
      nodes: { added: [], changed: ['fixed'], removed: [] },
    })
    await importAs('ada', reworded)
    expect((await previewAs('ada', fileOf('fax'))).body).toMatchObject({ becomes: 'again' })
    await change('fax', { off: true })
    expect((await previewAs('ada', reworded)).body).toMatchObject({ becomes: 'again' })
    expect((await previewAs('ada', fileOf('vpn'))).body).toMatchObject({
      becomes: 'new_version',
      replaces: { shipped: true },
    })
  })

  test('tells the faults that importing would tell, to admins alone', async () => {
    const wrong = fileOf('fax').replace('otherwise: fixed', 'otherwise: nowhere')
    expect((await previewAs('ada', wrong)).body.errors).toEqual((await importAs('ada', wrong)).body.errors)
    expect((await previewAs('ben', fileOf('fax'))).status).toBe(403)
    expect((await previewAs('ada', `${fileOf('fax')}# ${'x'.repeat(200_000)}`)).status).toBe(413)
  })

  test('a file of aliases that would grow is refused before it does', async () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
    for (const [at, name] of [...'bcdefghij'].entries())
      bomb.push(`${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[at]}`).join(', ')}]`)
    const { status, body } = await previewAs('ada', bomb.join('\n'))
    expect([status, body.code]).toEqual([422, 'flow_invalid'])
    expect((body.errors as unknown[]).length).toBeGreaterThan(0)
  })

  test('a label of 300 characters is a fault at its line', async () => {
    const { body } = await previewAs(
      'ada',
      fileOf('fax').replace('label: "Yes"', `label: "${'y'.repeat(300)}"`),
    )
    expect(body.errors).toEqual([{ line: 15, column: 18, says: 'label is longer than 40 characters.' }])
  })
})

describe('switching', () => {
  test('a flow that is off leads no new case', async () => {
    const off = await change('vpn', { off: true })
    expect(off).toMatchObject({ status: 200, body: { key: 'vpn', off: true } })
    expect((await leading('ada')).has('vpn')).toBe(false)
    expect((await leading('zed')).has('vpn')).toBe(true)
    await change('vpn', { off: true })
    expect(await change('vpn', { off: false })).toMatchObject({ body: { off: false } })
    expect((await leading('ada')).has('vpn')).toBe(true)
    expect(await audited()).toEqual(['flow.switched_off', 'flow.switched_on'])
  })

  test('without the own flow the shipped one leads again, and each can be meant', async () => {
    await importAs('ada', fileOf('vpn'))
    expect(await change('vpn', { off: true })).toMatchObject({ body: { shipped: true, off: false } })
    expect((await leading('ada')).get('vpn')).toBe('VPN not connecting or unstable')
    expect(await change('vpn', { off: true, shipped: true })).toMatchObject({
      body: { shipped: false, off: true },
    })
    expect((await leading('ada')).has('vpn')).toBe(false)
    await change('vpn', { off: false })
    expect((await leading('ada')).get('vpn')).toBe('Fax does not send')
  })

  test('importing a flow that is off switches it on', async () => {
    await importAs('ada', fileOf('fax'))
    await change('fax', { off: true })
    expect(await importAs('ada', fileOf('fax'))).toMatchObject({ status: 200, body: { version: 2 } })
    expect((await leading('ada')).has('fax')).toBe(true)
  })

  test('a new shipped version stays off', async () => {
    await change('vpn', { off: true })
    await world.db.admin`update flows set hash = 'of an earlier release' where key = 'vpn'`
    const ctx = who.ctxFor('ada')
    await tx(ctx, (sql) => installFlows(sql, ctx.account_id))
    world.flows.leading.clear()
    expect((await leading('ada')).has('vpn')).toBe(false)
    expect((await as('ada')('GET', '/flows/vpn')).body).toMatchObject({ version: 2, off: true })
  })

  test('one flow always leads', async () => {
    expect(await change('general', { off: true })).toMatchObject({
      status: 422,
      body: { code: 'flow_always_on' },
    })
    await importAs('ada', fileOf('general'))
    expect(await change('general', { off: true, shipped: true })).toMatchObject({ status: 422 })
    expect(await change('general', { off: true })).toMatchObject({ status: 200, body: { shipped: true } })
    expect((await leading('ada')).get('general')).toBe('Gather, narrow, verify')
  })

  test('what does not exist cannot be switched', async () => {
    expect((await change('fax', { off: true })).status).toBe(404)
    expect((await change('vpn', { off: true, shipped: false })).status).toBe(404)
  })
})

describe('what leads', () => {
  test('is read once, and again after a change', async () => {
    const ctx = who.ctxFor('ada')
    const { before, after } = await tx(ctx, async (sql) => {
      const one = await leadingFlows(ctx, sql)
      await sql`update flows set off_at = now()`
      return { before: one, after: await leadingFlows(ctx, sql) }
    })
    expect(after).toEqual(before)
    await importAs('ada', fileOf('fax'))
    expect((await leading('ada')).has('fax')).toBe(true)
  })

  test('a reading from before a change is not kept after it', async () => {
    const ctx = who.ctxFor('ada')
    await tx(ctx, async (sql) => {
      const reading = leadingFlows(ctx, sql)
      forgetLeading(ctx)
      await reading
    })
    expect(world.flows.leading.has(ctx.account_id)).toBe(false)
    await leading('ada')
    expect(world.flows.leading.has(ctx.account_id)).toBe(true)
  })
})
