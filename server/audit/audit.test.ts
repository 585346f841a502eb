import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inAccount } from '../db/tx.ts'
import { demoPassword } from '../demo-people.ts'
import { claimDomain } from '../sign-in/operator-acts.ts'
import { type People, type PersonName, people } from '../testing/people.ts'
import { requests } from '../testing/request.ts'
import { createTestWorld, type TestWorld } from '../testing/world.ts'
import { exportAudit } from './export-audit.ts'
import { csvCell } from './line-formats.ts'

let world: TestWorld
let who: People
let api: ReturnType<typeof requests>
const settings = { PASSWORD_TRIES: '1000', TRUSTED_PROXY_HOPS: '1' }
beforeAll(async () => {
  world = await createTestWorld({ settings })
  who = await people(world)
  api = requests(world, who)
  await claimDomain(world, 'acme', 'acme.example')
})
afterAll(() => world?.stop())
beforeEach(() => world.db.system`delete from limit_counts`)

type Line = {
  id: string
  at: string
  user_name: string | null
  action: string
  subject_id: string | null
  subject_name: string | null
  result: string
  detail: Record<string, unknown>
  address: string | null
  surface: string | null
  token_id: string | null
}
type Page = { items: Line[]; next_cursor: string | null; code?: string }
const read = async (query = '', name: PersonName = 'ada') =>
  (await api.as(name)('GET', `/audit${query}`)).body as Page
const newest = async (action: string) => {
  await world.background.settled()
  return (await read(`?action=${action}&limit=1`)).items[0]
}
const from = (address: string) => ({ 'x-forwarded-for': address })

describe('a line says whence an act came', () => {
  test('address, surface and the sign-in, the same for all that it did', async () => {
    const login = await api.signedOut(
      'POST',
      '/auth/login',
      { email: 'ada@acme.example', password: demoPassword },
      from('203.0.113.7'),
    )
    const begun = await newest('sign_in.password')
    expect(begun).toMatchObject({ address: '203.0.113.7', surface: 'app', result: 'ok' })
    expect(begun?.token_id).toBeTruthy()
    const { access_token } = login.body as { access_token: string }
    const headers = { ...from('203.0.113.8'), authorization: `Bearer ${access_token}` }
    await api.signedOut('PATCH', '/accounts/me/preferences', { language: 'de' }, headers)
    expect(await newest('account.preferences_changed')).toMatchObject({
      user_name: 'Ada Lindqvist',
      address: '203.0.113.8',
      surface: 'app',
      token_id: begun?.token_id,
    })
  })

  test('of a pod too', async () => {
    const { memberHash, memberContext } = world.simulator.openMemberSession('acme', 'ben')
    const claim = { pod_key: who.pod_keys.acme, company_id: 'acme', member_id: 'ben' }
    const body = { ...claim, member_hash: memberHash, member_context: memberContext }
    await api.signedOut('POST', '/auth/connectwise', body, from('198.51.100.4'))
    expect(await newest('sign_in.connectwise')).toMatchObject({ address: '198.51.100.4', surface: 'pod' })
  })

  test('and nothing of where jobs come from', async () => {
    await claimDomain(world, 'acme', 'acme.net')
    expect(await newest('sign_in.domain_proved')).toMatchObject({
      address: null,
      surface: null,
      token_id: null,
    })
  })
})

describe('what is written down', () => {
  test('an address of nobody, as a keyed hash: in the trail of its domain’s account', async () => {
    const email = 'mallory@acme.example'
    for (const password of ['one-guess', 'another-guess'])
      await api.signedOut('POST', '/auth/login', { email, password }, from('203.0.113.9'))
    const { items } = await read('?action=sign_in.unknown')
    expect(items).toHaveLength(2)
    expect(items[0]).toMatchObject({
      address: '203.0.113.9',
      result: 'refused',
      detail: { domain: 'acme.example' },
    })
    expect(items[0]?.subject_id).toBe(items[1]?.subject_id)
    const { items: signedIn } = await read('?action=sign_in.password')
    expect(signedIn.every(({ subject_name }) => subject_name !== null)).toBe(true)
    await api.signedOut('POST', '/auth/login', { email: 'm@nowhere.example', password: 'a-guess' })
    const rows = await world.db.system<{ email_hash: string }[]>`select email_hash from unknown_sign_ins`
    expect(rows).toHaveLength(1)
    const [dump] = await world.db.admin`
      select (select json_agg(a)::text from audit_log a) || (select json_agg(u)::text from unknown_sign_ins u) as text`
    for (const secret of ['mallory', 'm@nowhere', 'guess']) expect(dump?.text).not.toContain(secret)
  })

  test('every refusal of a right, and of many only the first sixty a minute', async () => {
    expect((await api.as('ben')('GET', '/audit')).status).toBe(403)
    expect(await newest('access.refused')).toMatchObject({
      user_name: 'Ben Okafor',
      subject_id: '/api/v1/audit',
      detail: { code: 'not_allowed', method: 'GET' },
    })
    for (let n = 0; n < 65; n++) await api.as('vera')('GET', '/audit')
    await world.background.settled()
    expect((await read(`?action=access.refused&who=${who.of.vera.id}&limit=200`)).items).toHaveLength(60)
    expect((await read('?action=access.refused_often')).items).toHaveLength(1)
  })

  test('the rewording of an update, by its length', async () => {
    const ben = api.as('ben')
    const made = await ben('POST', '/ai-sessions', { intake_type: 'psa_ticket', psa_ticket_id: '48291' })
    const session = `/ai-sessions/${(made.body as { id: string }).id}`
    for (const content of ['', 'since this morning', 'only from outside'])
      await ben('POST', `${session}/messages`, { content })
    const made2 = await ben('POST', `${session}/status-update`, { audience: 'ticket_notes', length: 'quick' })
    const { update_id } = made2.body as { update_id: string }
    await ben('PATCH', `${session}/updates/${update_id}`, { content: 'The unmistakable words of Ben.' })
    const line = await newest('update.reworded')
    expect(line).toMatchObject({ subject_id: update_id, detail: { characters: { after: 30 } } })
    expect(JSON.stringify(line)).not.toContain('unmistakable')
  })

  test('the use of the PSA’s keys, once an hour for each person', async () => {
    for (let n = 0; n < 3; n++) await api.as('cleo')('GET', '/psa/boards')
    await world.background.settled()
    const { items } = await read(`?action=connection.keys_used&who=${who.of.cleo.id}`)
    expect(items).toHaveLength(1)
    expect(items[0]?.subject_id).toBe(who.connection_id)
  })

  test('stays as it was written: the app can neither change nor delete a line', async () => {
    const inAcme = (work: Parameters<typeof inAccount>[2]) => inAccount(world.db, who.accounts.acme, work)
    await expect(inAcme((sql) => sql`update audit_log set action = 'x'`)).rejects.toMatchObject({
      code: '42501',
    })
    await expect(inAcme((sql) => sql`delete from audit_log`)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('reading', () => {
  test('is for admins, of their own account, not from a pod', async () => {
    for (const name of ['ben', 'vera'] as const)
      for (const path of ['/audit', '/audit/export'])
        expect((await api.as(name)('GET', path)).status).toBe(403)
    expect((await api.as('ada', { ticket: '48291' })('GET', '/audit')).status).toBe(403)
    await api.as('zed')('PATCH', '/accounts/me/preferences', { language: 'fr' })
    const theirs = await read('', 'zed')
    expect(theirs.items.map(({ user_name }) => user_name)).toEqual(['Zed Novak'])
  })

  test('goes page by page over every line once, newest first', async () => {
    const whole = (await read('?limit=200')).items
    expect(whole.length).toBeGreaterThan(20)
    const paged: Line[] = []
    for (let cursor: string | null = '', turns = 0; cursor !== null && turns < 50; turns++) {
      const page: Page = await read(`?limit=7${cursor && `&cursor=${cursor}`}`)
      paged.push(...page.items)
      cursor = page.next_cursor
    }
    // reading writes nothing, so nothing moved meanwhile
    expect(paged.map(({ id }) => id)).toEqual(whole.map(({ id }) => id))
    const times = whole.map(({ at }) => at)
    expect(times).toEqual(times.toSorted().reverse())
  })

  test('by who, action and time', async () => {
    const bens = (await read(`?who=${who.of.ben.id}`)).items
    expect(new Set(bens.map(({ user_name }) => user_name))).toEqual(new Set(['Ben Okafor']))
    const signIns = (await read('?action=sign_in&limit=200')).items
    expect(signIns.length).toBeGreaterThan(2)
    expect(signIns.filter(({ action }) => !action.startsWith('sign_in.'))).toEqual([])
    const middle = signIns[1]?.at ?? ''
    const before = await read(`?action=sign_in&to=${encodeURIComponent(middle)}`)
    const since = await read(`?action=sign_in&from=${encodeURIComponent(middle)}`)
    expect(before.items.length + since.items.length).toBe(signIns.length)
    expect(since.items.every(({ at }) => at >= middle)).toBe(true)
    expect((await read('?from=yesterday')).code).toBe('malformed')
    expect((await read("?action=sign_in'--")).code).toBe('malformed')
    expect((await read('?cursor=17')).code).toBe('malformed')
  })
})

test.each([
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '2026-02-31T00:00:00Z',
])('%s is no time of the trail, and that is said', async (time) => {
  for (const path of ['/audit', '/audit/export'])
    for (const name of ['from', 'to']) {
      const { status, body } = await api.as('ada')('GET', `${path}?${name}=${encodeURIComponent(time)}`)
      expect(status).toBe(400)
      expect(body).toMatchObject({ code: 'malformed', fields: { [name]: expect.stringContaining('year') } })
    }
})

test('a time of any zone is one', async () => {
  for (const time of [
    '0001-01-01T00:00:00Z',
    '2026-02-28T23:59:59.123456+15:59',
    '2026-02-28T12:00:00-23:00',
  ])
    expect((await api.as('ada')('GET', `/audit?from=${encodeURIComponent(time)}`)).status).toBe(200)
})

describe('taking it out', () => {
  test('as CSV that a spreadsheet reads as UTF-8', async () => {
    const stream = await exportAudit(who.ctxFor('ada'), {}, 'csv')
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
    expect([...bytes.slice(0, 5)]).toEqual([0xef, 0xbb, 0xbf, ...new TextEncoder().encode('"a')])
    const lines = await exportAudit(who.ctxFor('ada'), {}, 'jsonl')
    expect(new Uint8Array(await new Response(lines).arrayBuffer())[0]).toBe(0x7b)
  })

  test('as CSV, in which nothing is a formula', async () => {
    await inAccount(
      world.db,
      who.accounts.acme,
      (sql) =>
        sql`update users set name = '=HYPERLINK("https://evil.example","Ben")' where id = ${who.of.ben.id}`,
    )
    const { text, headers } = await api.as('ada')('GET', `/audit/export?who=${who.of.ben.id}`)
    expect(headers.get('content-type')).toContain('text/csv')
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename="flowpilot-audit-[\d-]+\.csv"$/)
    const [head, ...lines] = text.trimEnd().split('\r\n')
    expect(head).toMatch(/^"at","user_name"/)
    expect(lines.length).toBeGreaterThan(2)
    for (const line of lines) expect(line).toContain(`"'=HYPERLINK(""https://evil.example"",""Ben"")"`)
    await inAccount(
      world.db,
      who.accounts.acme,
      (sql) => sql`update users set name = 'Ben Okafor' where id = ${who.of.ben.id}`,
    )
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('%j is text in a spreadsheet', (value) => {
    expect(csvCell(value)).toBe(`"'${value}"`)
  })

  test('other cells are as they were; quotes are doubled', () => {
    expect([csvCell('say "no"'), csvCell(null), csvCell({ a: 1 }), csvCell('a=b')]).toEqual([
      '"say ""no"""',
      '""',
      '"{""a"":1}"',
      '"a=b"',
    ])
  })

  test('as JSON lines, the whole trail, with the export itself as its newest line', async () => {
    const { text, headers } = await api.as('ada')('GET', '/audit/export?format=jsonl')
    expect(headers.get('content-type')).toContain('application/x-ndjson')
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
    const [{ count } = { count: 0 }] = await inAccount(
      world.db,
      who.accounts.acme,
      (sql) => sql<{ count: number }[]>`select count(*)::int as count from audit_log`,
    )
    expect(lines).toHaveLength(count)
    expect(lines[0]).toMatchObject({
      action: 'audit.exported',
      user_name: 'Ada Lindqvist',
      detail: { format: 'jsonl' },
    })
  })

  test('in batches, and cut with a word at its limit', async () => {
    const ctx = who.ctxFor('ada')
    const whole = (await read('?limit=200')).items.length
    const stream = await exportAudit(ctx, {}, 'jsonl', { batch: 4, mostLines: 10 })
    const lines = (await new Response(stream).text()).trimEnd().split('\n')
    expect(whole).toBeGreaterThan(10)
    expect(lines).toHaveLength(11)
    expect(JSON.parse(lines[10] ?? '')).toMatchObject({ cut: true })
    const all = await exportAudit(ctx, {}, 'jsonl', { batch: 4, mostLines: 10_000 })
    const ids = (await new Response(all).text())
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Line).id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(whole)
  })

  test('not over and over', async () => {
    for (let n = 0; n < 20; n++) expect((await api.as('ada')('GET', '/audit/export')).status).toBe(200)
    expect((await api.as('ada')('GET', '/audit/export')).status).toBe(429)
  })
})
