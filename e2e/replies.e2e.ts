import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Frame, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from './browser.ts'
import { cockpit } from './cockpit.ts'
import { signedInPage } from './full-page.ts'
import { type ScriptedModel, startScriptedModel } from './scripted-model.ts'
import { type Stage, startDemo } from './stage.ts'
import { openTicket } from './ticket-screen.ts'
import { type Visit, visit, watched } from './visit.ts'

let model: ScriptedModel
let stage: Stage
let browser: Browser
let ben: Visit
let elsewhere: Server
let foreign: string
const asked: IncomingMessage[] = []

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    asked.push(request)
    response.setHeader('content-type', 'text/html')
    response.end('<title>elsewhere</title>')
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  foreign = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  model = await startScriptedModel()
  ;[stage, browser] = await Promise.all([startDemo(model.env), launchBrowser()])
})
beforeEach(async () => {
  asked.length = 0
  ben = await visit(browser)
  watched(() => [ben], 'go')
})
afterAll(async () => {
  await browser?.close()
  await stage?.stop()
  model?.stop()
  elsewhere?.close()
})

const attack = () => `Look at [the status page](${foreign}/known) or at [your bank](${foreign}/stranger).

![diagram](${foreign}/pixel.png) <img src="${foreign}/image.png"> <script src="${foreign}/script.js"></script>
<a href="${foreign}/raw" target="_top">raw</a> <iframe src="${foreign}/frame"></iframe> <style>*{display:none}</style>

[run](javascript:document.title='run') \\\\server\\share

| do | see |
|---|---|
| \`Get-Mailbox | ft\` | last cell |`

async function leaves(page: Page, frame: Frame, reply: Locator): Promise<void> {
  const before = frame.url()
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    reply.getByRole('link', { name: 'the status page' }).click(),
  ])
  await popup.waitForFunction(() => document.title === 'elsewhere')
  expect(popup.url()).toBe(`${foreign}/known`)
  expect(await popup.evaluate(() => window.opener)).toBeNull()
  await popup.close()
  for (const words of ['your bank', 'run', 'diagram', 'raw']) await reply.getByText(words).first().click()
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(frame.url()).toBe(before)
  expect(page.context().pages()).toHaveLength(1)
}

test('in the pod a reply leads nowhere but to what the engineer named, and there in a tab apart', async () => {
  const screen = await openTicket(ben.page, stage, '48291')
  const pod = cockpit(screen.pod)
  await pod.start.click()
  await pod.log.getByText('Noted.').waitFor()
  model.next({ reply: attack() })
  await pod.say(`Is it what ${foreign}/known says?`)
  const reply = pod.log.getByText('Look at').locator('..')
  await reply.getByText('last cell').waitFor()
  await reply.getByText(`(${new URL(foreign).host})`).waitFor()

  const frame = ben.page.frame({ url: /\/pod\/[0-9a-f]{20}/ })
  if (!frame) throw new Error('No pod')
  expect(await reply.locator('img, script, iframe, style').count()).toBe(0)
  expect(await reply.getByRole('link').count()).toBe(1)
  expect(await reply.innerText()).toContain('\\\\server\\share')
  expect(await reply.locator('td').allInnerTexts()).toEqual(['Get-Mailbox | ft', 'last cell'])
  await leaves(ben.page, frame, reply)
  expect(asked.map(({ url }) => url).filter((url) => url !== '/favicon.ico')).toEqual(['/known'])
  expect(asked[0]?.headers.referer).toBeUndefined()
  expect(ben.troubles).toEqual([])
})

test('an address that nobody named is copied, not followed', async () => {
  await ben.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  const full = await signedInPage(ben.page, stage, 'ben@acme.example')
  await full.cases.getByRole('link').filter({ hasText: '#48291' }).first().click()
  const reply = cockpit(ben.page).log.getByText('Look at').locator('..')
  await reply.getByText('your bank').waitFor()
  await leaves(ben.page, ben.page.mainFrame(), reply)
  await reply.getByRole('button', { name: `Copy the address ${foreign}/stranger` }).click()
  await ben.page.getByText('Address copied').first().waitFor()
  expect(await ben.page.evaluate(() => navigator.clipboard.readText())).toBe(`${foreign}/stranger`)
  expect(asked.map(({ url }) => url).filter((url) => url !== '/favicon.ico')).toEqual(['/known'])
  expect(ben.troubles).toEqual([])
})

test('on a page without encryption words are sent as anywhere', async () => {
  const plain = await launchBrowser(['--host-resolver-rules=MAP flowpilot.lan 127.0.0.1'])
  try {
    const { page, troubles } = await visit(plain)
    const app = stage.app.replace('127.0.0.1', 'flowpilot.lan')
    const full = await signedInPage(page, { app }, 'ben@acme.example')
    expect(await page.evaluate(() => [window.isSecureContext, typeof crypto.randomUUID])).toEqual([
      false,
      'undefined',
    ])
    await full.cases.getByRole('link').filter({ hasText: '#48291' }).first().click()
    const pod = cockpit(page)
    await pod.say('Sent without encryption')
    await pod.log.getByText('Sent without encryption').waitFor()
    await expect.poll(() => pod.log.getByText('Noted.').count()).toBe(2)
    // the browser itself says that it leaves a header out of account here
    expect(troubles.filter((one) => !one.includes('Cross-Origin-Opener-Policy'))).toEqual([])
  } finally {
    await plain.close()
  }
})
