import { describe, expect, test } from 'vitest'
import { createSimulator } from './app.ts'
import { demoClientId, demoKeys, notableTickets, otherKeys, readOnlyKeys } from './seed/constants.ts'
import { ask, keyHeaders, memberHeaders, where } from './testing.ts'

const simulator = createSimulator()
const { mail, executive, other } = notableTickets

describe('who is asking', () => {
  test('keys with a clientId are let in', async () => {
    const { status, headers } = await ask(simulator, '/system/info')
    expect(status).toBe(200)
    expect(headers.get('x-cw-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
  test.each([
    ['no clientId', { clientid: '' }, 403, 'Security'],
    ['a wrong private key', keyHeaders({ ...demoKeys, privateKey: 'wrong' }), 401, 'Unauthorized'],
    ['keys of another company', keyHeaders({ ...demoKeys, companyId: 'other' }), 401, 'Unauthorized'],
    ['an unknown company', keyHeaders({ ...demoKeys, companyId: 'nobody' }), 401, 'Unauthorized'],
  ])('%s is refused', async (_, headers, status, code) => {
    const answer = await ask(simulator, '/system/info', { headers })
    expect(answer.status).toBe(status)
    expect(answer.body.code).toBe(code)
  })
  test('the version asked for is the version answered', async () => {
    const headers = { accept: 'application/vnd.connectwise.com+json; version=2026.4' }
    const answer = await ask(simulator, '/system/info', { headers })
    expect(answer.headers.get('content-type')).toContain('version=2026.4')
  })
  test('another code base and other letter case reach the same place', async () => {
    const url = `http://127.0.0.1/v2026_4//APIs/3.0/Service/Tickets/${mail}`
    expect((await simulator.fetch(url, { headers: keyHeaders() })).status).toBe(200)
  })
  test('a read-only role cannot write', async () => {
    const path = `/service/tickets/${mail}/notes`
    const body = { text: 'No', internalAnalysisFlag: true }
    const answer = await ask(simulator, path, { method: 'POST', body, headers: keyHeaders(readOnlyKeys) })
    expect([answer.status, answer.body.code]).toEqual([403, 'Security'])
  })
})

describe('member cookies', () => {
  const asCookies = async (headers: Record<string, string>, path: string) => {
    const response = await simulator.fetch(`http://127.0.0.1/v4_6_release/apis/3.0${path}`, { headers })
    return { status: response.status, body: await response.json() }
  }
  test('name the member who owns the session', async () => {
    const answer = await asCookies(memberHeaders(simulator, 'acme', 'ben'), '/system/myMembers/info')
    expect(answer.body).toMatchObject({
      identifier: 'ben',
      defaultEmail: 'ben@acme.example',
      licenseClass: 'F',
    })
  })
  test('presented under another name still name the owner', async () => {
    const headers = memberHeaders(simulator, 'acme', 'ben')
    const forged = { ...headers, cookie: String(headers.cookie).replace('memberId=ben', 'memberId=ada') }
    expect((await asCookies(forged, '/system/myMembers/info')).body.identifier).toBe('ben')
  })
  test.each(['memberHash', 'memberContext', 'companyName', 'memberId'])(
    'without %s are refused',
    async (name) => {
      const headers = memberHeaders(simulator, 'acme', 'ben')
      const cookie = String(headers.cookie).replace(new RegExp(`${name}=[^;]+(; )?`), '')
      expect((await asCookies({ ...headers, cookie }, '/system/myMembers/info')).status).toBe(401)
    },
  )
  test('of one company do not open another', async () => {
    const headers = memberHeaders(simulator, 'acme', 'ben')
    const cookie = String(headers.cookie).replace('companyName=acme', 'companyName=other')
    expect((await asCookies({ ...headers, cookie }, '/system/myMembers/info')).status).toBe(401)
  })
  test('carry the rights of the member', async () => {
    const cleo = memberHeaders(simulator, 'acme', 'cleo')
    expect((await asCookies(cleo, `/service/tickets/${mail}`)).status).toBe(200)
    expect((await asCookies(cleo, `/service/tickets/${executive}`)).status).toBe(403)
    expect((await asCookies(cleo, `/service/tickets/${executive}/allNotes`)).status).toBe(403)
    const listed = await asCookies(cleo, `/service/tickets?pageSize=1000&${where('board/name="Executive"')}`)
    expect(listed.body).toEqual([])
    const ada = memberHeaders(simulator, 'acme', 'ada')
    expect((await asCookies(ada, `/service/tickets/${executive}`)).status).toBe(200)
  })
})

describe('two companies', () => {
  test('neither sees the other', async () => {
    const headers = keyHeaders(otherKeys)
    expect((await ask(simulator, `/service/tickets/${mail}`, { headers })).status).toBe(404)
    expect((await ask(simulator, `/service/tickets/${other}`)).status).toBe(404)
    const own = await ask(simulator, '/service/tickets?pageSize=1000', { headers })
    expect(own.body.map((ticket: { id: number }) => ticket.id)).toEqual([71190, 71204, 71207])
    const everything = await ask(simulator, '/service/tickets?pageSize=1000')
    expect(JSON.stringify(everything.body)).not.toContain('Litware')
  })
  test('discovery knows both and says null to a stranger', async () => {
    const info = async (company: string) =>
      (await simulator.fetch(`http://127.0.0.1:8788/login/companyinfo/${company}`)).json()
    expect(await info('acme')).toMatchObject({ CompanyID: 'acme', Codebase: 'v4_6_release/', IsCloud: false })
    expect(await info('other')).toMatchObject({ IsCloud: 'False' })
    expect(await info('stranger')).toBeNull()
  })
})

describe('lists', () => {
  test('page by 25, at most by 1000, with links that name another host', async () => {
    const first = await ask(simulator, '/service/tickets')
    expect(first.body).toHaveLength(25)
    const link = String(first.headers.get('link'))
    expect(link).toContain('rel="next"')
    expect(link).not.toContain('rel="prev"')
    expect(link).not.toContain('127.0.0.1')
    const second = await ask(simulator, '/service/tickets?page=2')
    expect(second.body.length).toBeGreaterThan(0)
    expect(second.headers.get('link')).not.toContain('rel="next"')
    expect((await ask(simulator, '/service/tickets?page=9')).body).toEqual([])
    const notes = await ask(simulator, `/service/tickets/${notableTickets.manyNotes}/notes?pageSize=5000`)
    expect(notes.body).toHaveLength(300)
  })
  test('keep conditions in their links', async () => {
    const answer = await ask(simulator, `/service/tickets?pageSize=1&${where('closedFlag=False')}`)
    expect(answer.headers.get('link')).toContain('closedFlag')
  })
  test('page forward only by id', async () => {
    const headers = { 'pagination-type': 'forward-only' }
    const first = await ask(simulator, '/service/tickets?pageSize=20', { headers })
    const last = first.body.at(-1).id
    expect(first.headers.get('link')).toContain(`pageId=${last}`)
    const second = await ask(simulator, `/service/tickets?pageSize=20&pageId=${last}`, { headers })
    expect(second.body[0].id).toBeGreaterThan(last)
    expect((await ask(simulator, '/service/tickets?orderBy=id', { headers })).status).toBe(400)
  })
  test('order, project and count', async () => {
    const path = `/service/tickets?orderBy=id%20desc&pageSize=2&fields=id,status/name,_info/lastUpdated`
    const { body } = await ask(simulator, path)
    expect(body[0].id).toBeGreaterThan(body[1].id)
    expect(Object.keys(body[0])).toEqual(['id', 'status', '_info'])
    expect(body[0].status).toEqual({ name: 'New' })
    const count = await ask(simulator, `/service/tickets/count?${where('closedFlag=True')}`)
    expect(count.body).toEqual({ count: 2 })
  })
  test.each([
    [`/service/tickets?${where('bogus=1')}`, 'bogus is not a recognized name.'],
    [
      `/service/tickets/${mail}/notes?${where('noteType="TicketNote"')}`,
      'noteType is not a recognized name.',
    ],
    ['/service/tickets?fields=id,bogus', 'bogus is not a recognized name.'],
    ['/service/tickets?orderBy=bogus', 'bogus is not a recognized name.'],
  ])('refuse a name they do not know: %s', async (path, message) => {
    const { status, body } = await ask(simulator, path)
    expect(status).toBe(400)
    expect(body).toEqual({ code: 'ApiFindCondition', message, errors: null })
  })
  test('find contacts by address through their children', async () => {
    const filter = encodeURIComponent(
      'communicationItems/value="ann@contoso-dental.example" AND communicationItems/communicationType="Email"',
    )
    const { body } = await ask(simulator, `/company/contacts?childConditions=${filter}`)
    expect(body.map((contact: { lastName: string }) => contact.lastName)).toEqual(['Reyes'])
  })
  test('find members by address and tickets by configuration', async () => {
    const members = await ask(simulator, `/system/members?${where('primaryEmail="cleo@acme.example"')}`)
    expect(members.body.map((member: { identifier: string }) => member.identifier)).toEqual(['cleo'])
    const links = await ask(simulator, `/service/tickets/${mail}/configurations`)
    const tickets = await ask(simulator, `/service/tickets?${where(`configuration/id=${links.body[0].id}`)}`)
    expect(tickets.body.map((ticket: { id: number }) => ticket.id)).toContain(mail)
  })
})

test('a malformed address gets the web server’s page', async () => {
  const { status, body } = await ask(simulator, '/service/tickets?conditions=%zz')
  expect(status).toBe(400)
  expect(body).toContain('<HTML>')
})

test('absent properties are left out, and clientId is only a GUID', async () => {
  const { body } = await ask(simulator, `/service/tickets/${notableTickets.bare}`)
  expect(Object.values(body)).not.toContain(null)
  expect(body).not.toHaveProperty('company')
  expect(demoClientId).toMatch(/^[0-9a-f-]{36}$/)
})
