// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { act as settle } from 'preact/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Me } from '../../shared/contracts/accounts.ts'
import { act, useActs } from '../acts/acts.ts'
import { placeOf, rememberCase } from '../frame/last-case.ts'
import type { Host } from '../host.ts'
import { createPod, type Pod, PodContext } from '../pod.ts'
import { pages } from '../screens/pages.tsx'
import { Palette } from './Palette.tsx'

const root = document.body.appendChild(document.createElement('div'))
let pod: Pod
let done: string[] = []
let isOpen = true
const asked: URL[] = []
const old = { id: '01972f64-0000-7000-8000-000000000001', psa_ticket_id: '48291', title: 'Mail stopped' }
const own = { id: '01972f64-0000-7000-8000-000000000002', psa_ticket_id: '48291', title: 'Mail again' }

/** A place that shows us, and whoever is signed in there; nobody yet without a role. */
async function placed(kind: Host['kind'], role?: Me['role']): Promise<Pod> {
  const host = {
    kind,
    base_url: 'http://fp',
    ticket: signal(kind === 'pod' ? '48291' : null),
    trouble: signal(null),
    path: signal('/app'),
    accessToken: async () => 'token',
    renew: async () => 'token',
    lastToken: () => null,
    recall: () => null,
    remember: () => {},
    goTo: (path: string) => done.push(path),
    ...(kind === 'page' ? {} : { openPage: (path: string) => done.push(`a tab with ${path}`) }),
  } as unknown as Host
  vi.stubGlobal('fetch', async (input: string) => {
    const url = new URL(input)
    if (url.pathname.endsWith('/me')) return Response.json({ user: { id: 'ben' }, role })
    asked.push(url)
    const items = [
      { ...old, status: 'resolved' },
      { ...own, status: 'active' },
    ]
    // no case has this word, most of the others fit
    const has = url.searchParams.get('q')?.includes('tuesday') ? 'most' : 'all'
    return Response.json({ items, next_cursor: null, has })
  })
  const made = createPod(host, pages)
  if (role) await made.loadMe()
  return made
}

function Screen() {
  useActs('case', () => [
    act('share', { run: () => done.push('share') }),
    act('shareFor', { note: 'client', run: () => done.push('share client') }),
    act('undo', { why: () => 'There is nothing to undo.', run: () => done.push('undo') }),
  ])
  return null
}

async function open(where: Pod) {
  pod = where
  const screen = (palette: boolean) => (
    <PodContext.Provider value={pod}>
      <Screen />
      {palette && (
        <Palette
          onClose={() => {
            isOpen = false
          }}
        />
      )}
    </PodContext.Provider>
  )
  await settle(() => render(screen(false), root))
  await settle(() => render(screen(true), root))
}

beforeEach(async () => {
  done = []
  isOpen = true
  asked.length = 0
  await open(await placed('pod'))
})
afterEach(() => {
  render(null, root)
  vi.unstubAllGlobals()
})

const box = () => root.querySelector('input') as HTMLInputElement
const type = (words: string) =>
  settle(() => {
    box().value = words
    box().dispatchEvent(new Event('input', { bubbles: true }))
  })
const press = (key: string) =>
  settle(() => {
    box().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
const rows = () => [...root.querySelectorAll('[role=option]')].map(({ textContent }) => textContent)
const active = () => document.getElementById(box().getAttribute('aria-activedescendant') ?? '')?.textContent

test('the box names the row that Enter would run; arrows stop at the ends', async () => {
  expect(rows()).toHaveLength(3)
  await press('ArrowUp')
  expect(active()).toContain('Share Update')
  await press('PageDown')
  expect(active()).toContain('Undo')
  await type('cl')
  expect(rows()).toEqual(['Share Update client'])
})

test('Enter closes, then runs; what cannot be done says why and stays', async () => {
  await type('undo')
  expect(rows()[0]).toContain('There is nothing to undo.')
  await press('Enter')
  expect([isOpen, done]).toEqual([true, []])
  await type('sh cl')
  await press('Enter')
  expect(isOpen).toBe(false)
  await vi.waitFor(() => expect(done).toEqual(['share client']))
})

test.each([
  [
    'an engineer in the tab',
    'page',
    'engineer',
    ['Where am I needed', 'Escalations', 'Posts', 'Case history', 'My day', 'Flows', 'Metrics', 'Settings'],
  ],
  [
    'an admin in the tab',
    'page',
    'admin',
    [
      'Where am I needed',
      'Escalations',
      'Posts',
      'Case history',
      'My day',
      'Flows',
      'Metrics',
      'Settings',
      'Connect ConnectWise',
      'Audit trail',
    ],
  ],
  [
    'a pod, from which others open in a tab',
    'pod',
    'engineer',
    [
      'Where am I neededin a tab',
      'Escalationsin a tab',
      'Posts',
      'Case historyin a tab',
      'My dayin a tab',
      'Flowsin a tab',
      'Metricsin a tab',
      'Settingsin a tab',
    ],
  ],
] as const)('every page that can be gone to by its name: %s', async (_who, kind, role, titles) => {
  await open(await placed(kind, role))
  const listed = [...root.querySelectorAll('[role=option][id*="page-"]')].map(
    ({ textContent }) => textContent,
  )
  expect(listed).toEqual(titles)
})

test('a page is gone to by the beginning of its words, in a tab where it is not shown here', async () => {
  await open(await placed('pod', 'engineer'))
  await type('post')
  await press('Enter')
  await vi.waitFor(() => expect(done).toEqual(['/app/posts']))
  await type('hist')
  await press('Enter')
  await vi.waitFor(() => expect(done).toEqual(['/app/posts', 'a tab with /app/history']))
})

const group = (name: string) =>
  [...root.querySelectorAll('[role=presentation]')].some(({ textContent }) => textContent === name)

test('a pod lists the cases of its ticket, finds among them by words, and opens one over the ticket', async () => {
  await open(await placed('pod', 'engineer'))
  await vi.waitFor(() => expect(rows()).toContain('#48291 Mail stoppedresolved'))
  expect(group('Cases of this ticket')).toBe(true)
  await type('mail')
  await vi.waitFor(() => expect(asked.map(({ search }) => search)).toEqual(['?limit=8', '?limit=8&q=mail']))
  await vi.waitFor(() => expect(rows()).toEqual(['#48291 Mail stoppedresolved', '#48291 Mail again']))
  await press('Enter')
  await vi.waitFor(() => expect(done).toEqual([`/app/cases/${old.id}`]))
})

test('cases that have but most of what is typed are left out', async () => {
  await open(await placed('pod', 'engineer'))
  await type('mail tuesday')
  await vi.waitFor(() => expect(asked.at(-1)?.search).toBe('?limit=8&q=mail+tuesday'))
  await vi.waitFor(() => expect(rows()).toEqual([]))
  await type('mail')
  await vi.waitFor(() => expect(rows()).toContain('#48291 Mail again'))
})

test('the case that stands on the ticket already is gone back to', async () => {
  const where = await placed('pod', 'engineer')
  rememberCase(placeOf(where.me.value as Me, '48291'), own.id, where.host)
  await open(where)
  await type('mail')
  await vi.waitFor(() => expect(rows()).toContain('#48291 Mail again'))
  await press('ArrowDown')
  await press('Enter')
  await vi.waitFor(() => expect(done).toEqual(['/app']))
})

test('the tab lists my cases until words are typed', async () => {
  await open(await placed('page', 'engineer'))
  await vi.waitFor(() => expect(asked.map(({ search }) => search)).toEqual(['?limit=8&mine=true']))
  expect(group('Cases')).toBe(true)
})
