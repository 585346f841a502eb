// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Host } from '../host.ts'
import { createPod, PodContext } from '../pod.ts'
import { Cockpit } from './Cockpit.tsx'

const session_id = '01972f64-0000-7000-8000-000000000001'
const created_at = '2026-11-20T10:00:00.000Z'
const me = {
  user: { id: 'ben', name: 'Ben Okafor' },
  account: { name: 'Acme MSP' },
  role: 'engineer',
  psa: { connected: true, simulated: false, delivery: null },
  model: { kind: 'anthropic', problem: null },
}
const step = {
  id: 'step-1',
  seq: 1,
  kind: 'message',
  author: { user_id: 'ben', name: 'Ben Okafor' },
  content: 'Mail stopped at ten.',
  state: 'complete',
  model_kind: null,
  remark: null,
  ref_id: null,
  images: [],
  created_at,
}
const question = {
  id: 'q-1',
  text: 'Who is affected?',
  context: null,
  options: ['One', 'Everyone'],
  answer: null,
  taken_as: null,
  state: 'open',
  created_at,
}
const whole = {
  id: session_id,
  state_version: 4,
  status: 'active',
  title: 'Mail stopped',
  active_minutes: 3,
  may: ['work', 'add_fact', 'share'],
  exchanges: 2,
  turn_running: false,
  psa_ticket_id: null,
  psa_context_status: 'none',
  confidence_tier: 'low',
  confidence: 0,
  ticket: null,
  ticket_missing: [],
  addresses: [],
  client_name: null,
  asset_name: null,
  issue_category: null,
  triage_hypothesis: null,
  steps: [step],
  tasks: [],
  causes: [],
  active_fix: null,
  stage: 'investigating',
  forks: [],
  handoffs: [],
  cited_notes: [],
  updates: [],
  reminders: [],
  ai_policy: { policy: 'allowed', client_name: null, reason: '' },
  questions: [question],
  facts: [] as unknown[],
}

const box = document.body.appendChild(document.createElement('div'))
const asked: string[] = []
let detail = whole
beforeEach(() => {
  asked.length = 0
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) => {
    const path = new URL(input).pathname
    asked.push(`${init?.method ?? 'GET'} ${path}`)
    if (path.includes('/drafts/')) return Response.json({ body: '', updated_at: null })
    if (path.endsWith('/me')) return Response.json(me)
    if (path.endsWith('/posts')) return Response.json({ items: [] })
    if (path.endsWith(session_id)) return Response.json(detail)
    return Response.json({ code: 'not_found', message: 'It is not here.' }, { status: 404 })
  })
})
/** Signed out at the end of a test, so that nothing of it goes out after it. */
const signed_in = signal<'yes' | 'no'>('yes')
beforeEach(() => {
  signed_in.value = 'yes'
})
afterEach(() => {
  signed_in.value = 'no'
  render(null, box)
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

async function openCase() {
  const kept = new Map<string, string>()
  const host = {
    kind: 'page',
    base_url: 'http://fp',
    ticket: signal(null),
    trouble: signal(null),
    signed_in,
    path: signal(`/app/cases/${session_id}`),
    accessToken: async () => 'token',
    renew: async () => 'token',
    lastToken: () => null,
    recall: (key: string) => kept.get(key) ?? null,
    remember: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Host
  const pod = createPod(host)
  await pod.loadMe()
  render(
    <PodContext.Provider value={pod}>
      <Cockpit session_id={session_id} onGone={() => {}} />
    </PodContext.Provider>,
    box,
  )
}

const wide = { timeout: 20_000 }
/** A press too soon after the question came is not taken. */
const answer = () =>
  vi.waitFor(() => {
    button('Everyone')?.click()
    expect(asked).toContain(`POST /api/v1/ai-sessions/${session_id}/messages`)
  }, wide)
const button = (words: string) =>
  [...box.querySelectorAll('button')].find(({ textContent }) => textContent?.includes(words))

test('a part that cannot be shown says so by its name, and the rest of the case works on', async () => {
  // an answer in a form that this page does not know
  detail = { ...whole, facts: [null] }
  await openCase()
  await vi.waitFor(() => expect(box.textContent).toContain('What we know could not be shown.'), wide)
  expect(box.textContent).toContain('Who is affected?')
  expect(box.textContent).toContain('Mail stopped at ten.')
  expect(vi.mocked(console.error).mock.calls).toEqual([
    ['FlowPilot failed: part="What we know" error=TypeError'],
  ])

  await answer()
})

test('Try again shows the part once it can be shown', async () => {
  detail = { ...whole, facts: [null] }
  await openCase()
  await vi.waitFor(() => expect(box.textContent).toContain('What we know could not be shown.'), wide)
  detail = { ...whole, state_version: 5 }
  // it is refused, so the case is read again
  await answer()
  await vi.waitFor(() => {
    button('Try again')?.click()
    expect(box.textContent).not.toContain('could not be shown')
  }, wide)
})
