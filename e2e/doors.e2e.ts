import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { type MemberSession, memberSession } from './simulator.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

let stage: Stage
let browser: Browser
let stranger: Server
let foreign: string
let podKey: string
let ben: Visit

beforeAll(async () => {
  ;[stage, browser] = await Promise.all([startDemo(), launchBrowser()])
  const ada = await signIn(stage.app, 'ada@acme.example')
  const { items } = await ada.get<{ items: { pod_url: string }[] }>('/integrations/psa/connections')
  podKey = /\/pod\/([0-9a-f]{20})\?/.exec(items[0]?.pod_url ?? '')?.[1] ?? ''
  stranger = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://stranger')
    response.setHeader('content-type', 'text/html')
    response.end(searchParams.get('html') ?? '')
  })
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
  foreign = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`
})
beforeEach(async () => {
  ben = await visit(browser)
  watched(() => [ben], 'go')
})
afterAll(async () => {
  stranger?.close()
  await browser?.close()
  await stage?.stop()
})

const foreignPage = (html: string) => `${foreign}/?html=${encodeURIComponent(html)}`

async function exchange(claim: MemberSession, more: Record<string, string> = {}) {
  const response = await fetch(`${stage.app}/api/v1/auth/connectwise`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ pod_key: podKey, ...claim, ...more }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

test('a foreign page can frame neither the pod nor the full page; the ticket screen can frame the pod', async () => {
  for (const path of [`/pod/${podKey}?id=48291`, '/app']) {
    const blocked = ben.page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'))
    await ben.page.goto(foreignPage(`<iframe src="${stage.app}${path}"></iframe>`))
    await blocked
    const [, frame] = ben.page.frames()
    expect(frame?.url()).toMatch(/^chrome-error:/)
  }
  const screen = await openTicket(ben.page, stage, '48291')
  await cockpit(screen.pod).start.waitFor()
})

test('the pod outside of a frame says where it belongs', async () => {
  await ben.page.goto(`${stage.app}/pod/${podKey}?id=48291`)
  await ben.page.getByRole('heading', { name: 'This page belongs into a ticket' }).waitFor()
  await ben.page.getByRole('button', { name: 'Open FlowPilot in a tab' }).waitFor()
})

test('only the member whom ConnectWise confirms gets in, and only to tickets it shows', async () => {
  const own = await memberSession(stage.simulator, 'acme', 'cleo')
  const right = await exchange(own, { ticket_id: '48291' })
  expect(right).toMatchObject({
    status: 200,
    body: { ticket_access: 'yes', user: { name: 'Cleo Marchetti' } },
  })
  expect(await exchange(own, { ticket_id: '48293' })).toMatchObject({
    status: 200,
    body: { ticket_access: 'no' },
  })
  const wrong = { status: 401, body: { code: 'member_not_confirmed' } }
  const hash = own.member_hash
  expect(await exchange({ ...own, member_hash: `${hash.slice(0, -4)}AAAA` })).toMatchObject(wrong)
  expect(await exchange({ ...own, member_id: 'ada' })).toMatchObject(wrong)
})

test('a member of another company gets nothing', async () => {
  const otto = await memberSession(stage.simulator, 'other', 'otto')
  for (const claim of [otto, { ...otto, company_id: 'acme' }]) {
    const { status, body } = await exchange(claim, { ticket_id: '48291' })
    expect(status).toBe(401)
    expect(body).not.toHaveProperty('access_token')
  }
  expect((await exchange({ ...otto, company_id: 'acme' }, { pod_key: '0123456789abcdef0123' })).status).toBe(
    401,
  )
})

test('words from a foreign page are not heard, even beside the pod in the same screen', async () => {
  const screen = await openTicket(ben.page, stage, '48291')
  const pod = cockpit(screen.pod)
  await pod.start.waitFor()
  const shout = `<script>
    const data = { screenObject: { screen: 'ticket', id: 48288, hostedAs: 'pod' } }
    for (const message of [{ MessageFrameID: 'mine' }, { event: 'onLoad', _id: 'mine-1', data }])
      parent.frames[0].postMessage(JSON.stringify(message), '*')
    document.title = 'shouted'
  </script>`
  await ben.page.evaluate((src) => {
    const frame = document.createElement('iframe')
    frame.src = src
    document.body.append(frame)
  }, foreignPage(shout))
  const [, , other] = ben.page.frames()
  await other?.waitForFunction(() => document.title === 'shouted')
  // messages are worked in order: by now the pod would have turned to the other ticket
  await ben.page
    .frame({ url: /\/pod\/[0-9a-f]{20}/ })
    ?.evaluate(() => new Promise((done) => setTimeout(done, 300)))
  expect(await screen.pod.locator('header').innerText()).toContain('#48291')
  expect(await pod.start.innerText()).toContain('48291')
})

test('saving the ticket is never held up by the pod, even with the server stopped', async () => {
  const screen = await openTicket(ben.page, stage, '48291')
  await cockpit(screen.pod).start.waitFor()
  stage.process.kill('SIGSTOP')
  try {
    await screen.summary.fill('Mail from outside not arriving, whole practice')
    await screen.save()
    await screen.messages.getByText('Saved.', { exact: true }).waitFor()
    await screen.next()
    await ben.page.getByText('Service Ticket #48291').waitFor({ state: 'detached' })
    const summary = await screen.summary.inputValue()
    await screen.summary.fill(`${summary} (seen)`)
    await screen.save()
    await screen.messages.getByText('Saved.', { exact: true }).waitFor()
  } finally {
    stage.process.kill('SIGCONT')
  }
})
