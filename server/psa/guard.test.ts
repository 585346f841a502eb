import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '../../shared/problems.ts'
import { createLookup } from '../lookup.ts'
import { isPublicAddress } from './addresses.ts'
import { connectWise } from './connectwise/vendor.ts'
import { checkSiteUrl, createGuardedFetch, publicLookup } from './guard.ts'

const outcome = (url: string, options: { confirmed?: boolean; allowLoopback?: boolean } = {}) => {
  try {
    return checkSiteUrl(url, { confirmed: false, allowLoopback: false, vendor: connectWise, ...options })
  } catch (error) {
    return error instanceof Problem ? error.code : error
  }
}

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.255.255',
    '172.32.0.1',
    '192.167.255.255',
    '198.17.255.255',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.8',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.19.255.255',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '',
    'localhost',
    '1.2.3',
    '0177.0.0.1',
    '0x7f000001',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('sites', () => {
  test.each([
    ['https://na.myconnectwise.net', 'https://na.myconnectwise.net'],
    ['https://na.myconnectwise.net/', 'https://na.myconnectwise.net'],
    [' https://EU.MyConnectWise.net/v4_6_release/ ', 'https://eu.myconnectwise.net'],
    ['https://api-au.myconnectwise.net', 'https://au.myconnectwise.net'],
    ['https://na.myconnectwise.net:443', 'https://na.myconnectwise.net'],
    ['https://staging.connectwisedev.com', 'https://staging.connectwisedev.com'],
    [
      'https://na.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US#XQAACAA',
      'https://na.myconnectwise.net',
    ],
    ['na.myconnectwise.net', 'https://na.myconnectwise.net'],
    ['EU.myconnectwise.net/v4_6_release/ConnectWise.aspx?locale=en_US', 'https://eu.myconnectwise.net'],
    ['api-na.myconnectwise.net', 'https://na.myconnectwise.net'],
    ['staging.connectwisedev.com/', 'https://staging.connectwisedev.com'],
  ])('%s is the cloud', (url, site) => {
    expect(outcome(url)).toBe(site)
  })

  test.each([
    'http://na.myconnectwise.net',
    'https://na.myconnectwise.net.evil.example',
    'https://evil-na.myconnectwise.net',
    'https://xna.myconnectwise.net',
    'https://myconnectwise.net',
    'https://na.myconnectwise.net.',
    'https://cw.acme.example',
    'https://na.myconnectwise.net:8443',
    'https://na.myconnectwise.net@evil.example',
    'na.myconnectwise.net@evil.example',
    'na.myconnectwise.net:8443',
    'na.myconnectwise.net.evil.example',
    'https://evil.example/?na.myconnectwise.net',
    'https://8.8.8.8',
  ])('%s is not, without a word of an admin', (url) => {
    expect(outcome(url)).toBe('site_not_allowed')
  })

  test.each([
    ['https://cw.acme.example', 'https://cw.acme.example'],
    ['https://cw.acme.example:8443/x', 'https://cw.acme.example:8443'],
    ['https://8.8.8.8', 'https://8.8.8.8'],
  ])('%s is taken when an admin confirms it', (url, site) => {
    expect(outcome(url, { confirmed: true })).toBe(site)
  })

  test.each([
    'http://cw.acme.example',
    'https://user:pass@cw.acme.example',
    'https://cw.acme.example/?a=b',
    'https://cw.acme.example/#x',
    'https://localhost',
    'https://x.localhost',
    'https://cw',
    'https://cw.local',
    'https://metadata.google.internal',
    'https://cw.acme.example.',
    'https://127.0.0.1',
    'https://10.0.0.5',
    'https://192.168.1.10',
    'https://169.254.169.254',
    'https://100.64.1.1',
    'https://[::1]',
    'https://[fd00::1]',
    'https://[fe80::1]',
    'https://[::ffff:10.0.0.1]',
    'https://[64:ff9b::a00:1]',
    'https://2130706433',
    'https://0x7f.1',
    'https://0177.0.0.1',
    'https://127.1',
    'https://134744072',
    'https://0x08080808',
    'https://010.8.8.8',
    'https://8.8.2056',
    'https://①②⑦.⓪.⓪.①',
    'ftp://cw.acme.example',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
    '',
  ])('%s never, even confirmed', (url) => {
    expect(outcome(url, { confirmed: true })).toBe('site_not_allowed')
  })

  test('the own machine is reached only where the settings allow it', () => {
    for (const url of ['http://127.0.0.1:8788', 'http://localhost:8788', 'http://[::1]:8788']) {
      expect(outcome(url, { confirmed: true })).toBe('site_not_allowed')
      expect(outcome(url, { allowLoopback: true })).toBe(url)
    }
    for (const url of [
      'http://2130706433:8788',
      'http://127.1:8788',
      'http://10.0.0.1',
      'http://cw.acme.example',
    ])
      expect(outcome(url, { allowLoopback: true, confirmed: true })).toBe('site_not_allowed')
  })
})

describe('the guarded fetch', () => {
  let port = 0
  let hits = 0
  const server = createServer((request, response) => {
    hits += 1
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest' })
    response.end('{}')
  })
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  const fails = async (url: string, allowLoopback: boolean) =>
    createGuardedFetch({ allowLoopback })(url, { method: 'GET' }).then(
      (response) => response.status,
      (error: { not_connected?: unknown; cause?: { not_connected?: unknown } }) =>
        error.not_connected ?? error.cause?.not_connected,
    )

  test('no byte goes to a literal address that is not public', async () => {
    for (const host of ['127.0.0.1', '2130706433', 'localhost', '[::1]', '[::ffff:127.0.0.1]'])
      for (const scheme of ['http', 'https'])
        expect(await fails(`${scheme}://${host}:${port}/`, false)).toBe(true)
    expect(await fails('http://169.254.169.254/', true)).toBe(true)
    expect(hits).toBe(0)
  })

  test('a redirect is handed back, not followed', async () => {
    expect(await fails(`http://127.0.0.1:${port}/away`, true)).toBe(302)
  })

  test('where nobody listens, it is proved that nothing was sent', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const { port: free } = closed.address() as AddressInfo
    await new Promise((resolve) => closed.close(resolve))
    expect(await fails(`http://127.0.0.1:${free}/`, true)).toBe(true)
  })

  test('a name that leads to the own machine is refused when it is resolved', async () => {
    const refused = await new Promise((resolve) =>
      publicLookup(createLookup())('localhost', { all: true }, (error) => resolve(error)),
    )
    expect(refused).toMatchObject({ code: 'ADDRESS_REFUSED' })
  })
})
