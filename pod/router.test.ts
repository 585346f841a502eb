import { expect, test } from 'vitest'
import { pathOf, routeOf } from './router.ts'

const id = '0190b0c8-1111-7000-8000-000000000001'

test.each([
  ['/app', { screen: 'new' }],
  ['/app/', { screen: 'new' }],
  ['/app?from=mail', { screen: 'new' }],
  ['/app/settings', { screen: 'settings' }],
  ['/app/posts', { screen: 'posts' }],
  ['/app/audit', { screen: 'audit' }],
  ['/app/posts/48291', { screen: 'unknown' }],
  [`/app/cases/${id}`, { screen: 'case', session_id: id }],
  [`/app/cases/${id}?pickup=true`, { screen: 'case', session_id: id }],
  ['/app/cases', { screen: 'unknown' }],
  ['/app/cases/48291', { screen: 'unknown' }],
  [`/app/cases/${id}/more`, { screen: 'unknown' }],
  ['/app/settings/more', { screen: 'unknown' }],
  ['/pod/acme', { screen: 'unknown' }],
])('%s', (path, route) => {
  expect(routeOf(path)).toEqual(route)
})

test('a route leads to a path that leads back', () => {
  for (const route of [
    { screen: 'new' },
    { screen: 'settings' },
    { screen: 'posts' },
    { screen: 'audit' },
    { screen: 'case', session_id: id },
  ] as const)
    expect(routeOf(pathOf(route))).toEqual(route)
})
