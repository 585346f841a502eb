import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { signIn } from './api.ts'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { fullPage, signedInPage } from './full-page.ts'
import { armingTime, shareSheet } from './share-sheet.ts'
import { clearFaults, type Fault, setFault } from './simulator.ts'
import { freePort, type Running, restartDemo, type Stage, startDemo, startProcess } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

let stage: Stage
let browser: Browser
let model: Running
let modelPort: string
let ben: Visit

/** The demo with a model behind HTTP, as with a key of one's own. */
beforeAll(async () => {
  modelPort = await freePort()
  const modelAddress = `http://127.0.0.1:${modelPort}`
  const args = ['--import', 'tsx', 'server/model/playbook/main.ts']
  ;[model, stage, browser] = await Promise.all([
    startProcess(args, 'answers at', { MODEL_PORT: modelPort }),
    startDemo({ ANTHROPIC_BASE_URL: modelAddress, ANTHROPIC_API_KEY: 'any-key' }),
    launchBrowser(),
  ])
})
beforeEach(async () => {
  ben = await visit(browser)
  watched(() => [ben], 'go')
})
afterEach(() => clearFaults(stage.simulator))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  await model?.stop()
})

const bad: [string, string, Fault][] = [
  ['cannot be reached', '48288', { kind: 'unreachable' }],
  ['refuses the keys', '48297', { kind: 'status', status: 401 }],
  ['answers with a web page', '48285', { kind: 'html' }],
]

test.each(bad)(
  'ConnectWise %s: the case starts from a typed number and says what is missing',
  async (_, ticketId, fault) => {
    const page = await signedInPage(ben.page, stage, 'ben@acme.example')
    await page.choice('48291').waitFor()
    await setFault(stage.simulator, fault)
    await page.search.fill(ticketId)
    await ben.page.getByRole('button', { name: `Go on with #${ticketId}` }).click()
    await ben.page.getByText("You can type the ticket details; we'll fetch the rest later.").waitFor()
    await ben.page.getByLabel('Notes and details of the ticket').fill('VPN drops every few minutes from home')
    await page.start.click()
    const room = cockpit(ben.page)
    await room.question.waitFor()
    await ben.page.getByText(`Ticket #${ticketId} was not read yet`).waitFor()

    await clearFaults(stage.simulator)
    await ben.page.getByRole('button', { name: 'Refresh from ConnectWise' }).click()
    await ben.page.getByText(`Ticket #${ticketId} was not read yet`).waitFor({ state: 'detached' })
    await room.field('Client').filter({ hasNotText: 'Unknown client' }).waitFor()
    expect(ben.troubles).toEqual([])
  },
)

test('the pod names ConnectWise, not FlowPilot, when it cannot be asked who the member is', async () => {
  await setFault(stage.simulator, { kind: 'unreachable' })
  const screen = await openTicket(ben.page, stage, '48291')
  await screen.pod.getByRole('heading', { name: "ConnectWise can't be reached" }).waitFor()
  await clearFaults(stage.simulator)
  await screen.pod.getByRole('button', { name: 'Try now' }).click()
  await cockpit(screen.pod).start.waitFor()
  await setFault(stage.simulator, { kind: 'unreachable' })
  await screen.next()
  await screen.pod.getByRole('heading', { name: "ConnectWise can't be reached" }).waitFor()

  const opened = ben.page.waitForEvent('popup')
  const goOn = screen.pod.getByRole('button', { name: /^Continue with #\d+ in a tab$/ })
  const [ticketId] = /\d+/.exec(await goOn.innerText()) ?? []
  await goOn.click()
  const tab = await opened
  await fullPage(tab, stage).signIn('ben@acme.example')
  await clearFaults(stage.simulator)
  await tab.getByRole('button', { name: `Start case with ticket #${ticketId}` }).waitFor()
})

test.each([
  ['of attacks and odd letters', '48304'],
  ['with a note of 200 kB', '48296'],
  ['with 300 notes', '48299'],
])('a ticket %s is shown as text and nothing runs', async (_, ticketId) => {
  const screen = await openTicket(ben.page, stage, ticketId)
  const room = cockpit(screen.pod)
  await room.start.click()
  await room.question.waitFor()
  const title = await ben.page.title()
  await room.say('<img src=x onerror="parent.pwned=1"> **bold** [x](javascript:alert(1)) ‮txt.exe 😀 \u0000')
  await room.log.getByText('<img src=x onerror').waitFor()
  const said = await room.log.getByText(/^fp$/).count()
  expect(said).toBeGreaterThan(0)
  const found = await Promise.all(
    ben.page.frames().map((frame) =>
      frame.evaluate(() => ({
        pwned: 'pwned' in window,
        foreign: document.querySelectorAll('img[src^="http"], iframe[src*="attacker"], a[href^="javascript"]')
          .length,
      })),
    ),
  )
  expect(found).toEqual(found.map(() => ({ pwned: false, foreign: 0 })))
  expect(await ben.page.title()).toBe(title)
  expect(ben.troubles).toEqual([])
})

test('the model behind HTTP leads the case; when it goes away the offline model steps in and says so', async () => {
  const me = await (await signIn(stage.app, 'ben@acme.example')).get<{ model: { kind: string } }>('/me')
  expect(me.model.kind).toBe('anthropic')
  const screen = await openTicket(ben.page, stage, '48291')
  const room = cockpit(screen.pod)
  await room.start.click()
  await room.question.waitFor()
  await room.answer(await room.firstReply())
  await room.answer(await room.firstReply())
  await room.share.click()
  const sheet = shareSheet(screen.pod)
  await sheet.compose('Ticket notes', 'Quick')
  await armingTime()
  await sheet.postInternal.click()
  await sheet.posted.waitFor()
  expect(await screen.pod.getByText(/offline model/i).count()).toBe(0)
  await sheet.close()

  await model.kill()
  await room.say('Three more mailboxes have it since noon')
  await room.log.getByText('Offline model', { exact: true }).waitFor()
})

test('the server is gone: the case says so, and what was sent meanwhile goes out once when it is back', async () => {
  const page = await signedInPage(ben.page, stage, 'ben@acme.example')
  await page.inOwnWords.click()
  await page.problem.fill('Printer prints blank pages between jobs')
  await page.start.click()
  const room = cockpit(ben.page)
  await room.question.waitFor()
  await room.message.fill('Half a thought')
  await stage.kill()
  await ben.page.getByText('No connection to FlowPilot since').waitFor({ timeout: 30_000 })
  await room.message.fill('Half a thought, finished while offline')
  await ben.page.getByRole('button', { name: 'Send when online' }).click()
  await ben.page.getByText('Goes out once FlowPilot is reached again').waitFor()
  stage = await restartDemo(stage)
  const again = ben.page.getByRole('button', { name: 'Try now' })
  await again.click({ timeout: 2_000 }).catch(() => undefined)
  await ben.page.getByText('No connection to FlowPilot since').waitFor({ state: 'detached', timeout: 20_000 })
  await room.log.getByText('Half a thought, finished while offline').waitFor()
  await ben.page.getByText('Your message was sent.').first().waitFor()
  expect(await room.message.inputValue()).toBe('')
  expect(await room.log.getByText('Half a thought, finished while offline').count()).toBe(1)
  expect(ben.troubles).toEqual([])
})
