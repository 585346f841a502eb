import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Worker } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { browser as Chrome } from 'wxt/browser'
import { extensionId } from '../shared/contracts/extension.ts'
import { signIn, workedCase } from './api.ts'
import {
  contentWorld,
  type PanelBrowser,
  pressTicketButton,
  startPanelStage,
  ticketButton,
} from './panel-browser.ts'
import { placeStranger } from './panel-extension.ts'
import { badges, keptToken, openOptions, type PanelScreen, panelScreen, signInAs } from './panel-screen.ts'
import { type Stage, until } from './stage.ts'
import { openTicket, type TicketScreen } from './ticket-screen.ts'
import { type Visit, watched } from './visit.ts'

declare const chrome: typeof Chrome

const ticketId = '48291'
const otherId = '48288'
const screenAddress = `/v4_6_release/ConnectWise.aspx?locale=en_US&routeTo=ServiceFV&recid=`
const banner = (id: string) =>
  `<div class="cw_BannerView"><span class="detailLabel">Service Ticket #${id} - Mail</span></div>`
const ourPage = `chrome-extension://${extensionId}/sidepanel.html`
const ourMessages = [
  { kind: 'token_wanted' },
  { kind: 'sign_in_wanted' },
  { kind: 'sign_out_wanted' },
  { kind: 'panel_wanted' },
  {
    kind: 'event_heard',
    event: 'post.changed',
    id: '1',
    data: { post_id: 'x', session_id: null, state: 'posted' },
  },
]

let folder: string
let stage: Stage
let hostile: Server
let foreign: string
let browser: PanelBrowser
let worker: Worker
let stranger: Worker
let tab: TicketScreen
let ben: Visit
let panel: PanelScreen

/** Ben has a case on the ticket; a stranger's extension and a stranger's web server are there too. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'flowpilot-stranger-'))
  hostile = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://stranger')
    response.setHeader('content-type', 'text/html')
    response.end(searchParams.get('html') ?? banner(searchParams.get('recid') ?? ''))
  })
  await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve))
  foreign = `http://127.0.0.1:${(hostile.address() as AddressInfo).port}`
  ;[stage, browser] = await startPanelStage({}, [placeStranger(folder)])
  await workedCase(await signIn(stage.app, 'ben@acme.example'), ticketId)
  tab = await openTicket(await browser.context.newPage(), stage, ticketId)
  const workers = browser.context.serviceWorkers()
  worker = workers.find((each) => each.url().includes(extensionId)) as Worker
  stranger = workers.find((each) => each.url().endsWith('/stranger.js')) as Worker
  await listenIn(worker)
})
beforeEach(() => watched(() => (ben ? [ben] : [])))
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  hostile?.close()
  rmSync(folder, { recursive: true, force: true })
})

const foreignPage = (html: string) => `${foreign}/?html=${encodeURIComponent(html)}`

/** Every message that reaches the background from now on is written down, whatever it makes of it. */
function listenIn(background: Worker): Promise<void> {
  return background.evaluate(() => {
    const heard: unknown[] = []
    Object.assign(globalThis, { heard })
    chrome.runtime.onMessage.addListener((message) => {
      heard.push(message)
    })
  })
}

type Message = { kind: string; ticket?: Record<string, unknown> | null }
const heard = () =>
  worker.evaluate(() => (globalThis as unknown as { heard: Message[] }).heard) as Promise<Message[]>

test('a page can press the button neither by script nor by words: only a person opens the panel', async () => {
  await until(async () => (await ticketButton(tab.page)) !== null)
  const at = (await ticketButton(tab.page)) ?? { x: 0, y: 0 }
  const found = await tab.page.evaluate(
    ({ x, y, messages }) => {
      const button = document.querySelector('flowpilot-button') as HTMLElement
      const hit = document.elementFromPoint(x, y) as HTMLElement
      for (const target of [button, hit])
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'flowpilot'])
          target.dispatchEvent(
            new MouseEvent(type, { bubbles: true, composed: true, clientX: x, clientY: y }),
          )
      button.click()
      button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }))
      for (const message of messages) {
        window.postMessage(message, '*')
        document.dispatchEvent(new CustomEvent(message.kind, { detail: message }))
      }
      return {
        hit: hit === button,
        shadow: button.shadowRoot,
        hasRuntime: typeof chrome !== 'undefined' && chrome.runtime !== undefined,
      }
    },
    { ...at, messages: ourMessages },
  )
  expect(found).toEqual({ hit: true, shadow: null, hasRuntime: false })
  expect(await browser.panelCount()).toBe(0)

  ben = await browser.openOn(tab.page)
  panel = panelScreen(ben.page)
  expect((await heard()).filter(({ kind }) => kind !== 'ticket_seen' && kind !== 'token_wanted')).toEqual([
    { kind: 'panel_wanted' },
  ])
  await signInAs(panel, browser.context, stage, 'ben@acme.example')
  await panel.question.waitFor()
})

test('nothing leaves a ticket page but the reference', async () => {
  await tab.next()
  await panel.notAbout(ticketId)
  await tab.previous()
  await panel.about(ticketId)
  const said = (await heard()).flatMap(({ ticket }) => (ticket ? [ticket] : []))
  expect(said.length).toBeGreaterThan(1)
  for (const ticket of said) {
    expect(Object.keys(ticket).toSorted()).toEqual(
      ['certainty', 'needs_grant', 'product', 'product_name', 'site', 'ticket_id'].toSorted(),
    )
    expect(ticket).toMatchObject({ site: stage.simulator, product: 'connectwise' })
  }
})

test('a page elsewhere that imitates ConnectWise is not recognised; pointed at by hand, it is a stranger', async () => {
  const page = await browser.context.newPage()
  await page.goto(`${foreign}${screenAddress}${ticketId}`)
  await page.getByText(`Service Ticket #${ticketId}`).waitFor()
  await panel.newCase.waitFor()
  expect(await ticketButton(page)).toBeNull()
  expect((await heard()).some(({ ticket }) => ticket?.site === foreign)).toBe(false)

  await browser.pressToolbar(page)
  const words = `${foreign.replace('http://', '')} is not the ConnectWise of Acme MSP`
  await panel.page.getByText(words).waitFor()
  expect(await panel.question.count()).toBe(0)
  const badge = (await badges(panel.page)).find(({ active }) => active)
  expect(badge).toMatchObject({ text: '•', title: `FlowPilot: ticket #${ticketId}` })
  await page.close()
})

test('frames within the ticket page do not count, whatever they show', async () => {
  await tab.page.bringToFront()
  await panel.about(ticketId)
  const before = (await heard()).length
  const shout = `<script>
    for (const message of ${JSON.stringify([...ourMessages, { kind: 'ticket_seen', ticket: null }])})
      for (const one of [parent, top]) one.postMessage(message, '*')
    document.title = 'shouted'
  </script>`
  await tab.page.evaluate(
    async ({ addresses, html, ticket }) => {
      const frames = [...addresses, '/nothing-here'].map((src) =>
        Object.assign(document.createElement('iframe'), { src }),
      )
      const own = frames.at(-1) as HTMLIFrameElement
      const loaded = new Promise((resolve) => {
        own.onload = resolve
      })
      document.body.prepend(...frames)
      await loaded
      // a frame of the very same site, with the address and the banner of another ticket
      own.contentWindow?.history.pushState(null, '', ticket)
      own.contentDocument?.body.insertAdjacentHTML('afterbegin', html)
    },
    {
      addresses: [`${foreign}${screenAddress}${otherId}`, foreignPage(shout)],
      html: banner(otherId),
      ticket: `${screenAddress}${otherId}`,
    },
  )
  const shouting = () => tab.page.frames().find((frame) => frame.url().includes('html='))
  await until(() => shouting() !== undefined)
  await shouting()?.waitForFunction(() => document.title === 'shouted')
  // the words of one page are worked in order: the next ticket is seen after all of that
  await tab.next()
  await panel.notAbout(ticketId)
  const since = (await heard()).slice(before).filter(({ kind }) => kind === 'ticket_seen')
  const named = new Set(since.map(({ ticket }) => ticket?.ticket_id))
  named.delete(ticketId)
  expect([...named]).toEqual([await shownTicket()])
  await tab.page.reload()
})

/** The ticket that the simulator's screen has turned to. */
async function shownTicket(): Promise<string | undefined> {
  const title = await tab.page
    .getByText(/^Service Ticket #\d+/)
    .first()
    .innerText()
  return /#(\d+)/.exec(title)?.[1]
}

test('a ticket page that lies about its number gets what the server says of that number: nothing', async () => {
  await tab.page.evaluate((html) => document.body.insertAdjacentHTML('afterbegin', html), banner('999999'))
  await panel.about('999999')
  await panel.page.getByRole('heading', { name: 'ConnectWise has no such ticket' }).waitFor()
  expect(await panel.start.count()).toBe(0)
  await openTicket(tab.page, stage, ticketId)
  await panel.question.waitFor()
})

test('the part of ours within a page sees no token and no storage, and may ask for neither', async () => {
  const inPage = await contentWorld(tab.page)
  const reads = await inPage(`Promise.all(['local', 'session', 'sync', 'managed'].map((area) =>
    chrome.storage[area].get(null).then((all) => area === 'managed' ? {} : all, (error) => 'refused')))`)
  expect(reads).toEqual(['refused', 'refused', {}, {}])
  const asked =
    await inPage(`Promise.all(${JSON.stringify(ourMessages.filter(({ kind }) => kind !== 'panel_wanted'))}
    .map((message) => Promise.race([
      chrome.runtime.sendMessage(message).then((answer) => answer ?? null, () => null),
      new Promise((resolve) => setTimeout(resolve, 500, null))])))`)
  expect(asked).toEqual([null, null, null, null])
  expect(await keptToken(panel.page)).toBeTruthy()
  const own = await tab.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
  expect(own).not.toMatch(/eyJ|refresh|flowpilot/i)
})

test('another extension is not heard, and cannot reach into our pages', async () => {
  const options = await openOptions(panel, browser.context)
  await options.page.getByRole('heading', { name: 'FlowPilot options' }).waitFor()
  const answers = await stranger.evaluate(
    async ({ id, messages }) => {
      const word = (error: unknown) => (error instanceof Error ? error.message : String(error))
      const sent = await Promise.all(
        messages.map((message) =>
          chrome.runtime.sendMessage(id, message).then(
            (answer: unknown) => answer ?? 'nothing',
            () => 'refused',
          ),
        ),
      )
      const connected = await new Promise((resolve) => {
        const port = chrome.runtime.connect(id)
        port.onMessage.addListener(resolve)
        port.onDisconnect.addListener(() => resolve('refused'))
      })
      const tabs = await chrome.tabs.query({ url: `chrome-extension://${id}/*` })
      const injected = await Promise.all(
        tabs.map(({ id: tabId = -1 }) =>
          chrome.scripting.executeScript({ target: { tabId }, func: () => document.title }).then(
            () => 'injected',
            (error) => word(error),
          ),
        ),
      )
      const read = await fetch(`chrome-extension://${id}/sidepanel.html`).then(
        () => 'read',
        () => 'refused',
      )
      return { sent, connected, injected, read }
    },
    { id: extensionId, messages: ourMessages },
  )
  expect(answers.sent).toEqual(ourMessages.map(() => 'refused'))
  expect(answers).toMatchObject({ connected: 'refused', read: 'refused' })
  expect(answers.injected).toEqual([expect.stringContaining('Cannot access')])
  await options.page.close()
  await panel.question.waitFor()
})

test('another extension in the page reaches the button, and its press is no press', async () => {
  const count = async () => (await heard()).filter(({ kind }) => kind === 'panel_wanted').length
  const before = await count()
  const pressed = await stranger.evaluate(async (address) => {
    const [one] = await chrome.tabs.query({ url: `${address}/*` })
    const [done] = await chrome.scripting.executeScript({
      target: { tabId: one?.id ?? -1 },
      func: () => {
        const host = document.querySelector('flowpilot-button') as HTMLElement
        const root = chrome.dom.openOrClosedShadowRoot(host as never) as unknown as ShadowRoot
        const button = root.querySelector('button')
        button?.click()
        return button?.getAttribute('aria-label')
      },
    })
    return done?.result
  }, stage.simulator)
  expect(pressed).toBe('Open FlowPilot beside this ticket')
  await pressTicketButton(tab.page)
  await until(async () => (await count()) > before)
  expect(await count()).toBe(before + 1)
})

test('no page can frame, open or read the panel', async () => {
  const page = await browser.context.newPage()
  for (const address of [foreignPage(''), `${stage.simulator}/`]) {
    await page.goto(address)
    const read = await page.evaluate(async (url) => {
      const frame = document.createElement('iframe')
      const loaded = new Promise((resolve) => {
        frame.onload = resolve
      })
      frame.src = url
      document.body.append(frame)
      await loaded
      window.open(url)
      return fetch(url).then(
        () => 'read',
        () => 'refused',
      )
    }, ourPage)
    expect(read).toBe('refused')
    const shown = [...browser.context.pages(), ...page.frames()].map((each) => each.url())
    expect(shown.filter((url) => url.startsWith('chrome-extension:'))).toEqual([])
  }
  expect(ben.troubles).toEqual([])
})
