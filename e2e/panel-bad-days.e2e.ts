import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { oauthClientId } from '../shared/contracts/extension.ts'
import type { Post } from '../shared/contracts/posts.ts'
import type { Session, SessionDetail } from '../shared/contracts/sessions.ts'
import { type Api, signIn, workedCase } from './api.ts'
import { type PanelBrowser, startPanelStage } from './panel-browser.ts'
import { type HeldModel, startHeldModel } from './panel-model.ts'
import {
  keptToken,
  newWindow,
  openOptions,
  type PanelScreen,
  panelScreen,
  signInAs,
  tenMinutesLater,
  wholeAnswer,
} from './panel-screen.ts'
import { armingTime } from './share-sheet.ts'
import { clearFaults, notesOf, setFault, whenPosted } from './simulator.ts'
import { freePort, restartDemo, type Stage, until } from './stage.ts'
import { openTicket, type TicketScreen } from './ticket-screen.ts'
import { type Visit, watched } from './visit.ts'

const ticketId = '48291'
const otherId = '48288'

let model: HeldModel
let stage: Stage
let browser: PanelBrowser
let ben: Visit
let panel: PanelScreen
let api: Api
let session: SessionDetail
let tab: TicketScreen
let beside: Visit
let secondTab: Page

/** Ben at work on a case in the panel. */
beforeAll(async () => {
  model = await startHeldModel()
  ;[stage, browser] = await startPanelStage(model.env)
  api = await signIn(stage.app, 'ben@acme.example')
  session = await workedCase(api, ticketId)
  tab = await openTicket(await browser.context.newPage(), stage, ticketId)
  ben = await browser.openOn(tab.page)
  panel = panelScreen(ben.page)
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await panel.question.waitFor()
})
beforeEach(() => watched(() => [ben]))
afterEach(async () => {
  model?.release()
  await clearFaults(stage.simulator)
})
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  model?.stop()
})

const answered = (words: string) => wholeAnswer(panel, api, session.id, words)

test('the worker is killed in the middle of an answer: it is written to its end', async () => {
  await panel.page.evaluate(() => Object.assign(window, { stayed: true }))
  model.hold()
  await panel.say('The worker dies while this is answered')
  await panel.written.waitFor()
  await browser.killWorker(panel.page)
  model.release()
  await answered('The worker dies while this is answered')
  expect(await panel.page.evaluate(() => 'stayed' in window)).toBe(true)
})

const sending = { match: whenPosted, times: 1 }

test('the worker is killed in the middle of a post: one note', async () => {
  const before = await readyToPost('48297')
  await setFault(stage.simulator, { kind: 'slow', delay_ms: 1500, ...sending })
  await panel.sheet.postInternal.click()
  await isSending()
  await browser.killWorker(panel.page)
  await panel.sheet.posted.waitFor()
  expect(await noteCount('48297')).toBe(before + 1)
})

test('the panel is reloaded in the middle of a post: one note, and the panel says so', async () => {
  const before = await readyToPost('48285')
  await setFault(stage.simulator, { kind: 'slow', delay_ms: 1500, ...sending })
  await panel.sheet.postInternal.click()
  await isSending()
  await panel.page.reload()
  await panel.log.getByText(/posted .* as note \d+/).waitFor()
  expect(await noteCount('48285')).toBe(before + 1)
})

test('the answer to the press is lost with the panel: pressed again it is the same note', async () => {
  const before = await readyToPost('48302')
  const { sheet } = panel
  stage.process.kill('SIGSTOP')
  try {
    await sheet.postInternal.click()
    await panel.page.getByRole('button', { name: /^Post to #/, disabled: true }).waitFor()
    await panel.page.reload()
  } finally {
    stage.process.kill('SIGCONT')
  }
  await panel.share.click()
  await sheet.postInternal.or(sheet.posted).first().waitFor()
  if (await sheet.postInternal.isVisible()) {
    await armingTime()
    await sheet.postInternal.click()
  }
  await sheet.posted.waitFor()
  expect(await noteCount('48302')).toBe(before + 1)
})

async function isSending(): Promise<void> {
  await until(async () => {
    const { items } = await api.get<{ items: Post[] }>('/posts?state=sending')
    return items.length > 0
  })
}

const noteCount = async (of: string) => (await notesOf(stage.simulator, of)).length

/** A worked case on this ticket in the panel, its update written; answers how many notes the ticket has. */
async function readyToPost(of: string): Promise<number> {
  await workedCase(api, of)
  await openTicket(tab.page, stage, of)
  await panel.about(of)
  await panel.share.click()
  await panel.sheet.compose('Ticket notes', 'Quick')
  await panel.sheet.postInternal.waitFor()
  await armingTime()
  return noteCount(of)
}

test('the server goes away and comes back: one sentence, then everything goes on', async () => {
  await openTicket(tab.page, stage, ticketId)
  await panel.question.waitFor()
  await panel.message.fill('Half a thought')
  await stage.kill()
  await panel.page.getByText(/^No connection to FlowPilot since/).waitFor()
  await panel.message.fill('Half a thought, finished meanwhile')
  stage = await restartDemo(stage)
  await panel.live.waitFor()
  expect(await panel.message.inputValue()).toBe('Half a thought, finished meanwhile')
  await panel.send()
  await answered('Half a thought, finished meanwhile')
})

test('a wrong address is said in one sentence each; with the right one Ben is still signed in', async () => {
  const options = await openOptions(panel, browser.context)
  await options.setServer('http://flowpilot.example')
  expect(await options.said.innerText()).toContain('This is no server address.')

  await options.setServer(`http://127.0.0.1:${await freePort()}`)
  await panel.page.getByRole('heading', { name: "FlowPilot can't be reached" }).waitFor()
  const strange = await strangeServer()
  try {
    await options.setServer(strange.url)
    await panel.page.getByRole('heading', { name: 'The server is too old for this panel' }).waitFor()
    strange.answer({ api: 2, min_extension: '0.1.0', sso: null })
    await panel.page.getByRole('button', { name: 'Try again' }).click()
    await panel.page.getByRole('heading', { name: 'This panel is too old' }).waitFor()
    expect(strange.asked()).toBeLessThan(10)
  } finally {
    strange.stop()
  }
  await options.setServer(stage.app)
  await panel.newCase.waitFor()
  await options.page.close()
  await panel.question.waitFor()
})

/** Speaks another version of the API. */
async function strangeServer() {
  let body = { api: 0, min_extension: '0.1.0', sso: null as string | null }
  let asked = 0
  const server = createServer((_request, response) => {
    asked++
    const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' }
    response.writeHead(200, headers).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (next: typeof body) => {
      body = next
    },
    asked: () => asked,
    stop: () => server.close(),
  }
}

test('the sign-in is revoked in the middle of an answer: the panel says so, what was typed is kept', async () => {
  model.hold()
  await panel.say('Revoked while this is answered')
  await panel.written.waitFor()
  // from here on the first thing that it asks or saves tells the panel
  await panel.message.fill('Typed before')
  expect(await revoke()).toBe(200)
  await browser.killWorker(panel.page)
  await tenMinutesLater(panel.page)
  await panel.page.getByText(/Sign in again/).waitFor()
  model.release()
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await answered('Revoked while this is answered')
  expect(await panel.message.inputValue()).toBe('Typed before')
})

async function askForToken(token: string | undefined): Promise<number> {
  const body = new URLSearchParams({
    grant_type: 'refresh_token',
    client_id: oauthClientId,
    refresh_token: token ?? '',
  })
  return (await fetch(`${stage.app}/oauth/token`, { method: 'POST', body })).status
}

async function revoke(): Promise<number> {
  const body = new URLSearchParams({ token: (await keptToken(panel.page)) ?? '' })
  return (await fetch(`${stage.app}/oauth/revoke`, { method: 'POST', body })).status
}

test('the sign-in that does not come to its end leaves the way open for another one', async () => {
  await panel.menu('Sign out')
  const [closed] = await Promise.all([browser.context.waitForEvent('page'), panel.signIn.click()])
  await closed.close()
  await panel.page.getByText('The sign-in was not finished.').waitFor()

  const [orphan] = await Promise.all([browser.context.waitForEvent('page'), panel.signIn.click()])
  await browser.killWorker(panel.page)
  await panel.page.getByText('The sign-in was not finished.').waitFor()
  if (!orphan.isClosed()) await orphan.close()

  await stage.kill()
  await panel.signIn.click()
  await panel.page.getByRole('heading', { name: "FlowPilot can't be reached" }).waitFor()
  stage = await restartDemo(stage)
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await panel.question.waitFor()
})

/** Another window with its panel, on another ticket. */
async function openBeside(): Promise<PanelScreen> {
  const address = `${stage.simulator}/v4_6_release/ConnectWise.aspx?routeTo=ServiceFV&recid=${otherId}`
  secondTab = await newWindow(panel, browser.context, address)
  await openTicket(secondTab, stage, otherId)
  beside = await browser.openOn(secondTab)
  watched(() => [beside])
  const other = panelScreen(beside.page)
  await other.about(otherId)
  await panel.about(ticketId)
  return other
}

let other: PanelScreen

test('signed out in one window it is ended in both, and on the server', async () => {
  other = await openBeside()
  const token = await keptToken(panel.page)
  expect(token).toBeTruthy()
  const openSignIns = async () => (await api.get<{ items: unknown[] }>('/me/sign-ins')).items.length
  const before = await openSignIns()
  await browser.killWorker(panel.page)
  await other.menu('Sign out')
  await other.signIn.waitFor()
  await panel.signIn.waitFor()
  expect(await keptToken(panel.page)).toBeUndefined()
  // the panels show it first, the server hears it after
  await until(async () => (await openSignIns()) < before)
  expect(await askForToken(token)).toBe(400)
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await other.start.waitFor()
  expect(ben.troubles).toEqual([])
})

test('the window whose panel keeps the stream is closed: the other one goes on hearing', async () => {
  await other.start.click()
  await other.question.waitFor()

  for (const page of browser.context.pages()) if (page !== secondTab) await page.close()
  await until(async () => (await browser.panelCount()) === 1)
  const { items } = await api.get<{ items: Session[] }>(`/ai-sessions?ticket_id=${otherId}`)
  await api.post(`/ai-sessions/${items[0]?.id}/facts`, { text: 'Told after the first window was closed' })
  await other.facts.filter({ hasText: 'Told after the first window was closed' }).waitFor()
  expect(beside.troubles).toEqual([])
})
