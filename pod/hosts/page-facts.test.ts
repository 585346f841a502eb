// @vitest-environment happy-dom
import { expect, test } from 'vitest'
import { readPageFacts, readServedBuild } from './page-facts.ts'

const pageOf = (build: string) =>
  `<html><head><meta name="flowpilot-surface" content="pod"><meta name="flowpilot-pod-key" content="0123456789abcdef0123"><meta name="flowpilot-psa-origins" content="https://na.myconnectwise.net https://cw.acme.example"><meta name="flowpilot-build" content="${build}"></head></html>`
const parse = (html: string) => new DOMParser().parseFromString(html, 'text/html')

test('reads what the server wrote into the head', () => {
  expect(readPageFacts(parse(pageOf('b1')))).toEqual({
    surface: 'pod',
    pod_key: '0123456789abcdef0123',
    psa_origins: ['https://na.myconnectwise.net', 'https://cw.acme.example'],
    build: 'b1',
  })
})

test('a page without facts is the full page, framed by nobody', () => {
  expect(readPageFacts(parse('<html></html>'))).toEqual({
    surface: 'app',
    pod_key: '',
    psa_origins: [],
    build: '',
  })
})

test.each([
  ['a page', () => new Response(pageOf('b2')), 'b2'],
  ['an error', () => new Response('no', { status: 503 }), null],
  ['a page that is not ours', () => new Response('<html>captive portal</html>'), ''],
])('which build is served, by %s', async (_name, answer, build) => {
  const win = {
    location: { href: 'https://fp.example/pod/acme' },
    fetch: async () => answer(),
  } as unknown as Window
  expect(await readServedBuild(win)).toBe(build)
})
