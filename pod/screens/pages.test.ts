import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRouter } from '../router.ts'
import { pages } from './pages.tsx'

const session_id = '0190b0c8-1111-7000-8000-000000000001'
const { pathOf, routeOf } = createRouter(pages)

test.each(pages.map((page) => [page.name, page] as const))('%s: its address leads back to it', (_, page) => {
  const of = Object.entries({ session_id, flow_key: 'vpn' }).filter(([key]) => page.path.includes(`:${key}`))
  const route = { screen: page.name, ...Object.fromEntries(of) }
  expect(routeOf(pathOf(route))).toEqual(route)
  expect(routeOf(`${pathOf(route)}/`)).toEqual(route)
  expect(routeOf(`${pathOf(route)}?sent=mail#end`)).toEqual(route)
  expect(routeOf(`${pathOf(route)}/more/yet`)).toEqual({ screen: 'unknown' })
})

test('no two pages have one name, one address or one title', () => {
  for (const each of ['name', 'path', 'title'] as const)
    expect(new Set(pages.map((page) => page[each])).size).toBe(pages.length)
})

test('what a link names has its sign, and every page is shown somewhere', () => {
  for (const { nav, icon, on } of pages) {
    expect(on).not.toEqual([])
    if (nav) expect(icon).toBeDefined()
  }
})

test('what a page is asked for stays in its address; what it does not know does not', () => {
  const route = { screen: 'posts', query: { state: 'under_way' } }
  expect(pathOf(route)).toBe('/app/posts?state=under_way')
  expect(routeOf(pathOf(route))).toEqual(route)
  expect(routeOf('/app/posts?state=lost&__proto__=1&toString=2')).toEqual({ screen: 'posts' })
  expect(pathOf({ screen: 'posts', query: { state: undefined } })).toBe('/app/posts')
})

test.each([
  ['/app', { screen: 'new' }],
  ['/app/', { screen: 'new' }],
  ['/app?from=mail', { screen: 'new' }],
  ['/app/posts/48291', { screen: 'unknown' }],
  [`/app/cases/${session_id}?pickup=true`, { screen: 'case', session_id }],
  ['/app/flows/vpn', { screen: 'flow', flow_key: 'vpn' }],
  [
    `/app/flows/vpn?case=${session_id}&as=text`,
    { screen: 'flow', flow_key: 'vpn', query: { case: session_id } },
  ],
  ['/app/flows/%2e%2e', { screen: 'unknown' }],
  ['/app/cases', { screen: 'unknown' }],
  ['/app/cases/48291', { screen: 'unknown' }],
  ['/pod/acme', { screen: 'unknown' }],
  ['', { screen: 'unknown' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route)
})

test('every page that is gone to by its name stands in the table', () => {
  const files = readdirSync('pod', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!test)\.tsx?$/.test(name),
  )
  const named = files.flatMap((name) =>
    [...readFileSync(join('pod', name), 'utf8').matchAll(/\{ screen: '(\w+)'/g)].map(([, screen]) => screen),
  )
  expect(named.length).toBeGreaterThan(5)
  const known = new Set(['unknown', ...pages.map(({ name }) => name)])
  expect(named.filter((screen) => !known.has(screen ?? ''))).toEqual([])
})
