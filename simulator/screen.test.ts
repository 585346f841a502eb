import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import preact from '@preact/preset-vite'
import { type Browser, chromium, type FrameLocator, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createSimulator, type Simulator } from './app.ts'
import { notableTickets } from './seed/constants.ts'
import { ask } from './testing.ts'

const { mail, executive } = notableTickets

/** A pod that writes down each message and says only what a test tells it to. */
const podPage = `<!doctype html><title>pod</title><script>
const log = []
let frameID
let isAcking = true
let refusal
const parentOrigin = new URLSearchParams(location.search).get('host')
function send(message) { parent.postMessage(JSON.stringify(frameID ? { ...message, frameID } : message), parentOrigin) }
addEventListener('message', (event) => {
  const message = JSON.parse(event.data)
  log.push({ type: typeof event.data, origin: event.origin, ...message })
  if (message.MessageFrameID) frameID = message.MessageFrameID
  if (message.event && isAcking) send({ event: message.event, _id: message._id, ...(refusal ? { result: 'failure', errors: [refusal] } : { result: 'success' }) })
})
send({ message: 'ready' })
</script>`

const candidates = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const browserPath = candidates.find((path) => existsSync(path))

let screenDir: string
let simulator: Simulator
let host: ReturnType<typeof serve>
let podHost: Server
let browser: Browser
let page: Page
let base: string
let podOrigin: string

async function listening(server: {
  address(): AddressInfo | string | null
  once(event: string, listener: () => void): unknown
}) {
  if (!server.address()) await once(server as never, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

beforeAll(async () => {
  screenDir = mkdtempSync(join(tmpdir(), 'screen-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(import.meta.dirname, 'screen'),
    base: '/__screen/',
    plugins: [preact()],
    build: { outDir: screenDir, emptyOutDir: true },
  })
  simulator = createSimulator({ screenDir })
  host = serve({ fetch: simulator.app.fetch, hostname: '127.0.0.1', port: 0 })
  base = await listening(host as Server)
  podHost = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end(podPage),
  ).listen(0, '127.0.0.1')
  podOrigin = await listening(podHost)
  browser = await chromium.launch({
    ...(browserPath ? { executablePath: browserPath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}, 60_000)

afterAll(async () => {
  await browser?.close()
  simulator?.close()
  host?.close()
  podHost?.close()
  rmSync(screenDir, { recursive: true, force: true })
})

async function registerPod(origin = podOrigin): Promise<void> {
  for (const setup of simulator.state.tenants.acme?.hostedSetups ?? []) {
    await ask(simulator, `/system/connectwisehostedsetups/${setup.id}`, { method: 'DELETE' })
  }
  const body = {
    screenId: 4,
    description: 'Test pod',
    type: 'Pod',
    origin,
    url: `${podOrigin}/pod?id=[cw_id]&screen=[cw_screen]&host=${encodeURIComponent(base)}`,
  }
  const { status } = await ask(simulator, '/system/connectwisehostedsetups', { method: 'POST', body })
  expect(status).toBe(201)
}

async function openTicket(id: number, member = 'Ben Okafor'): Promise<void> {
  await page.goto(
    `${base}/v4_6_release/services/system_io/router/openrecord.rails?recordType=ServiceFV&recid=${id}`,
  )
  await page.getByRole('button', { name: member }).click()
  await page.locator('.cw_BannerView').waitFor()
}

interface Message {
  type: string
  origin: string
  MessageFrameID?: string
  event?: string
  response?: string
  _id?: string
  data?: {
    screenObject?: { screen: string; id: number; hostedAs: string }
    memberid?: string
    memberHash?: string
  }
}

const pod = (): FrameLocator => page.frameLocator('iframe[title="Test pod"]')
const inPod = (script: string) =>
  pod()
    .locator('html')
    .evaluate((_, source) => new Function(`return ${source}`)(), script)
const said = async () => (await inPod('log')) as Message[]
const loads = async () =>
  (await said())
    .filter((message) => message.event === 'onLoad')
    .map((message) => message.data?.screenObject?.id)

beforeEach(async () => {
  simulator.reset()
  await page?.context().close()
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage()
})

describe('the ticket screen', () => {
  test('says what it is and shows the ticket where scripts look for it', async () => {
    await registerPod()
    await openTicket(mail)
    await expect
      .poll(() => page.locator('.cw_BannerView .detailLabel').innerText())
      .toBe(`Service Ticket #${mail} - Mail from outside not arriving`)
    expect(await page.locator('.topbar').innerText()).toMatch(/simulator/i)
    expect(await page.locator('input.cw_company').inputValue()).toBe('Contoso Dental')
    expect(await page.locator('input.cw_status').inputValue()).toBe('In Progress')
    expect(page.url()).toContain(`routeTo=ServiceFV&recid=${mail}`)
  })
  test('shows a note that arrives on its tab, as text', async () => {
    await registerPod()
    await openTicket(mail)
    const body = {
      text: '<img src=x onerror="document.title=1"> arrived',
      internalAnalysisFlag: true,
      member: { identifier: 'ben' },
    }
    await page.locator('.note').first().waitFor()
    await ask(simulator, `/service/tickets/${mail}/notes`, { method: 'POST', body })
    await page.getByRole('tab', { name: /Internal/ }).click()
    const note = page.locator('.note.is-new')
    await expect.poll(() => note.innerText()).toContain('<img src=x')
    expect(await note.innerText()).toContain('Ben Okafor')
  })
  test('takes a reply of the client', async () => {
    await registerPod()
    await openTicket(mail)
    await page.getByLabel('Write as').selectOption('contact')
    await page.getByLabel('Note text').fill('It works again!')
    await page.getByRole('button', { name: 'Add note' }).click()
    await expect.poll(() => page.locator('.note.by-client').first().innerText()).toContain('It works again!')
    const seen = simulator.state.tenants.acme?.notes.at(-1)
    expect(seen).toMatchObject({ text: 'It works again!', discussion: true, memberId: null })
  })
  test('keeps a ticket from a member who may not see it', async () => {
    await openTicket(executive, 'Cleo Marchetti')
    await expect.poll(() => page.locator('.message-area').innerText()).toContain('may not open this ticket')
    expect(await page.locator('.note').count()).toBe(0)
  })
})

describe('a hosted pod', () => {
  beforeEach(async () => {
    await registerPod()
    await openTicket(mail)
    await expect.poll(said).toHaveLength(2)
  })

  test('gets strings from the screen’s origin: its frame id, then the ticket', async () => {
    const [first, second] = await said()
    expect(first).toMatchObject({ type: 'string', origin: base, MessageFrameID: expect.any(String) })
    expect(second).toMatchObject({ event: 'onLoad', _id: expect.any(String) })
    expect(second?.data?.screenObject).toEqual({ screen: 'ticket', id: mail, hostedAs: 'pod' })
  })
  test('learns who the member is, with a hash that the API confirms', async () => {
    await inPod(`send({ hosted_request: 'getMemberAuthentication' })`)
    await expect.poll(said).toHaveLength(3)
    const answer = (await said())[2]
    expect(answer).toMatchObject({ response: 'getmemberauthentication', data: { memberid: 'ben' } })
    expect(simulator.state.sessions.some((session) => session.memberHash === answer?.data?.memberHash)).toBe(
      true,
    )
  })
  test('gets no answer under the wrong key or without its frame id', async () => {
    await inPod(`send({ request: 'getMemberAuthentication' })`)
    await inPod(
      `parent.postMessage(JSON.stringify({ hosted_request: 'getMemberAuthentication', frameID: 'other' }), parentOrigin)`,
    )
    await inPod(`parent.postMessage({ hosted_request: 'getMemberAuthentication', frameID }, parentOrigin)`)
    await inPod(`send({ hosted_request: 'refreshScreen' })`)
    await expect.poll(loads).toHaveLength(2)
    expect((await said()).filter((message) => message.response)).toEqual([])
  })
  test('follows to the next ticket without being loaded again', async () => {
    await inPod(`(window.mark = 'same page')`)
    await page.getByRole('button', { name: 'Next ticket' }).click()
    await expect.poll(loads).toEqual([mail, executive])
    expect(await inPod('window.mark')).toBe('same page')
    expect(page.url()).toContain(`recid=${executive}`)
  })
  test('opens another ticket and marks the screen as changed', async () => {
    await inPod(
      `send({ hosted_request: 'openScreen', args: { newTab: false, screen: 'ticket', id: 48288 } })`,
    )
    await expect.poll(() => page.locator('.detailLabel').innerText()).toContain('#48288')
    await inPod(`send({ hosted_request: 'setDirty', args: { dirty: true } })`)
    await page.locator('.dirty-mark').waitFor()
    await inPod(`send({ hosted_request: 'setDirty', args: { dirty: false } })`)
    await expect.poll(() => page.locator('.dirty-mark').count()).toBe(0)
  })
  test('is asked before saving, may refuse in words, and is not waited for beyond two seconds', async () => {
    const summary = page.locator('input.cw_PsaSummaryHeader')
    const stored = () => simulator.state.tenants.acme?.tickets.find((ticket) => ticket.id === mail)?.summary
    await inPod(`(refusal = 'Not yet')`)
    await summary.fill('Changed once')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(() => page.locator('.message-area').innerText()).toBe('Not yet')
    expect(stored()).toBe('Mail from outside not arriving')

    await inPod('(isAcking = false)')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(stored, { timeout: 8_000 }).toBe('Changed once')

    await inPod('(isAcking = true, refusal = undefined)')
    await summary.fill('Changed twice')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect.poll(stored).toBe('Changed twice')
    await expect.poll(() => page.locator('.message-area').innerText()).toBe('Saved.')
  })
})

test('a page of another origin than the registered one hears nothing', async () => {
  await registerPod('http://127.0.0.1:9')
  await openTicket(mail)
  await page.locator('.note').first().waitFor()
  await pod().locator('html').waitFor({ state: 'attached' })
  await inPod(`send({ message: 'ready' })`)
  await page.getByRole('button', { name: 'Save' }).click()
  // It does not count as listening either: nobody waits for it.
  await expect.poll(() => page.locator('.message-area').innerText()).toBe('Saved.')
  await page.getByRole('button', { name: 'Refresh' }).click()
  await page.waitForTimeout(500)
  expect(await said()).toEqual([])
})
