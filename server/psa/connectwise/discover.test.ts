import pino from 'pino'
import { afterEach, expect, test } from 'vitest'
import { createSimulator } from '../../../simulator/app.ts'
import type { FaultInput } from '../../../simulator/faults.ts'
import type { PsaFetch } from '../guard.ts'
import { createRegistry } from '../registry.ts'

const simulator = createSimulator()
afterEach(() => simulator.clearFaults())

function ask(fetch: PsaFetch, url = 'http://127.0.0.1:8788', company_id = 'acme') {
  const registry = createRegistry({
    config: { ALLOW_LOOPBACK_PSA: true },
    log: pino({ level: 'silent' }),
    fetch,
  })
  return registry.discover('connectwise', { url, company_id })
}
const answering = (status: number, body: string): PsaFetch => {
  return async () => new Response(body, { status })
}
const failing = (error: object): PsaFetch => {
  return async () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: error })
  }
}
const company = { CompanyName: 'Acme MSP', Codebase: 'v2026_4/', VersionCode: 'v2026.4' }

test('a site names the company and its version, without keys', async () => {
  expect(await ask(simulator.fetch)).toEqual({
    trouble: null,
    company_name: 'Acme MSP',
    version: 'v2026.4',
    elsewhere: null,
  })
  expect(simulator.requests().map(({ path }) => path)).toEqual(['/login/companyinfo/acme'])
})

test('a company that is not there is told from a site that is none', async () => {
  const na = 'https://na.myconnectwise.net'
  expect(await ask(simulator.fetch, undefined, 'acmee')).toMatchObject({ trouble: 'company_unknown' })
  expect(await ask(answering(404, ''), na)).toMatchObject({ trouble: 'company_unknown' })
  expect(await ask(answering(404, '{"code":"NotFound"}'))).toMatchObject({ trouble: 'company_unknown' })
  expect(await ask(answering(404, '<html></html>'))).toMatchObject({ trouble: 'not_understood' })
  expect(await ask(answering(403, '{}'))).toMatchObject({ trouble: 'not_understood' })
  expect(await ask(answering(200, ''))).toMatchObject({ trouble: 'not_understood' })
})

test.each<[FaultInput, string]>([
  [{ kind: 'unreachable' }, 'unreachable'],
  [{ kind: 'html' }, 'web_page'],
  [{ kind: 'nonsense' }, 'not_understood'],
  [{ kind: 'half_body' }, 'unreachable'],
  [{ kind: 'status', status: 302 }, 'redirected'],
  [{ kind: 'status', status: 429 }, 'busy'],
  [{ kind: 'html', status: 503 }, 'failing'],
])('%j is %s', async (fault, trouble) => {
  simulator.addFault(fault)
  expect(await ask(simulator.fetch)).toMatchObject({ trouble, company_name: null })
})

test.each([
  ['an address that is private', { code: 'ADDRESS_REFUSED' }, 'not_public'],
  ['a certificate of nobody', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'certificate'],
  ['a certificate that has run out', { code: 'CERT_HAS_EXPIRED' }, 'certificate'],
  ['no such name', { code: 'ENOTFOUND' }, 'unreachable'],
  ['no answer in time', { name: 'TimeoutError' }, 'slow'],
])('%s', async (_, error, trouble) => {
  expect(await ask(failing(error))).toMatchObject({ trouble })
})

test.each([
  ['api-eu.myconnectwise.net', 'https://eu.myconnectwise.net'],
  ['https://eu.myconnectwise.net/v2026_4/', 'https://eu.myconnectwise.net'],
  ['api-na.myconnectwise.net', null],
  ['cw.inside.example', null],
  [undefined, null],
])('a company of the cloud says where it is: %s', async (SiteUrl, elsewhere) => {
  const body = JSON.stringify({ ...company, SiteUrl, IsCloud: 'True' })
  expect(await ask(answering(200, body), 'https://na.myconnectwise.net')).toMatchObject({
    trouble: null,
    elsewhere,
  })
})
